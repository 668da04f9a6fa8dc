import type { ConsistencyReport, DecisionRecord, Placement } from "@attune/contract";
import type { LoggedDecision } from "../decision-log.ts";
import { compareDecisions } from "./compare-decisions.ts";

export interface NeighbourQuestion {
  readonly brandId: number;
  /** Epoch milliseconds, [from, until). */
  readonly fromMs: number;
  readonly untilMs: number;
  readonly withinMs: number;
  readonly most: number;
}

/** Two decisions for one customer on two channels, the earlier first. */
export type Neighbours = readonly [LoggedDecision, LoggedDecision];

interface Ports {
  /** The newest first. */
  readonly neighbours: (question: NeighbourQuestion) => Promise<readonly Neighbours[]>;
  readonly explain: (brandId: number, decision: LoggedDecision) => Promise<DecisionRecord>;
  readonly placements: (brandId: number) => ReadonlyMap<string, Placement>;
}

const withinMs = 60_000;
const mostPairs = 1_000;

/** Where the same customer was treated otherwise on two channels within a minute, and why. As far as ClickHouse has come. */
export async function reportConsistency(
  { neighbours, explain, placements }: Ports,
  brandId: number,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
): Promise<ConsistencyReport> {
  const found = await neighbours({ brandId, fromMs, untilMs, withinMs, most: mostPairs + 1 });
  const declared = placements(brandId);
  const explained = new Map<string, DecisionRecord>();
  const read = async (decision: LoggedDecision): Promise<DecisionRecord> => {
    const record = explained.get(decision.decisionId) ?? (await explain(brandId, decision));
    explained.set(decision.decisionId, record);
    return record;
  };
  const items: ConsistencyReport["items"][number][] = [];
  let passed = 0;
  for (const [before, after] of found.slice(0, mostPairs)) {
    const comparison = compareDecisions(await read(before), await read(after), declared);
    items.push(...comparison.differences);
    passed += comparison.passed;
  }
  return {
    from: new Date(fromMs).toISOString(),
    until: new Date(untilMs).toISOString(),
    pairs: Math.min(found.length, mostPairs),
    passed,
    items,
    isCut: found.length > mostPairs,
  };
}
