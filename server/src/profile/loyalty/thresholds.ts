import type { AccountType, DimensionName } from "@attune/contract";
import type { Day } from "../../kernel/local-date.ts";

/** Rising values, each with the share of those with a value who have it or less. Of many values every thousandth part. */
export type Shares = readonly (readonly [value: number, share: number])[];

/** What bands and scores are relative to: the brand's customers of one account type on one day. */
export interface Population {
  /** How many were counted. */
  readonly customers: number;
  readonly shares: Readonly<Partial<Record<DimensionName, Shares>>>;
  /** From each on the next fifth begins: four of each. Of nobody: empty. */
  readonly fifths: Readonly<Record<FifthName, readonly number[]>>;
  /** Least spend in 12 months of the best; null of nobody. */
  readonly bestFrom: number | null;
}

/** `lastShop` is a date: everybody grows a day older at once, so only shops and a new version change who is in which fifth. */
export const fifthNames = [
  "netSpend12m",
  "netSpendAll",
  "averageTransaction12m",
  "shopCount12m",
  "lastShop",
] as const;
export type FifthName = (typeof fifthNames)[number];

export interface Thresholds {
  /** 0 before the first were made. */
  readonly version: number;
  readonly computedAt: number;
  readonly today: Day;
  /** Of how many customers there was anything bought, at most 10,000; absent in those that an earlier program made. */
  readonly shoppers?: number;
  /** Medians of repeat customers' median gaps, of all account types but staff. */
  readonly brandGap: number | null;
  readonly categoryGaps: Readonly<Record<string, number>>;
  readonly populations: Readonly<Partial<Record<AccountType, Population>>>;
}

export const noThresholds: Thresholds = {
  version: 0,
  computedAt: 0,
  today: 0,
  brandGap: null,
  categoryGaps: {},
  populations: {},
};

/** 1 to 5: one more than the bounds that the value reaches, so that equals share the higher fifth. Undefined before there are bounds. */
export function fifthOf(value: number, bounds: readonly number[] | undefined): 1 | 2 | 3 | 4 | 5 | undefined {
  if (bounds === undefined || bounds.length < 4) return undefined;
  let reached = 0;
  for (const bound of bounds) if (value >= bound) reached += 1;
  return fifths[reached];
}

const fifths = [1, 2, 3, 4, 5] as const;

/** Share in percent of those who have this value or less; undefined of nobody. */
export function percentileOf(value: number, shares: Shares | undefined): number | undefined {
  if (shares === undefined || shares.length === 0) return undefined;
  let [low, high] = [0, shares.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((shares[middle]?.[0] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return Math.round((shares[low - 1]?.[1] ?? 0) * 1000) / 10;
}

const steps = 1_000;

/** Of sorted values, each step of a thousandth: its value and the exact share of those who have it or less. */
export function sharesOf(sorted: Float64Array): Shares {
  const shares: (readonly [number, number])[] = [];
  const most = Math.min(steps, sorted.length);
  for (let step = 0; step < most; step += 1) {
    const value = sorted[Math.floor((step * sorted.length) / most)] ?? 0;
    if (shares.at(-1)?.[0] !== value) shares.push([value, countUpTo(sorted, value) / sorted.length]);
  }
  const last = sorted.at(-1);
  if (last !== undefined && shares.at(-1)?.[0] !== last) shares.push([last, 1]);
  return shares;
}

function countUpTo(sorted: Float64Array, value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? 0) <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where the second, third, fourth and highest fifth of sorted values begin. */
export function fifthBounds(sorted: Float64Array): readonly number[] {
  return sorted.length === 0
    ? []
    : [1, 2, 3, 4].map((part) => sorted[Math.floor((part * sorted.length) / 5)] ?? 0);
}
