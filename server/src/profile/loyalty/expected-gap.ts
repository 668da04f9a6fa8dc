import type { LoyaltySettings } from "@attune/contract";
import type { Day } from "../../kernel/local-date.ts";
import type { Measures } from "./measure.ts";
import type { Thresholds } from "./thresholds.ts";

const ownFromShops = 3;

type Gaps = Pick<Measures, "shopCountAll" | "ownGap" | "mainCategory">;

/** After how many days a customer's next shop is expected: by their own habit, else by those who buy in the same category, else by all. */
export function expectedGap(
  measures: Gaps,
  thresholds: Thresholds,
  { shortestGapDays }: LoyaltySettings,
): number | null {
  if (measures.shopCountAll === 0) return null;
  const own = measures.shopCountAll >= ownFromShops ? measures.ownGap : null;
  const gap = own ?? gapOfCategory(measures.mainCategory, thresholds) ?? thresholds.brandGap;
  return gap === null ? shortestGapDays * fallbackTimes : Math.max(shortestGapDays, gap);
}

/** A brand without one repeat customer: some ten weeks, by default. */
const fallbackTimes = 5;

function gapOfCategory(category: string | null, { categoryGaps }: Thresholds): number | null {
  return category !== null && Object.hasOwn(categoryGaps, category) ? (categoryGaps[category] ?? null) : null;
}

export function overdueIndex(lastShop: Day | null, gap: number | null, today: Day): number | null {
  return lastShop === null || gap === null ? null : Math.max(0, today - lastShop) / gap;
}
