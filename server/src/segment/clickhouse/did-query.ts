import {
  type AmountComparison,
  type CountComparison,
  type DidCondition,
  didLimits,
  lengthMs,
  type SinceEvent,
} from "@attune/contract";
import { firstAfterDate, intervalOf, startOfDate } from "../date-bounds.ts";
import { countOf } from "../operators/did/did-amount.ts";
import { periodOf, periodStart } from "../period.ts";
import { newestKeysSql } from "../slots/keys.ts";
import { newestEntriesSql } from "../slots/log.ts";
import type { SlotEvents } from "../slots/slot.ts";
import { windowOf } from "../window.ts";
import { aroundSql } from "./around-sql.ts";
import { type Columns, createColumns, type DoersQuery, eventsOfAny } from "./doers-query.ts";
import { amountSql, countSql, instantSql, matchSql, meanSql } from "./event-sql.ts";
import { keysSql } from "./keys-sql.ts";
import type { Params } from "./params.ts";
import { periodSql } from "./period-sql.ts";
import { valueSql } from "./value-sql.ts";

const ms = "toUnixTimestamp64Milli(occurred_at)";

/** A `did` without `forEach` and `without`. */
export function didQuery(condition: DidCondition, nowMs: number, params: Params): DoersQuery {
  const { since } = condition;
  if (since === undefined) return plainQuery(condition, nowMs, params);
  if ("stage" in since) throw new Error("Stages are not in ClickHouse: ask findSinceStage.");
  return sinceQuery(condition, since, nowMs, params);
}

export function slotEventsOf(
  { did, where = {} }: Pick<DidCondition, "did" | "where">,
  between?: SlotEvents["between"],
): SlotEvents {
  return { event: did, where, ...(between === undefined ? {} : { between }) };
}

/** The start of a window, bound. */
export function startSql(within: string, nowMs: number, params: Params): string {
  return params.whole(windowOf(within, params.calendar).startAt(nowMs));
}

function plainQuery(condition: DidCondition, nowMs: number, params: Params): DoersQuery {
  const { between, within, startedAgain } = condition;
  const match = slotEventsOf(condition, between && intervalOf(between, params.calendar));
  const columns = createColumns();
  const holds = [
    ...amountParts(condition, columns, params),
    ...timeParts(condition, nowMs, columns, params),
    ...habitParts(condition, nowMs, columns, params),
  ];
  const window =
    within === undefined || startedAgain !== undefined
      ? []
      : [`occurred_at > ${instantSql(startSql(within, nowMs, params))}`];
  const countedFrom = countedFromMs(condition, nowMs, params);
  const counted =
    countedFrom === undefined ? [] : [`occurred_at >= ${instantSql(params.whole(countedFrom))}`];
  return {
    events: [...matchSql(match, params), ...window, ...counted],
    columns: columns.list,
    holds: holds.join(" and "),
  };
}

const besidesRegularly = [
  "count",
  "sum",
  "avg",
  "min",
  "max",
  "distinct",
  "first",
  "last",
  "around",
  "stopped",
  "startedAgain",
] as const;

/** Where the periods begin of which some are asked for, when nothing else is asked. */
function countedFromMs(condition: DidCondition, nowMs: number, params: Params): number | undefined {
  const { regularly } = condition;
  if (regularly === undefined || besidesRegularly.some((name) => condition[name] !== undefined))
    return undefined;
  const { of, every } = regularly;
  return periodStart(periodOf(nowMs, every, params.calendar) - of + 1, every, params.calendar);
}

