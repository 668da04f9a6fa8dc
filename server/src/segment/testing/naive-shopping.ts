import { calendarOf } from "../../kernel/calendar.ts";
import { type NaiveLoyalty, noShopping } from "./naive-person.ts";

/** One order, all in the brand's currency; `refundedAt`: all of it was brought back. */
export interface NaiveOrder {
  readonly at: number;
  readonly netMinor: number;
  readonly refundedAt?: number;
}

const dayMs = 86_400_000;

/** These dimensions only: what needs other customers, the catalogue or interactions is left out. */
export const naiveDimensions = [
  "daysSinceShop",
  "overdueIndex",
  "lastGapDays",
  "shopCountAll",
  "shopCount12m",
  "averageGapDays",
  "daysFirstToSecond",
  "netSpend12m",
  "netSpendAll",
  "activeMonths12m",
] as const;
export const naiveBands = ["daysSinceShop", "shopCountAll", "shopCount12m", "averageGapDays"] as const;

/**
 * The plainest reading of docs and reference over a list of orders: nothing is kept, everything is counted anew. `brandGap`: what the
 * brand's thresholds say. When a stage was entered is a fact that was noticed, so it is told.
 */
export function naiveShopping(
  orders: readonly NaiveOrder[],
  nowMs: number,
  { timeZone, brandGap, stageSince }: { timeZone: string; brandGap: number | null; stageSince: number },
): NaiveLoyalty {
  const dayOf = calendarOf(timeZone).dayOf;
  const today = dayOf(nowMs);
  const yearAgo = monthsBefore(today, 12);
  const bookings = orders.flatMap(({ at, netMinor, refundedAt }) => [
    { day: dayOf(at), sold: dayOf(at), minor: netMinor },
    ...(refundedAt === undefined ? [] : [{ day: dayOf(refundedAt), sold: dayOf(at), minor: -netMinor }]),
  ]);
  const sumOf = (some: typeof bookings): number => some.reduce((sum, { minor }) => sum + minor, 0);
  // What comes back of an earlier day is no part of what was shopped on this one.
  const shops = [...new Set(orders.map(({ at }) => dayOf(at)))]
    .filter((day) => sumOf(bookings.filter((one) => one.day === day && one.sold === day)) > 0)
    .sort((a, b) => a - b);
  const gaps = shops.slice(1).map((day, at) => day - (shops[at] ?? day));
  const [first, second] = shops;
  const last = shops.at(-1);
  const expected = last === undefined ? null : expectedGap(gaps, brandGap);
  const sinceShop = last === undefined ? null : Math.max(0, today - last);
  const lately = shops.filter((day) => day > yearAgo);
  const values = {
    daysSinceShop: sinceShop,
    overdueIndex: sinceShop === null || expected === null ? null : sinceShop / expected,
    lastGapDays: gaps.at(-1) ?? null,
    shopCountAll: shops.length,
    shopCount12m: lately.length,
    averageGapDays: gaps.length === 0 ? null : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length,
    daysFirstToSecond: first === undefined || second === undefined ? null : second - first,
    netSpend12m: orders.length === 0 ? null : sumOf(bookings.filter((one) => one.day > yearAgo)),
    netSpendAll: orders.length === 0 ? null : sumOf(bookings),
    activeMonths12m: new Set(lately.map(monthOf).filter((month) => month > monthOf(today) - 12)).size,
  };
  return {
    ...noShopping,
    values,
    bands: bandsOf(values, last, today),
    ...stageOf({ shops, gaps, today, expected, brandGap }),
    stageSince,
  };
}

function expectedGap(gaps: readonly number[], brandGap: number | null): number {
  const own = gaps.length >= 2 ? median(gaps) : null;
  const gap = own ?? brandGap;
  return gap === null ? 70 : Math.max(14, gap);
}

function median(numbers: readonly number[]): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  const [low = 0, high = 0] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return (low + high) / 2;
}

function bandsOf(
  { shopCountAll, shopCount12m, averageGapDays }: Readonly<Record<string, number | null>>,
  last: number | undefined,
  today: number,
): Readonly<Record<string, string>> {
  const months = [3, 6, 12, 24, 60].filter((count) => (last ?? 0) <= monthsBefore(today, count)).length;
  const [all = 0, lately = 0] = [shopCountAll ?? 0, shopCount12m ?? 0];
  const gap = averageGapDays ?? null;
  const often = (gap ?? 0) <= 30 ? "FH" : "FL";
  const counted = [12, 7, 4, 2, 1].find((count) => lately >= count) ?? 0;
  return {
    daysSinceShop: last === undefined ? "R0" : (["RC", "RS", "RA", "RI", "RL", "RR"][months] ?? ""),
    shopCountAll: all >= 3 ? often : `F${all}`,
    shopCount12m: `N${counted}`,
    averageGapDays: gap === null ? "A0" : `A${1 + [30, 60, 120].filter((days) => gap > days).length}`,
  };
}

interface StageFacts {
  readonly shops: readonly number[];
  readonly gaps: readonly number[];
  readonly today: number;
  readonly expected: number | null;
  readonly brandGap: number | null;
}

function stageOf({
  shops,
  gaps,
  today,
  expected,
  brandGap,
}: StageFacts): Pick<NaiveLoyalty, "stage" | "atRisk" | "returned"> {
  const [first] = shops;
  const last = shops.at(-1);
  if (first === undefined || last === undefined || expected === null)
    return { stage: "acquire", atRisk: false, returned: false };
  const index = Math.max(0, today - last) / expected;
  if (isLapsed(Math.max(0, today - last), index)) return { stage: "lapse", atRisk: false, returned: false };
  const before = gaps.at(-1);
  const usual = expectedGap(gaps.slice(0, -1), brandGap);
  const flags = {
    atRisk: index > 1.5 && index <= 3,
    returned: before !== undefined && isLapsed(before, before / usual) && today - last <= 90,
  };
  return { stage: shops.length === 1 || today - first <= 90 ? "onboard" : "grow", ...flags };
}

function isLapsed(days: number, index: number): boolean {
  return (index > 3 && days >= 60) || (days > 365 && index > 1.5);
}

function monthOf(day: number): number {
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The same day of an earlier month, or its last. */
function monthsBefore(day: number, months: number): number {
  const date = new Date(day * dayMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() - months];
  const lastOfMonth = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), lastOfMonth)) / dayMs;
}
