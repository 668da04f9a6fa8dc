import type { DimensionName } from "@attune/contract";
import type { Formats } from "../format/formats.ts";
import { words } from "../words/words.ts";

type Unit = "days" | "count" | "money" | "share" | "times";

const units: Readonly<Record<DimensionName, Unit>> = {
  daysSinceShop: "days",
  daysSinceEngagement: "days",
  overdueIndex: "times",
  lastGapDays: "days",
  shopCountAll: "count",
  shopCount12m: "count",
  averageGapDays: "days",
  daysFirstToSecond: "days",
  categoryBreadth12m: "count",
  netSpend12m: "money",
  netSpendAll: "money",
  averageTransaction12m: "money",
  discountShare12m: "share",
  returnRate12m: "share",
  tenureDays: "days",
  daysJoinToFirstShop: "days",
  activeMonths12m: "count",
  channelMix: "count",
  onlineShare12m: "share",
  channelBreadth12m: "count",
};

/** A dimension's number with its unit; `null` is that there is no data. */
export function dimensionValue(
  name: DimensionName,
  value: number | null,
  currency: string,
  formats: Formats,
): string {
  if (value === null) return words.nothing;
  switch (units[name]) {
    case "days":
      return words.people.days(formats.number(Math.round(value)), Math.round(value));
    case "count":
      return formats.number(value);
    case "money":
      return formats.money(Math.round(value), currency);
    case "share":
      return formats.percent(value);
    case "times":
      return words.people.times(formats.number(Math.round(value * 100) / 100));
  }
}
