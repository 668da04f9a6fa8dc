import type { Difference } from "@attune/contract";
import type { FactCount } from "./fact-counts.ts";
import { newcombe, ratioInterval, zOf } from "./intervals.ts";

export const comparisonConfidence = 0.95;
/** What is true of fewer than so many of both sets together is not told: it says nothing, and could say who they are. */
const fewestCustomers = 20;

export interface Compared {
  /** How many differences were looked at. */
  readonly compared: number;
  /** The clearest first. */
  readonly differences: readonly Difference[];
}

/** All intervals hold together with 95 % (Bonferroni): each is wide enough for its part of the remaining 5 %. */
export function compareSets(counts: readonly FactCount[], first: number, second: number): Compared {
  const kept = counts.filter((one) => one.first + one.second >= fewestCustomers);
  const z = zOf(1 - (1 - comparisonConfidence) / Math.max(1, kept.length));
  const differences = kept.map((one) => differenceOf(one, first, second, z)).sort(byClarity);
  return { compared: kept.length, differences };
}

function differenceOf(
  { about, name, value, ...counts }: FactCount,
  first: number,
  second: number,
  z: number,
): Difference {
  const [a, b] = [
    { count: counts.first, of: first },
    { count: counts.second, of: second },
  ];
  const [p, q] = [a.count / Math.max(1, first), b.count / Math.max(1, second)];
  const { from, until } = newcombe(a, b, z);
  const ratio = ratioInterval(a, b, z);
  return {
    about,
    name,
    value,
    first: { customers: a.count, share: p },
    second: { customers: b.count, share: q },
    index: q === 0 ? null : (100 * p) / q,
    indexFrom: 100 * ratio.from,
    indexUntil: Number.isFinite(ratio.until) ? 100 * ratio.until : null,
    difference: p - q,
    from,
    until,
    isClear: from > 0 || until < 0,
  };
}

/** By how far apart the shares are at least; of those that may be equal, by how far apart they seem. */
function byClarity(a: Difference, b: Difference): number {
  return (
    leastOf(b) - leastOf(a) ||
    Math.abs(b.difference) - Math.abs(a.difference) ||
    (nameOf(a) < nameOf(b) ? -1 : 1)
  );
}

function leastOf({ from, until }: Difference): number {
  return Math.max(0, from, -until);
}

function nameOf({ about, name, value }: Difference): string {
  return `${about} ${name} ${value}`;
}
