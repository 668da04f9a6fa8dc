import { type CountComparison, countOperators, type DidCondition, parseDuration } from "@attune/contract";
import { comparisonWords } from "./comparison-words.ts";
import { countOf } from "./did-amount.ts";

/** `who did "Order Completed" at least 2 times in the last 30 days, where properties.revenue is at least 50`. */
export function didWords(condition: DidCondition): string {
  const { did, where = {}, sum, within } = condition;
  const count = countOf(condition);
  const paths = Object.entries(where).map(([path, comparison]) => `${path} ${comparisonWords(comparison)}`);
  return [
    count !== undefined && isNever(count) ? "who did not do" : "who did",
    ` ${JSON.stringify(did)}`,
    count === undefined || isNever(count) || isOnce(count) ? "" : ` ${amountWords(count)} times`,
    sum === undefined ? "" : ` with ${sum.of} summing to ${amountWords(sum)}`,
    within === undefined ? "" : ` in the last ${durationWords(within)}`,
    paths.length === 0 ? "" : `, where ${paths.join(" and ")}`,
  ].join("");
}

const phrases: Readonly<Record<keyof CountComparison, string>> = {
  gt: "more than",
  gte: "at least",
  lt: "less than",
  lte: "at most",
  eq: "exactly",
};

function amountWords(comparison: CountComparison): string {
  return countOperators
    .filter((operator) => comparison[operator] !== undefined)
    .map((operator) => `${phrases[operator]} ${comparison[operator]}`)
    .join(" and ");
}

function isNever(count: CountComparison): boolean {
  return count.eq === 0 || count.lte === 0 || count.lt === 1;
}

function isOnce({ gt, gte, lt, lte, eq }: CountComparison): boolean {
  return gte === 1 && gt === undefined && lt === undefined && lte === undefined && eq === undefined;
}

const units = {
  s: "second",
  m: "minute",
  h: "hour",
  d: "day",
  w: "week",
  mo: "month",
  y: "year",
} as const;

function durationWords(text: string): string {
  const duration = parseDuration(text);
  if (duration === undefined) return text;
  return duration.count === 1 ? units[duration.unit] : `${duration.count} ${units[duration.unit]}s`;
}
