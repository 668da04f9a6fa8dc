import type { LookAlikeReport } from "@attune/contract";
import { shuffled } from "./chance.ts";
import { wilson, zOf } from "./intervals.ts";
import { aucEstimate, aucOf } from "./model-quality.ts";
import { type FeatureTable, featureTable } from "./one-hot.ts";
import { fitRidge, logOddsOf, type RidgeModel } from "./ridge-model.ts";

/** How customers are ranked by what is true of them: higher is more like the members. */
export interface Ranking {
  scoreOf(facts: readonly string[]): number;
}

export interface LearntRanking {
  readonly ranking: Ranking;
  readonly quality: Pick<LookAlikeReport, "heldOut" | "others" | "auc" | "recall">;
  readonly weights: LookAlikeReport["weights"];
}

type Facts = readonly string[];

/** One in so many is held out. */
const heldOutOf = 5;
const fewestOfFact = 10;
const lambda = 1;
const seed = 1_982;
const tops = [0.01, 0.05, 0.1, 0.2];
const toldWeights = 20;

/**
 * A logistic regression of members against others. How well it ranks is told by a model that has seen neither the held-out members nor the held-out
 * others; the ranking itself is learnt from all.
 */
export async function learnRanking(
  members: readonly Facts[],
  others: readonly Facts[],
  breathe: () => Promise<void>,
): Promise<LearntRanking> {
  const [known, unknown] = [parted(members), parted(others)];
  const tried = await learn(known.learnt, unknown.learnt, breathe);
  const ranks = {
    members: known.heldOut.map((facts) => scoreBy(tried, facts)),
    others: unknown.heldOut.map((facts) => scoreBy(tried, facts)),
  };
  const learnt = await learn(members, others, breathe);
  return {
    ranking: { scoreOf: (facts) => scoreBy(learnt, facts) },
    quality: qualityOf(ranks.members, ranks.others),
    weights: weightsOf(learnt),
  };
}

interface Learnt {
  readonly table: FeatureTable;
  readonly model: RidgeModel;
}

async function learn(
  members: readonly Facts[],
  others: readonly Facts[],
  breathe: () => Promise<void>,
): Promise<Learnt> {
  const all = [...members, ...others];
  const table = featureTable(all, fewestOfFact);
  const labels = all.map((_, at) => (at < members.length ? 1 : 0));
  return {
    table,
    model: await fitRidge(
      all.map((facts) => table.rowOf(facts)),
      labels,
      table.names.length,
      lambda,
      breathe,
    ),
  };
}

function scoreBy({ table, model }: Learnt, facts: Facts): number {
  return logOddsOf(model, table.rowOf(facts));
}

function parted(all: readonly Facts[]): {
  readonly learnt: readonly Facts[];
  readonly heldOut: readonly Facts[];
} {
  const mixed = shuffled(all, seed);
  const count = Math.floor(mixed.length / heldOutOf);
  return { heldOut: mixed.slice(0, count), learnt: mixed.slice(count) };
}

function qualityOf(members: readonly number[], others: readonly number[]): LearntRanking["quality"] {
  const labels = [...members.map(() => 1), ...others.map(() => 0)];
  const auc = aucOf([...members, ...others], labels);
  return {
    heldOut: members.length,
    others: others.length,
    auc: aucEstimate(auc, members.length, others.length),
    recall: tops.map((top) => recallAt(top, members, others)),
  };
}

/** Who stands level with the last of the top is not above it. */
function recallAt(
  top: number,
  members: readonly number[],
  others: readonly number[],
): LookAlikeReport["recall"][number] {
  const sorted = [...others].sort((a, b) => b - a);
  const bar = sorted[Math.floor(top * sorted.length)] ?? Number.POSITIVE_INFINITY;
  const found = members.filter((score) => score > bar).length;
  const recall = found / members.length;
  const interval = wilson({ count: found, of: members.length }, zOf(0.95));
  return { top, recall: { value: recall, ...interval }, lift: recall / top };
}

function weightsOf({ table, model }: Learnt): LookAlikeReport["weights"] {
  return table.names
    .map((name, at) => ({ ...partsOf(name), weight: model.weights[at] ?? 0 }))
    .sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, toldWeights);
}

/** `band netSpend12m=M5` → about, value. */
function partsOf(fact: string): { readonly about: string; readonly value: string } {
  const at = fact.indexOf("=");
  return { about: fact.slice(0, at), value: fact.slice(at + 1) };
}
