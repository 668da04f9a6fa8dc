import { dot, numberAt } from "./numbers.ts";

/**
 * A small network that gives each row of features a merit: a direct weight for each feature, and a few hidden sums through a soft step,
 * so that a feature may count more in the company of others.
 */
export interface Ranker {
  readonly inputs: number;
  readonly hidden: number;
  readonly direct: Float64Array;
  /** `hidden` rows of `inputs` weights. */
  readonly inner: Float64Array;
  readonly bias: Float64Array;
  readonly outer: Float64Array;
}

/** Writes the merit of each of the first `count` rows into `merits`, and the hidden sums into `sums` where learning needs them. */
export function scoreRows(
  ranker: Ranker,
  rows: Float32Array,
  count: number,
  merits: Float64Array,
  sums?: Float64Array,
): void {
  const { inputs, hidden, direct, inner, bias, outer } = ranker;
  for (let row = 0; row < count; row += 1) {
    const from = row * inputs;
    let merit = dot(direct, 0, rows, from, inputs);
    for (let unit = 0; unit < hidden; unit += 1) {
      const sum = numberAt(bias, unit) + dot(inner, unit * inputs, rows, from, inputs);
      merit += (numberAt(outer, unit) * sum) / (1 + Math.abs(sum));
      if (sums !== undefined) sums[row * hidden + unit] = sum;
    }
    merits[row] = merit;
  }
}