function amountParts(condition: DidCondition, columns: Columns, params: Params): readonly string[] {
  const { sum, avg, min, max, distinct, within, where = {} } = condition;
  const count = countOf(condition);
  const decimal = ({ of }: AmountComparison): string => valueSql(of, params).decimal;
  const parts: string[] = [];
  if (count !== undefined)
    parts.push(isAtLeastOnce(count) ? "1" : countSql(count, timesSql(columns), params));
  if (distinct !== undefined) {
    const different = columns.add(
      `groupUniqArrayArray(${keysSql(distinct.of, where, params)})`,
      (name) => `groupUniqArrayArray(${name})`,
    );
    parts.push(countSql(distinct, `length(${different})`, params));
  }
  if (sum !== undefined) {
    if (within !== undefined) parts.push(`${numbersSql(decimal(sum), columns)} < ${didLimits.numbers}`);
    parts.push(amountSql(sum, sumSql(decimal(sum), columns), params));
  }
  if (avg !== undefined) {
    const numbers = numbersSql(decimal(avg), columns);
    if (within !== undefined) parts.push(`${numbers} < ${didLimits.numbers}`);
    parts.push(meanSql(avg, sumSql(decimal(avg), columns), numbers, params));
  }
  if (min !== undefined) {
    const least = columns.add(`minOrNull(${decimal(min)})`, (name) => `min(${name})`);
    parts.push(`ifNull(${amountSql(min, least, params)}, 0)`);
  }
  if (max !== undefined) {
    const most = columns.add(`maxOrNull(${decimal(max)})`, (name) => `max(${name})`);
    parts.push(`ifNull(${amountSql(max, most, params)}, 0)`);
  }
  return parts;
}

/** Which says no more than that there is an event. */
function isAtLeastOnce(count: CountComparison): boolean {
  return count.gte === 1 && Object.keys(count).length === 1;
}

function timesSql(columns: Columns): string {
  return columns.add("count()", (name) => `sum(${name})`);
}

function numbersSql(decimal: string, columns: Columns): string {
  return columns.add(`count(${decimal})`, (name) => `sum(${name})`);
}

function sumSql(decimal: string, columns: Columns): string {
  return columns.add(`ifNull(sum(${decimal}), toDecimal256(0, 9))`, (name) => `sum(${name})`);
}

function newestSql(columns: Columns): string {
  return columns.add(`max(${ms})`, (name) => `max(${name})`);
}

function timeParts(
  { first, last }: DidCondition,
  nowMs: number,
  columns: Columns,
  params: Params,
): readonly string[] {
  const asked = [
    ...(first === undefined ? [] : [{ time: columns.add(`min(${ms})`, (name) => `min(${name})`), ...first }]),
    ...(last === undefined ? [] : [{ time: newestSql(columns), ...last }]),
  ];
  return asked.flatMap(({ time, before, after, withinLast, longerAgo }) => [
    ...(before === undefined ? [] : [`${time} < ${params.whole(startOfDate(before, params.calendar))}`]),
    ...(after === undefined ? [] : [`${time} >= ${params.whole(firstAfterDate(after, params.calendar))}`]),
    ...(withinLast === undefined ? [] : [`${time} > ${startSql(withinLast, nowMs, params)}`]),
    ...(longerAgo === undefined ? [] : [`${time} <= ${startSql(longerAgo, nowMs, params)}`]),
  ]);
}

function habitParts(
  condition: DidCondition,
  nowMs: number,
  columns: Columns,
  params: Params,
): readonly string[] {
  const { regularly, around, stopped, startedAgain, within } = condition;
  const countedFrom = countedFromMs(condition, nowMs, params);
  const periods = (every: "day" | "week" | "month"): string =>
    columns.add(
      `groupUniqArray(${periodSql(every, params, countedFrom)})`,
      (name) => `groupUniqArrayArray(${name})`,
    );
  const parts: string[] = [];
  if (regularly !== undefined) {
    const last = params.whole(periodOf(nowMs, regularly.every, params.calendar) - regularly.of);
    parts.push(`arrayCount(period -> period > ${last}, ${periods(regularly.every)}) >= ${regularly.in}`);
  }
  if (around !== undefined) parts.push(aroundSql(around, nowMs, columns, params));
  if (stopped !== undefined) {
    parts.push(`${newestSql(columns)} <= ${startSql(stopped.for, nowMs, params)}`);
    if (stopped.times !== undefined) parts.push(countSql({ gte: stopped.times }, timesSql(columns), params));
    if (stopped.regularly !== undefined) {
      const { in: least, of, every } = stopped.regularly;
      const all = periods(every);
      parts.push(`arrayCount(period -> period > arrayMax(${all}) - ${of}, ${all}) >= ${least}`);
    }
  }
  if (startedAgain !== undefined) {
    const times = columns.add(`groupUniqArray(${ms})`, (name) => `arraySort(groupUniqArrayArray(${name}))`);
    const isBack = within === undefined ? "" : ` and time > ${startSql(within, nowMs, params)}`;
    parts.push(
      `arrayExists((time, before) -> time - before >= ${lengthMs(startedAgain.after)}${isBack}, arrayPopFront(${times}), arrayPopBack(${times}))`,
    );
  }
  return parts;
}

