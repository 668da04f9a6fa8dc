import { type CountComparison, countOperators, type DidCondition, parseDuration } from "@attune/contract";
import { comparisonWords, pathWords, quoted } from "./comparison-words.ts";
import { countOf } from "./did-amount.ts";

/** `who did “Order Completed” at least twice in the last 30 days, where revenue is at least 50`. */
export function didWords(condition: DidCondition): string {
  const { did, sum } = condition;
  const count = countOf(condition);
  return [
    count !== undefined && isNever(count) ? "who did not do" : "who did",
    ` ${quoted(did)}`,
    count === undefined || isNever(count) || isOnce(count) ? "" : ` ${countWords(count)}`,
    sum === undefined ? "" : ` with ${pathWords(sum.of)} summing to ${amountWords(sum)}`,
    scopeWords(condition),
  ].join("");
}

/** What was found: `did “Order Completed” twice with revenue of 99.5 in all in the last 30 days`. */
export function foundWords(
  condition: DidCondition,
  times: string | undefined,
  sum: string | undefined,
): string {
  const did = quoted(condition.did);
  const scope = scopeWords(condition);
  if (times === undefined) return `${sum} from ${did}${scope}`;
  if (times === "never") return `did not do ${did}${scope}`;
  return `did ${did}${times === "" ? "" : ` ${times}`}${sum === undefined ? "" : ` with ${sum}`}${scope}`;
}

function scopeWords({ where = {}, within }: DidCondition): string {
  const paths = Object.entries(where).map(
    ([path, comparison]) => `${pathWords(path)} ${comparisonWords(comparison)}`,
  );
  return [
    within === undefined ? "" : ` in the last ${durationWords(within)}`,
    paths.length === 0 ? "" : `, where ${paths.join(" and ")}`,
  ].join("");
}

/** `at least twice`, `more than 1 and less than 5 times`. */
function countWords(count: CountComparison): string {
  return `${amountWords(count)} times`.replace(
    /(^| )(1|2) times$/,
    (_, space, times) => `${space}${times === "1" ? "once" : "twice"}`,
  );
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
