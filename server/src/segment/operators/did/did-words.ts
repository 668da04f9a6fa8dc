import {
  type Around,
  type CountComparison,
  countOperators,
  type DidCondition,
  type EventMatch,
  type Regularity,
  type TimeComparison,
} from "@attune/contract";
import { comparisonWords, pathWords, quoted } from "../comparison-words.ts";
import { durationWords } from "../duration-words.ts";
import { occasionDayWords } from "../occasion/occasion-words.ts";
import { countOf } from "./did-amount.ts";

/** `who did “Order Completed” at least twice in the last 30 days, where revenue is at least 50`. */
export function didWords(condition: DidCondition): string {
  if (condition.forEach !== undefined || condition.without !== undefined)
    return `who ${eachWords(condition)}`;
  const count = countOf(condition);
  const isNot = count !== undefined && isNever(count);
  const times = count === undefined || isNot || isOnce(count) ? "" : ` ${countWords(count)}`;
  return `${isNot ? "who did not do" : "who did"} ${quoted(condition.did)}${times}${amountsWords(condition)}${scopeWords(condition)}`;
}

/** `did “Product Added” twice for the same product_id in the last 7 days and not “Order Completed” after it`. */
export function eachWords(condition: DidCondition): string {
  const { did, forEach, count, without = [] } = condition;
  const each = forEach === undefined ? "" : ` for one and the same ${pathWords(forEach)}`;
  const times = count === undefined || isOnce(count) ? "" : ` ${countWords(count)}`;
  const after = without.map((match) => ` and not ${matchWords(match)} since`).join("");
  return `did ${quoted(did)}${times}${each}${amountsWords(condition)}${scopeWords(condition)}${after}`;
}

/** `: “sku-1”, “sku-2” and 3 more`. */
export function thingsWords(things: readonly string[]): string {
  if (things.length === 0) return "";
  const shown = things.slice(0, 5).map(quoted).join(", ");
  return `: ${shown}${things.length > 5 ? ` and ${things.length - 5} more` : ""}`;
}

/** What was found: `did “Order Completed” twice with revenue of 99.5 in all in the last 30 days`. */
export function foundWords(
  condition: DidCondition,
  times: string | undefined,
  others: readonly string[],
): string {
  const did = quoted(condition.did);
  const scope = scopeWords(condition);
  if (times === "never" || others.includes("never")) return `did not do ${did}${scope}`;
  const with_ = others.join(" and ");
  if (times === undefined) return `${with_} from ${did}${scope}`;
  return `did ${did}${times === "" ? "" : ` ${times}`}${with_ === "" ? "" : ` with ${with_}`}${scope}`;
}

function sinceWords(since: NonNullable<DidCondition["since"]>): string {
  if ("stage" in since) return `they came into the stage ${since.stage}`;
  return `${since.time === "first" ? "the first" : "the last"} ${matchWords(since)}`;
}

/** `“Order Completed” (revenue is at least 50)`. */
export function matchWords({ did, where }: EventMatch): string {
  const paths = whereWords(where);
  return `${quoted(did)}${paths === "" ? "" : ` (${paths})`}`;
}

function whereWords(where: EventMatch["where"] = {}): string {
  return Object.entries(where)
    .map(([path, comparison]) => `${pathWords(path)} ${comparisonWords(comparison)}`)
    .join(" and ");
}

function amountsWords(condition: DidCondition): string {
  const { distinct, sum, avg, min, max, first, last, regularly, around, stopped, startedAgain } = condition;
  const parts = [
    distinct && ` with ${amountWords(distinct)} different ${pathWords(distinct.of)}`,
    sum && ` with ${pathWords(sum.of)} summing to ${amountWords(sum)}`,
    avg && ` with ${pathWords(avg.of)} of ${amountWords(avg)} on average`,
    min && ` with a smallest ${pathWords(min.of)} of ${amountWords(min)}`,
    max && ` with a largest ${pathWords(max.of)} of ${amountWords(max)}`,
    first && `, first ${timeComparisonWords(first)}`,
    last && `, last ${timeComparisonWords(last)}`,
    regularly && ` ${regularityWords(regularly)}`,
    around && ` in at least ${around.in} of the last ${around.of} years${aroundWords(around)}`,
    stopped && stoppedWords(stopped),
    startedAgain && ` again after a pause of ${durationWords(startedAgain.after)} or more`,
  ];
  return parts.filter((part) => part !== undefined).join("");
}

function stoppedWords({ for: quiet, times, regularly }: NonNullable<DidCondition["stopped"]>): string {
  const before = [
    ...(times === undefined ? [] : [countWords({ gte: times })]),
    ...(regularly === undefined ? [] : [regularityWords(regularly)]),
  ];
  return ` ${[...before, "before"].join(" ")}, but not in the last ${durationWords(quiet)}`;
}

/** `in at least 3 of 6 months`. */
export function regularityWords({ in: least, of, every }: Regularity): string {
  return `in at least ${least} of ${of} ${every}s`;
}

/** ` at most 14 days before Mothers Day in GB`. */
export function aroundWords({ occasion, region, before, after }: Around): string {
  const days = occasionDayWords({ occasion, ...(before && { before }), ...(after && { after }) });
  return `${before === undefined && after === undefined ? " on" : ""} ${days}${region === undefined ? "" : ` in ${region}`}`;
}

function timeComparisonWords({ before, after, withinLast, longerAgo }: TimeComparison): string {
  return [
    ...(before === undefined ? [] : [`before ${before}`]),
    ...(after === undefined ? [] : [`after ${after}`]),
    ...(withinLast === undefined ? [] : [`in the last ${durationWords(withinLast)}`]),
    ...(longerAgo === undefined ? [] : [`longer than ${durationWords(longerAgo)} ago`]),
  ].join(" and ");
}

/** `on 2026-03-01`, by UTC. */
export function momentWords(atMs: number): string {
  return `on ${new Date(atMs).toISOString().slice(0, 10)}`;
}

/** `in the last 30 days, where revenue is at least 50`, with a blank in front. */
export function scopeWords({ where, within, between, since }: DidCondition): string {
  const paths = whereWords(where);
  return [
    between?.from === undefined ? "" : ` from ${between.from}`,
    between?.until === undefined ? "" : ` until ${between.until}`,
    since === undefined ? "" : ` since ${sinceWords(since)}`,
    within === undefined ? "" : ` in the last ${durationWords(within)}`,
    paths === "" ? "" : `, where ${paths}`,
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

export function amountWords(comparison: CountComparison): string {
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
