import { type DimensionCondition, type DimensionName, dimensionBands } from "@attune/contract";
import type { LoyaltyAt } from "../../../profile/index.ts";
import { testOf } from "../../comparison.ts";
import type { Verdict } from "../../verdict.ts";
import { comparisonWords } from "../comparison-words.ts";
import type { Operator } from "../operator.ts";
import { loyaltyOperator, standing } from "./loyalty.ts";

export const dimensionOperator: Operator<DimensionCondition> = loyaltyOperator({
  judge: (condition, calendar) => {
    const { dimension, ...comparison } = condition;
    const test = testOf(comparison, calendar);
    return (of, nowMs) => untilItMoves(condition, standing(test(of.values[dimension]), of), of, nowMs);
  },
  words: (condition) => `whose ${dimensionWords(condition.dimension)} ${comparisonWords(condition)}`,
  fact: ({ dimension }, of) => {
    const value = of.values[dimension];
    return `${dimensionWords(dimension)} is ${value === null ? "not known" : value}`;
  },
});

/** Some numbers grow with the days that pass: the answer may change when one reaches a bound, or leaves it behind. */
function untilItMoves(
  { dimension, is, isNot, gt, gte, lt, lte, between }: DimensionCondition,
  verdict: Verdict,
  of: LoyaltyAt,
  nowMs: number,
): Verdict {
  const bounds = [is, isNot, gt, gte, lt, lte, ...(between ?? [])].filter((bound) => bound !== undefined);
  const moments = bounds
    .flatMap((bound) => [of.reaches(dimension, bound), of.reaches(dimension, bound, true)])
    .filter((at) => at !== undefined && at > nowMs);
  return {
    ...verdict,
    until: moments.reduce((first: number, at) => Math.min(first, at ?? first), verdict.until),
  };
}

/** `netSpend12m` → `net spend 12m`. */
export function dimensionWords(dimension: DimensionName): string {
  return dimension
    .replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
    .replace("12m", " 12m")
    .replace("  ", " ");
}

/** `under 3 months (RC)`. */
export function bandWords(dimension: DimensionName, code: string): string {
  const words = dimensionBands[dimension].find(([known]) => known === code)?.[1];
  return words === undefined ? code : `${words} (${code})`;
}
