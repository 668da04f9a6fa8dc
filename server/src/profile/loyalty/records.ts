import type { DimensionName } from "@attune/contract";
import { addMonths, type Day } from "../../kernel/local-date.ts";
import type { Measures } from "./measure.ts";
import type { LoyaltyRules } from "./rules.ts";
import { counts, dateOf, type SoldSale } from "./sold-sale.ts";

const mostRecords = 100;

/** For each dimension the sales that it rests on, newest first. Those of engagement and tenure rest on none. */
export function recordsOf(
  sales: readonly SoldSale[],
  measures: Measures,
  rules: LoyaltyRules,
  today: Day,
): ReadonlyMap<DimensionName, readonly string[]> {
  const counted = sales
    .filter((sale) => counts(sale, rules))
    .toSorted((a, b) => b.placedAt - a.placedAt)
    .map((sale) => ({ key: sale.key, ...datesOf(sale, rules) }));
  const from = addMonths(today, -12);
  const keys = (holds: (sale: (typeof counted)[number]) => boolean): readonly string[] =>
    counted
      .filter(holds)
      .slice(0, mostRecords)
      .map(({ key }) => key);
  const on = (...days: readonly (Day | null)[]): readonly string[] =>
    keys(({ placed }) => days.includes(placed));
  const all = keys(() => true);
  const inYear = keys(({ dates }) => dates.some((date) => date > from));
  const { firstShop, secondShop, previousShop, lastShop } = measures;
  return new Map<DimensionName, readonly string[]>([
    ["daysSinceShop", on(lastShop)],
    ["overdueIndex", measures.shopCountAll >= 3 ? all : on(lastShop)],
    ["lastGapDays", lastShop === null || previousShop === null ? [] : on(previousShop, lastShop)],
    ["shopCountAll", all],
    ["averageGapDays", measures.shopCountAll < 2 ? [] : on(firstShop, lastShop)],
    ["daysFirstToSecond", secondShop === null ? [] : on(firstShop, secondShop)],
    ["netSpendAll", all],
    ["channelMix", all],
    ["daysJoinToFirstShop", measures.daysJoinToFirstShop === null ? [] : on(firstShop)],
    ...yearly.map((name) => [name, inYear] as const),
  ]);
}

const yearly: readonly DimensionName[] = [
  "shopCount12m",
  "categoryBreadth12m",
  "netSpend12m",
  "averageTransaction12m",
  "discountShare12m",
  "returnRate12m",
  "activeMonths12m",
  "onlineShare12m",
  "channelBreadth12m",
];

/** When it was placed, and all days on which something of it was booked. */
function datesOf(
  sale: SoldSale,
  rules: LoyaltyRules,
): { readonly placed: Day; readonly dates: readonly Day[] } {
  const placed = dateOf(sale, sale.placedAt, rules);
  return { placed, dates: [placed, ...sale.returns.map((back) => dateOf(sale, back.returnedAt, rules))] };
}
