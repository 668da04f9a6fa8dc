import type { ModelScore, RelevanceReport } from "@attune/contract";
import { shuffled } from "./chance.ts";
import { aucOf, bootstrapMeans, logLoss, meanOf } from "./model-quality.ts";
import { featureTable } from "./one-hot.ts";
import { fitRidge, probabilityOf } from "./ridge-model.ts";

/** A customer as known at the moment of the cut, and whether they bought after it. */
export interface PastCustomer {
  readonly behaviour: readonly string[];
  /** What the attribute says of them, as facts; none where it is not known. */
  readonly attribute: readonly string[];
  readonly boughtAgain: boolean;
}

type Judged = Pick<
  RelevanceReport,
  "models" | "gainOverNothing" | "gainOverBehaviour" | "gainInsteadOfBehaviour" | "verdict"
>;

const folds = 5;
const fewestOfFact = 20;
const lambda = 1;
const seed = 20_15;

/**
 * Whether an attribute tells more of who buys again than behaviour does: logistic regressions on the one, the other and both, each customer told by
 * models that were fitted without them (five folds). Gains are means of each customer's own difference, so what makes all customers
 * easy or hard falls out of the interval.
 */
export async function judgeAttribute(
  customers: readonly PastCustomer[],
  breathe: () => Promise<void>,
): Promise<Judged> {
  const mixed = shuffled(customers, seed);
  const labels = mixed.map((one) => (one.boughtAgain ? 1 : 0));
  const ask = async (factsOf: (one: PastCustomer) => readonly string[]): Promise<readonly number[]> =>
    foretold(mixed.map(factsOf), labels, breathe);
  const told = {
    none: await ask(() => []),
    attribute: await ask((one) => one.attribute),
    behaviour: await ask((one) => one.behaviour),
    both: await ask((one) => [...one.behaviour, ...one.attribute]),
  };
  const losses = {
    none: lossesOf(told.none, labels),
    attribute: lossesOf(told.attribute, labels),
    behaviour: lossesOf(told.behaviour, labels),
    both: lossesOf(told.both, labels),
  };
  const less = (of: readonly number[], than: readonly number[]): readonly number[] =>
    than.map((loss, at) => loss - (of[at] ?? 0));
  const [gainOverNothing, gainOverBehaviour, gainInsteadOfBehaviour] = bootstrapMeans(
    [
      less(losses.attribute, losses.none),
      less(losses.both, losses.behaviour),
      less(losses.attribute, losses.behaviour),
    ],
    seed,
  );
  if (
    gainOverNothing === undefined ||
    gainOverBehaviour === undefined ||
    gainInsteadOfBehaviour === undefined
  )
    throw new Error("Three lists give three means.");
  const scoreOf = (name: keyof typeof told): ModelScore => ({
    logLoss: meanOf(losses[name]),
    auc: aucOf(told[name], labels),
  });
  return {
    models: {
      none: { ...scoreOf("none"), auc: 0.5 },
      attribute: scoreOf("attribute"),
      behaviour: scoreOf("behaviour"),
      both: scoreOf("both"),
    },
    gainOverNothing,
    gainOverBehaviour,
    gainInsteadOfBehaviour,
    verdict:
      gainInsteadOfBehaviour.from > 0
        ? "moreThanBehaviour"
        : gainOverBehaviour.from > 0
          ? "addsToBehaviour"
          : "addsNothingClear",
  };
}

/** The probability of each, by a model fitted on the other folds. */
async function foretold(
  facts: readonly (readonly string[])[],
  labels: readonly number[],
  breathe: () => Promise<void>,
): Promise<readonly number[]> {
  const told: number[] = new Array(facts.length).fill(0);
  for (let fold = 0; fold < folds; fold += 1) {
    const learnt = [...facts.keys()].filter((at) => at % folds !== fold);
    const table = featureTable(
      learnt.map((at) => facts[at] ?? []),
      fewestOfFact,
    );
    const model = await fitRidge(
      learnt.map((at) => table.rowOf(facts[at] ?? [])),
      learnt.map((at) => labels[at] ?? 0),
      table.names.length,
      lambda,
      breathe,
    );
    for (let at = fold; at < facts.length; at += folds)
      told[at] = probabilityOf(model, table.rowOf(facts[at] ?? []));
  }
  return told;
}

function lossesOf(told: readonly number[], labels: readonly number[]): readonly number[] {
  return told.map((probability, at) => logLoss(probability, labels[at] ?? 0));
}
