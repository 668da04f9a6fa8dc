import type { SampleRatio } from "@attune/contract";

/** Rare enough to be told of a mistake rather than of chance: A. Fabijan and others, Diagnosing sample ratio mismatch in online controlled experiments, KDD 2019. */
const leastP = 0.001;

/** Pearson's chi-squared test with one degree of freedom. */
export function sampleRatioOf(expected: number, heldOut: number, complement: number): SampleRatio {
  const all = heldOut + complement;
  const observed = all === 0 ? 0 : heldOut / all;
  const p = all === 0 ? 1 : chanceOf(expected, heldOut, all);
  return { expected, observed, p, holds: p >= leastP };
}

function chanceOf(expected: number, heldOut: number, all: number): number {
  const variance = all * expected * (1 - expected);
  const away = heldOut - all * expected;
  if (variance === 0) return away === 0 ? 1 : 0;
  return twoTails(Math.abs(away) / Math.sqrt(variance));
}

/** How likely the normal distribution is to be at least so far from its mean: the continued fraction of its tail, its series near 0. */
export function twoTails(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
  if (z < 2) {
    let [term, sum] = [z, z];
    for (let n = 1; n < 60; n++) {
      term *= (z * z) / (2 * n + 1);
      sum += term;
    }
    return 1 - 2 * density * sum;
  }
  let fraction = z;
  for (let n = 60; n > 0; n--) fraction = z + n / fraction;
  return (2 * density) / fraction;
}
