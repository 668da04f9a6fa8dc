import { type PriceBand, priceBands } from "./facts.ts";

/** Widest category → the prices at which the middle and the high third of its products begin, in minor units of one currency. */
export type BandBounds = ReadonlyMap<string, readonly [middle: number, high: number]>;

const fewest = 6;
const mostSampled = 2_000;

/** A third of a category's products each, as of a sample of each. Where there are few, all are in the middle. */
export function bandBoundsOf(
  products: Iterable<{ readonly category: string; readonly priceMinor: number }>,
): BandBounds {
  const prices = new Map<string, number[]>();
  for (const { category, priceMinor } of products) {
    const known = prices.get(category);
    if (known === undefined) prices.set(category, [priceMinor]);
    else if (known.length < mostSampled) known.push(priceMinor);
  }
  return new Map([...prices].flatMap(([category, sample]) => boundsOf(category, sample)));
}

function boundsOf(category: string, sample: readonly number[]): [string, readonly [number, number]][] {
  if (sample.length < fewest) return [];
  const sorted = sample.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? 0;
  return [[category, [at(1 / 3), at(2 / 3)]]];
}

export function bandOf(
  bounds: BandBounds,
  category: string | undefined,
  priceMinor: number | undefined,
): PriceBand | undefined {
  if (category === undefined || priceMinor === undefined) return undefined;
  const [middle, high] = bounds.get(category) ?? [0, Number.POSITIVE_INFINITY];
  return priceBands[priceMinor >= high ? 2 : priceMinor >= middle ? 1 : 0];
}
