import { addMonths, type Day } from "../../kernel/local-date.ts";
import { bookSales } from "./book-sales.ts";
import type { LoyaltyRules } from "./rules.ts";
import { DayBook, type ShopDay } from "./shop-day.ts";
import { addDays, noTotals, type ShopTotals } from "./shop-totals.ts";
import { isNewer, newestSizes, type Sizes } from "./sizes.ts";
import type { SoldSale } from "./sold-sale.ts";

/**
 * What is kept of a customer's sales: the days of the last 13 months, and what all earlier ones add up to. Its size and the work on it are
 * bounded by a year of days, however long the customer has been one. A function of the set of sales, the rules, and the day it was made on.
 */
export interface ShopHistory {
  /** Days before are in `past`. */
  readonly horizon: Day;
  readonly past: ShopTotals;
  readonly days: readonly ShopDay[];
  readonly looseUpTo: number;
  readonly held: readonly string[];
  readonly sizes: Sizes;
}

/** A change of one sale: as it was and as it is. */
export interface SaleChange {
  readonly before: SoldSale | undefined;
  /** Undefined: it is another customer's now. */
  readonly after: SoldSale | undefined;
}

export const noHistory: ShopHistory = {
  horizon: Number.MIN_SAFE_INTEGER,
  past: noTotals,
  days: [],
  looseUpTo: 0,
  held: [],
  sizes: {},
};

const keptMonths = 13;

/** From all sales of a customer, as known at a moment. */
export function historyOf(sales: readonly SoldSale[], rules: LoyaltyRules, asOfMs: number): ShopHistory {
  const { days, held, looseUpTo } = bookSales(sales, rules, asOfMs);
  const whole: ShopHistory = {
    ...noHistory,
    days,
    held,
    looseUpTo,
    sizes: newestSizes(sales, rules, asOfMs),
  };
  return compact(whole, rules.days.dayOf(asOfMs));
}

/** Days that no window reaches any longer are added up. */
export function compact(history: ShopHistory, today: Day): ShopHistory {
  const horizon = Math.max(history.horizon, addMonths(today, -keptMonths));
  const old = history.days.filter((one) => one.day < horizon);
  if (old.length === 0) return { ...history, horizon };
  return {
    ...history,
    horizon,
    past: addDays(history.past, old),
    days: history.days.slice(old.length),
  };
}

/** The history after changes of single sales; undefined when all sales of the customer must be read to tell. */
export function changeHistory(
  history: ShopHistory,
  changes: readonly SaleChange[],
  rules: LoyaltyRules,
  asOfMs: number,
): ShopHistory | undefined {
  if (history.held.length > 0) return undefined;
  const book = new DayBook();
  for (const day of history.days) book.addDay(day, 1);
  let { sizes } = history;
  for (const change of changes) {
    const told = toldSizes(change, rules, asOfMs);
    if (told === undefined || !changeBook(book, history, change, rules, asOfMs)) return undefined;
    sizes = { ...sizes, ...newerThan(sizes, told) };
  }
  return compact({ ...history, days: book.close(), sizes }, rules.days.dayOf(asOfMs));
}

/** Takes the sale off as it was and adds it as it is; false when that cannot be told of it alone. */
function changeBook(
  book: DayBook,
  history: ShopHistory,
  { before, after }: SaleChange,
  rules: LoyaltyRules,
  asOfMs: number,
): boolean {
  const gone = contribution(history, before, rules, asOfMs);
  const come = contribution(history, after, rules, asOfMs);
  if (gone === undefined || come === undefined) return false;
  for (const day of gone) book.addDay(day, -1);
  for (const day of come) book.addDay(day, 1);
  return true;
}

/** Undefined when a size that was told is told no longer. */
function toldSizes({ before, after }: SaleChange, rules: LoyaltyRules, asOfMs: number): Sizes | undefined {
  const told = after === undefined ? {} : newestSizes([after], rules, asOfMs);
  return before === undefined || isSame(newestSizes([before], rules, asOfMs), told) ? told : undefined;
}

/** What one sale alone adds; undefined when others have a say in it: it lies behind the horizon, or something came back without naming its sale. */
function contribution(
  history: ShopHistory,
  sale: SoldSale | undefined,
  rules: LoyaltyRules,
  asOfMs: number,
): readonly ShopDay[] | undefined {
  if (sale === undefined) return [];
  const { days, held, looseUpTo } = bookSales([sale], rules, asOfMs);
  if (held.length > 0 || looseUpTo > 0) return undefined;
  if (sale.placedAt <= history.looseUpTo) return undefined;
  return days.some((one) => one.day < history.horizon) ? undefined : days;
}

function isSame(a: Sizes, b: Sizes): boolean {
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].every((key) => a[key]?.[0] === b[key]?.[0] && a[key]?.[1] === b[key]?.[1]);
}

function newerThan(known: Sizes, told: Sizes): Sizes {
  return Object.fromEntries(
    Object.entries(told).filter(([category, [at, size]]) => isNewer(at, size, known[category])),
  );
}
