import { type BandBounds, type DimensionName, dimensionBands } from "@attune/contract";
import { addMonths, type Day } from "../../kernel/local-date.ts";
import type { Bands, DimensionValues } from "./dimension-values.ts";
import type { Measures } from "./measure.ts";
import { fifthOf, type Population } from "./thresholds.ts";

export interface BandQuestion {
  readonly measures: Measures;
  readonly values: DimensionValues;
  readonly today: Day;
  readonly population: Population | undefined;
}

export function bandsOf(question: BandQuestion, bounds: BandBounds): Bands {
  const { values } = question;
  return {
    daysSinceShop: code("daysSinceShop", monthsBand(question, bounds.daysSinceShop)),
    daysSinceEngagement: code(
      "daysSinceEngagement",
      upTo(values.daysSinceEngagement, bounds.daysSinceEngagement),
    ),
    overdueIndex: code("overdueIndex", upTo(values.overdueIndex, bounds.overdueIndex)),
    lastGapDays: code("lastGapDays", gapBand(values, bounds.lastGapDays)),
    shopCountAll: code("shopCountAll", countBand(values, bounds.shopCountAll)),
    shopCount12m: code("shopCount12m", from(values.shopCount12m, bounds.shopCount12m)),
    averageGapDays: code("averageGapDays", upTo(values.averageGapDays, bounds.averageGapDays)),
    daysFirstToSecond: code("daysFirstToSecond", upTo(values.daysFirstToSecond, bounds.daysFirstToSecond)),
    categoryBreadth12m: code(
      "categoryBreadth12m",
      from(values.categoryBreadth12m, bounds.categoryBreadth12m),
    ),
    ...moneyBands(question),
    discountShare12m: code("discountShare12m", below(values.discountShare12m, bounds.discountShare12m)),
    returnRate12m: code("returnRate12m", returnBand(values.returnRate12m, bounds.returnRate12m)),
    tenureDays: tenureBand(values.tenureDays),
    daysJoinToFirstShop: code(
      "daysJoinToFirstShop",
      upTo(values.daysJoinToFirstShop, bounds.daysJoinToFirstShop),
    ),
    activeMonths12m: code("activeMonths12m", from(values.activeMonths12m, bounds.activeMonths12m)),
    channelMix: code("channelMix", values.channelMix ?? 0),
    onlineShare12m: code("onlineShare12m", onlineBand(values.onlineShare12m, bounds.onlineShare12m)),
    channelBreadth12m: code("channelBreadth12m", from(values.channelBreadth12m, bounds.channelBreadth12m)),
  };
}

/** The nth code of a dimension; the first is that of no data. */
function code(name: DimensionName, at: number): string {
  return dimensionBands[name][at]?.[0] ?? "";
}

/** 1 + how many bounds lie below the value: the nth band goes up to the nth bound. */
function upTo(value: number | null, bounds: readonly number[]): number {
  if (value === null) return 0;
  let band = 1;
  for (const bound of bounds) if (value > bound) band += 1;
  return band;
}

/** The nth band begins at the nth bound; below the first it is none. */
function from(value: number | null, bounds: readonly number[]): number {
  if (value === null) return 0;
  let band = 0;
  for (const bound of bounds) if (value >= bound) band += 1;
  return band;
}

/** 1 + how many bounds the value reaches: the nth band stays below the nth bound. */
function below(value: number | null, bounds: readonly number[]): number {
  return value === null ? 0 : 1 + from(value, bounds);
}

/** Calendar months: three months old is what lies at or before this day three months ago. */
function monthsBand({ measures: { lastShop }, today }: BandQuestion, months: readonly number[]): number {
  if (lastShop === null) return 0;
  let band = 1;
  for (const count of months) if (lastShop <= addMonths(today, -count)) band += 1;
  return band;
}

function gapBand({ lastGapDays, averageGapDays }: DimensionValues, margin: number): number {
  if (lastGapDays === null || averageGapDays === null) return 0;
  if (lastGapDays < averageGapDays * (1 - margin)) return 1;
  return lastGapDays > averageGapDays * (1 + margin) ? 3 : 2;
}

function countBand({ shopCountAll, averageGapDays }: DimensionValues, oftenDays: number): number {
  const count = shopCountAll ?? 0;
  if (count < 3) return count;
  return (averageGapDays ?? 0) <= oftenDays ? 4 : 3;
}

const money = ["netSpend12m", "netSpendAll", "averageTransaction12m"] as const;

/** Spend of nothing or less is no fifth, nor is any before there are thresholds. */
function moneyBands({ values, population }: BandQuestion): Pick<Bands, (typeof money)[number]> {
  const band = (name: (typeof money)[number]): string => {
    const value = values[name];
    return code(name, value === null || value <= 0 ? 0 : (fifthOf(value, population?.fifths[name]) ?? 0));
  };
  return {
    netSpend12m: band("netSpend12m"),
    netSpendAll: band("netSpendAll"),
    averageTransaction12m: band("averageTransaction12m"),
  };
}

function returnBand(rate: number | null, bounds: readonly number[]): number {
  if (rate === null) return 0;
  return rate <= 0 ? 1 : 1 + below(rate, bounds);
}

const yearDays = 365;

/** Up to 90 days new, up to a year current, then one code a year. */
function tenureBand(days: number | null): string {
  if (days === null) return "J0";
  if (days <= 90) return "JN";
  return days <= yearDays ? "JC" : `J${Math.min(99, Math.ceil(days / yearDays) - 1)}`;
}

/** From the first bound to the second, both included, it is mixed. */
function onlineBand(share: number | null, [low = 0, high = 1]: readonly number[]): number {
  if (share === null) return 0;
  if (share <= 0) return 1;
  if (share >= 1) return 5;
  if (share < low) return 2;
  return share > high ? 4 : 3;
}
