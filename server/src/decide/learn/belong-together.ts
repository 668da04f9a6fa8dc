import { type BasketGraph, strengthOf } from "./basket-graph.ts";
import type { ItemGraph } from "./item-graph.ts";

/** Products and weights, the strongest first. */
export type Weighed = readonly (readonly [item: number, weight: number])[];

/** What was bought in the same baskets as these, none of them. Pairs seen once count only where too few were seen twice. */
export function belongTogether(
  { starts, to, together, sold }: BasketGraph,
  seeds: readonly number[],
  most: number,
): Weighed {
  const gather = (atLeast: number): Weighed =>
    strongest(seeds, most, (seed, add) => {
      for (let edge = starts[seed] ?? 0; edge < (starts[seed + 1] ?? 0); edge += 1) {
        const count = together[edge] ?? 0;
        const other = to[edge] ?? 0;
        if (count >= atLeast) add(other, strengthOf(count, sold[other] ?? 0));
      }
    });
  const repeated = gather(2);
  return repeated.length < most ? gather(1) : repeated;
}

/** What was looked at in the same visits as these, none of them. */
export function lookedAtTogether(
  { starts, to, after, before, seen }: ItemGraph,
  seeds: readonly number[],
  most: number,
): Weighed {
  return strongest(seeds, most, (seed, add) => {
    for (let edge = starts[seed] ?? 0; edge < (starts[seed + 1] ?? 0); edge += 1) {
      const other = to[edge] ?? 0;
      add(other, strengthOf((after[edge] ?? 0) + (before[edge] ?? 0), seen[other] ?? 0));
    }
  });
}

function strongest(
  seeds: readonly number[],
  most: number,
  neighbours: (seed: number, add: (item: number, weight: number) => void) => void,
): Weighed {
  const sums = new Map<number, number>();
  for (const seed of seeds)
    neighbours(seed, (item, weight) => sums.set(item, (sums.get(item) ?? 0) + weight));
  for (const seed of seeds) sums.delete(seed);
  return [...sums].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, most);
}
