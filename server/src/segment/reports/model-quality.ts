import type { Estimate } from "@attune/contract";
import { chanceOf } from "./chance.ts";
import { zOf } from "./intervals.ts";

/** Of one with label 1 and one with label 0, how often the first has the higher score; equals count half. 0.5 where there are none of either. */
export function aucOf(scores: readonly number[], labels: readonly number[]): number {
  const ones = labels.filter((label) => label === 1).length;
  const zeros = labels.length - ones;
  if (ones === 0 || zeros === 0) return 0.5;
  const ranks = ranksOf(scores);
  const sum = ranks.reduce((total, rank, at) => total + (labels[at] === 1 ? rank : 0), 0);
  return (sum - (ones * (ones + 1)) / 2) / (ones * zeros);
}

/** From 1; equals share the mean of theirs. */
function ranksOf(scores: readonly number[]): readonly number[] {
  const order = [...scores.keys()].sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const ranks = new Array<number>(scores.length).fill(0);
  for (let from = 0; from < order.length; ) {
    const score = scores[order[from] ?? 0];
    let until = from + 1;
    while (until < order.length && scores[order[until] ?? 0] === score) until += 1;
    for (const at of order.slice(from, until)) ranks[at] = (from + 1 + until) / 2;
    from = until;
  }
  return ranks;
}

/** J. A. Hanley and B. J. McNeil, The meaning and use of the area under a receiver operating characteristic curve, Radiology 143 (1982). */
export function aucEstimate(auc: number, ones: number, zeros: number): Estimate {
  const [q1, q2] = [auc / (2 - auc), (2 * auc * auc) / (1 + auc)];
  const variance =
    (auc * (1 - auc) + (ones - 1) * (q1 - auc * auc) + (zeros - 1) * (q2 - auc * auc)) /
    Math.max(1, ones * zeros);
  const spread = zOf(0.95) * Math.sqrt(Math.max(0, variance));
  return { value: auc, from: Math.max(0, auc - spread), until: Math.min(1, auc + spread) };
}

/** What it costs to have said this probability: nats. */
export function logLoss(probability: number, label: number): number {
  return -Math.log(Math.max(1e-12, label === 1 ? probability : 1 - probability));
}

export function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, one) => sum + one, 0) / Math.max(1, numbers.length);
}

const resamples = 1_000;

/** The mean of each list with the middle 95 % of what it is when the same customers are drawn anew, with replacement. */
export function bootstrapMeans(lists: readonly (readonly number[])[], seed: number): readonly Estimate[] {
  const chance = chanceOf(seed);
  const size = lists[0]?.length ?? 0;
  const columns = lists.map((list) => Float64Array.from(list));
  const drawn = columns.map(() => new Float64Array(resamples));
  for (let nth = 0; nth < resamples; nth += 1) {
    const sums = columns.map(() => 0);
    for (let taken = 0; taken < size; taken += 1) {
      const one = Math.floor(chance() * size);
      columns.forEach((column, at) => {
        sums[at] = (sums[at] ?? 0) + (column[one] ?? 0);
      });
    }
    sums.forEach((sum, at) => {
      (drawn[at] ?? new Float64Array()).fill(sum / size, nth, nth + 1);
    });
  }
  return columns.map((column, at) => {
    const means = (drawn[at] ?? new Float64Array()).sort();
    return {
      value: meanOf([...column]),
      from: means[Math.floor(0.025 * resamples)] ?? 0,
      until: means[Math.ceil(0.975 * resamples) - 1] ?? 0,
    };
  });
}