/** What counts begins with the last, or first, of other events. */
function sinceQuery(condition: DidCondition, since: SinceEvent, nowMs: number, params: Params): DoersQuery {
  const [match, anchorMatch] = [slotEventsOf(condition), slotEventsOf(since)];
  const isIt = `(${matchSql(match, params).join(" and ")})`;
  const isAnchor = `(${matchSql(anchorMatch, params).join(" and ")})`;
  const columns = createColumns();
  const side = since.time === "first" ? "min" : "max";
  const anchor = columns.add(`${side}OrNullIf(${ms}, ${isAnchor})`, (name) => `${side}(${name})`);
  const start = condition.within === undefined ? undefined : startSql(condition.within, nowMs, params);
  const inside = (time: string): string =>
    `(ifNull(${time} > ${anchor}, 0)${start === undefined ? "" : ` and ${time} > ${start}`})`;
  const holds = [
    ...sinceCounts(condition, isIt, inside, columns, params),
    ...sinceNumbers(condition, isIt, inside, columns, params),
  ];
  return {
    events: eventsOfAny([match, anchorMatch], params),
    columns: columns.list,
    holds: holds.join(" and "),
  };
}

type Inside = (time: string) => string;

function sinceCounts(
  condition: DidCondition,
  isIt: string,
  inside: Inside,
  columns: Columns,
  params: Params,
): readonly string[] {
  const { distinct, where = {} } = condition;
  const count = countOf(condition);
  const parts: string[] = [];
  if (count !== undefined) {
    const times = columns.add(
      `groupArraySortedIf(${didLimits.countWithin + 1})(-${ms}, ${isIt})`,
      (name) => `groupArrayArray(${name})`,
    );
    const counted = `arrayCount(ago -> ${inside("-ago")}, ${times})`;
    parts.push(countSql(count, counted, params));
  }
  if (distinct !== undefined) {
    const things = keysSql(distinct.of, where, params);
    const last = columns.add(newestKeysSql(things, isIt), (name) => `maxMap(${name}.1, ${name}.2)`);
    const counted = `arrayCount(time -> ${inside("time")}, ${last}.2)`;
    parts.push(countSql(distinct, counted, params));
  }
  return parts;
}

function sinceNumbers(
  condition: DidCondition,
  isIt: string,
  inside: Inside,
  columns: Columns,
  params: Params,
): readonly string[] {
  const { sum, avg, min, max } = condition;
  const numbersOf = ({ of }: AmountComparison): string => {
    const log = newestEntriesSql(
      didLimits.events,
      () => "",
      (path) => valueSql(path, params).decimal,
      { number: of },
      isIt,
    );
    const newest = columns.add(
      log,
      (name) => `arraySlice(arraySort(groupArrayArray(${name})), 1, ${didLimits.events})`,
    );
    return `arrayMap(entry -> entry.3, arrayFilter(entry -> ${inside("-entry.1")}, ${newest}))`;
  };
  const asked = [sum, avg, min, max].filter((amount) => amount !== undefined);
  return [
    ...asked.map((amount) => `length(${numbersOf(amount)}) < ${didLimits.events}`),
    ...(sum === undefined ? [] : [amountSql(sum, `arraySum(${numbersOf(sum)})`, params)]),
    ...(avg === undefined
      ? []
      : [meanSql(avg, `arraySum(${numbersOf(avg)})`, `length(${numbersOf(avg)})`, params)]),
    ...(min === undefined ? [] : [extremeSql(min, numbersOf(min), "arrayMin", params)]),
    ...(max === undefined ? [] : [extremeSql(max, numbersOf(max), "arrayMax", params)]),
  ];
}

function extremeSql(comparison: AmountComparison, numbers: string, side: string, params: Params): string {
  return `(notEmpty(${numbers}) and ${amountSql(comparison, `${side}(${numbers})`, params)})`;
}
