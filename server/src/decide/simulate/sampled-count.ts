import type { SampledCount } from "@attune/contract";

/** Sums of a measure over units of one sort, of which every one is as likely to be looked at as any other. */
interface Sums {
  sum: number;
  squares: number;
}

/** How many units of a sort there are, and how many were looked at. */
export interface Looked {
  readonly all: number;
  readonly looked: number;
}

/** Customers are taken whole, so the customer is the unit; of strangers it is the decision. */
export const strata = ["customers", "strangers"] as const;
export type Stratum = (typeof strata)[number];

export type Measure = Readonly<Record<Stratum, Sums>>;

export function newMeasure(): Measure {
  return { customers: { sum: 0, squares: 0 }, strangers: { sum: 0, squares: 0 } };
}

/** What one unit adds; those that add nothing need not be told. */
export function add(measure: Measure, stratum: Stratum, value: number): void {
  measure[stratum].sum += value;
  measure[stratum].squares += value * value;
}

const z95 = 1.96;

/** Of all units, from those looked at: ratio by sort, variance between units, without replacement. Never less than what was seen. */
export function sampledCount(measure: Measure, looked: Readonly<Record<Stratum, Looked>>): SampledCount {
  let [counted, estimate, variance] = [0, 0, 0];
  for (const stratum of strata) {
    const { sum, squares } = measure[stratum];
    const { all, looked: units } = looked[stratum];
    counted += sum;
    if (units === 0) continue;
    estimate += (all / units) * sum;
    if (units > 1) {
      const spread = Math.max(0, squares - (sum * sum) / units) / (units - 1);
      variance += (all * all * (1 - units / all) * spread) / units;
    }
  }
  const within = z95 * Math.sqrt(Math.max(0, variance));
  return {
    counted,
    estimate: Math.round(estimate),
    low: Math.max(counted, Math.round(estimate - within)),
    high: Math.round(estimate + within),
  };
}
