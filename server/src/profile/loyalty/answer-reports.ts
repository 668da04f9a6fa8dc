import {
  type Concentration,
  type LifecycleStage,
  lifecycleStages,
  type StageReport,
  type StageTransition,
} from "@attune/contract";
import { phraseOf } from "./stage-names.ts";

interface StageCount {
  readonly stage: LifecycleStage;
  readonly subStage: string;
  readonly customers: number;
}

interface Stuck {
  readonly stage: LifecycleStage;
  readonly customers: number;
  readonly longerThanDays: number;
}

/** The report of stages. */
export function answerStages(
  counts: readonly StageCount[],
  transitions: readonly StageTransition[],
  stuck: readonly Stuck[],
  names: Readonly<Record<string, string>>,
): StageReport {
  return {
    stages: lifecycleStages.map((stage) => {
      const parts = counts.filter((one) => one.stage === stage);
      return {
        stage,
        name: phraseOf(stage, names),
        customers: parts.reduce((sum, one) => sum + one.customers, 0),
        subStages: parts.map(({ subStage, customers }) => ({
          subStage,
          name: phraseOf(subStage, names),
          customers,
        })),
      };
    }),
    transitions,
    stuck: stuck.map((one) => ({
      ...one,
      condition: { stage: one.stage, forAtLeast: `${one.longerThanDays}d` },
    })),
  };
}

interface Part {
  readonly percent: number;
  readonly customers: number;
  readonly netMinor: number;
}

/** The curve of concentration: what the first so many customers bring together. */
export function answerConcentration(parts: readonly Part[], currency: string): Concentration {
  const customers = parts.reduce((sum, part) => sum + part.customers, 0);
  const netMinor = parts.reduce((sum, part) => sum + part.netMinor, 0);
  let [people, net, area] = [0, 0, 0];
  const curve = parts.map((part) => {
    // Between two points the curve is taken for straight.
    area += (part.customers / customers) * ((net + part.netMinor / 2) / netMinor);
    people += part.customers;
    net += part.netMinor;
    return {
      customerShare: people / customers,
      spendShare: net / netMinor,
      customers: people,
      netMinor: net,
    };
  });
  return { currency, customers, netMinor, curve, gini: customers === 0 ? null : 2 * area - 1 };
}
