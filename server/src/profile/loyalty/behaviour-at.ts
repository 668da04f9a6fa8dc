import { type DimensionName, dimensionNames } from "@attune/contract";
import { bookSales } from "./book-sales.ts";
import type { Bands } from "./dimension-values.ts";
import { evaluateLoyalty } from "./evaluate.ts";
import { type LoyalPerson, measure } from "./measure.ts";
import type { LoyaltyRules } from "./rules.ts";
import { isShop } from "./shop-day.ts";
import { historyOf } from "./shop-history.ts";
import type { SoldSale } from "./sold-sale.ts";
import type { Thresholds } from "./thresholds.ts";

export interface PastBehaviour {
  /** As they were at the end of that day, by the thresholds of today. */
  readonly bands: Bands;
  readonly shoppedSince: boolean;
}

/** These rest on the last interaction on each channel, and only the very last is kept: what they were then is not known. */
const notOfThePast: readonly DimensionName[] = ["daysSinceEngagement", "channelBreadth12m"];
export const pastDimensions: readonly DimensionName[] = dimensionNames.filter(
  (name) => !notOfThePast.includes(name),
);

/** What a customer's sales had added up to at a moment, and whether they shopped on a later day. Undefined of who had not shopped by then. */
export function behaviourAt(
  sales: readonly SoldSale[],
  person: LoyalPerson,
  ground: { readonly rules: LoyaltyRules; readonly thresholds: Thresholds },
  thenMs: number,
  nowMs: number,
): PastBehaviour | undefined {
  const { rules, thresholds } = ground;
  const then = rules.days.dayOf(thenMs);
  const before = sales.filter((sale) => sale.placedAt <= thenMs);
  const joinedOn = person.joinedOn !== null && person.joinedOn > then ? null : person.joinedOn;
  const measures = measure(
    historyOf(before, rules, thenMs),
    { ...person, joinedOn, engagedOn: {} },
    then,
    rules.settings,
  );
  if (measures.firstShop === null) return undefined;
  return {
    bands: evaluateLoyalty(measures, person, then, thresholds, rules.settings).bands,
    shoppedSince: bookSales(sales, rules, nowMs).days.some((one) => one.day > then && isShop(one)),
  };
}
