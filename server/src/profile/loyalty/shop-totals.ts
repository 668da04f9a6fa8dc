import type { Day } from "../../kernel/local-date.ts";
import { isOnline } from "./book-sales.ts";
import { isKeptShop, isShop, type ShopDay } from "./shop-day.ts";

/** What a customer's days up to one add up to, so that they need not be kept. */
export interface ShopTotals {
  /** Whether anything was booked. */
  readonly any: boolean;
  readonly shops: number;
  readonly keptShops: number;
  readonly first: Day | null;
  readonly second: Day | null;
  readonly previous: Day | null;
  readonly last: Day | null;
  /** Days between two shops → how often. Of the shops in order, each with the next. */
  readonly gaps: Readonly<Record<number, number>>;
  readonly net: number;
  readonly inStores: boolean;
  readonly online: boolean;
  /** Level-1 category → value. */
  readonly categories: Readonly<Record<string, number>>;
}

export const noTotals: ShopTotals = {
  any: false,
  shops: 0,
  keptShops: 0,
  first: null,
  second: null,
  previous: null,
  last: null,
  gaps: {},
  net: 0,
  inStores: false,
  online: false,
  categories: {},
};

/** The totals with later days. */
export function addDays(totals: ShopTotals, days: readonly ShopDay[]): ShopTotals {
  const sum: Mutable<ShopTotals> = {
    ...totals,
    any: totals.any || days.length > 0,
    gaps: { ...totals.gaps },
    categories: { ...totals.categories },
  };
  for (const day of days) {
    sum.net += day.net;
    addKinds(sum, day);
    if (isShop(day)) addShop(sum, day);
  }
  return sum;
}

function addKinds(sum: Mutable<ShopTotals>, { categories, channels }: ShopDay): void {
  for (const category in categories)
    sum.categories[category] = (sum.categories[category] ?? 0) + (categories[category]?.[1] ?? 0);
  for (const channel in channels) {
    if (isOnline(channel)) sum.online = true;
    else sum.inStores = true;
  }
}

type Mutable<T> = {
  -readonly [key in keyof T]: T[key] extends Readonly<Record<infer K, number>> ? Record<K, number> : T[key];
};

function addShop(sum: Mutable<ShopTotals>, day: ShopDay): void {
  if (sum.last !== null) {
    const gap = day.day - sum.last;
    sum.gaps[gap] = (sum.gaps[gap] ?? 0) + 1;
  }
  if (sum.first === null) sum.first = day.day;
  else if (sum.second === null) sum.second = day.day;
  sum.previous = sum.last;
  sum.last = day.day;
  sum.shops += 1;
  if (isKeptShop(day)) sum.keptShops += 1;
}

/** The middle one; of an even number the mean of the two. `without`: one gap of that length is left out. Null of none. */
export function medianGap(gaps: ShopTotals["gaps"], without?: number): number | null {
  const counts: (readonly [gap: number, times: number])[] = [];
  let all = 0;
  // Keys that are whole numbers come in rising order.
  for (const key in gaps) {
    const gap = Number(key);
    const times = (gaps[gap] ?? 0) - (gap === without ? 1 : 0);
    counts.push([gap, times]);
    all += times;
  }
  if (all === 0) return null;
  return (nth(counts, Math.floor((all - 1) / 2)) + nth(counts, Math.floor(all / 2))) / 2;
}

function nth(counts: readonly (readonly [gap: number, times: number])[], at: number): number {
  let passed = 0;
  for (const [gap, times] of counts) {
    passed += times;
    if (passed > at) return gap;
  }
  return 0;
}

/** The category most was spent in; of equals the first by name. */
export function mainCategory(categories: ShopTotals["categories"]): string | null {
  let main: string | null = null;
  let most = 0;
  for (const category in categories) {
    const net = categories[category] ?? 0;
    if (net < most || net <= 0 || (net === most && main !== null && main < category)) continue;
    main = category;
    most = net;
  }
  return main;
}
