import {
  type ComputedMeasure,
  type ComputedTraitBody,
  computedLimits,
  computedTypes,
  type TraitComparison,
} from "@attune/contract";
import { firstAfterDate, intervalOf, startOfDate } from "../date-bounds.ts";
import { holdsForNothing } from "../operators/computed/computed.ts";
import type { ComputedCondition } from "../operators/operator.ts";
import { windowOf } from "../window.ts";
import { comparisonSql } from "./comparison-sql.ts";
import { type Columns, createColumns, type DoersQuery } from "./doers-query.ts";
import { instantSql, matchSql } from "./event-sql.ts";
import { keysSql } from "./keys-sql.ts";
import type { Params } from "./params.ts";
import { type ValueSql, valueSql } from "./value-sql.ts";

const ms = "toUnixTimestamp64Milli(occurred_at)";
/** A day of the year is told by the calendar, which stores have not; texts and the future are judged where slots are read. */
const timesInSql = ["before", "after", "withinLast", "exists", "missing"];

/** Whether ClickHouse tells it; all else is judged by the fold's own evaluator (`select-computed.ts`). */
export function isComputedInSql({ computed, is }: ComputedCondition): boolean {
  const type = computedTypes[computed.measure];
  return type === "number" || (type === "time" && Object.keys(is).every((name) => timesInSql.includes(name)));
}

/** The profiles whose answer differs from that of one who did nothing. */
export function computedQuery(condition: ComputedCondition, nowMs: number, params: Params): DoersQuery {
  const { computed, is } = condition;
  const { did, where = {}, between, within } = computed;
  const { calendar } = params;
  const interval = between === undefined ? {} : { between: intervalOf(between, calendar) };
  const start = within === undefined ? undefined : params.whole(windowOf(within, calendar).startAt(nowMs));
  const columns = createColumns();
  const value = computedSql(computed, columns, params);
  const holds =
    computedTypes[computed.measure] === "number"
      ? comparisonSql(is, numberSql(value), params)
      : timesSql(is, value, nowMs, params);
  return {
    events: [
      ...matchSql({ event: did, where, ...interval }, params),
      ...(start === undefined ? [] : [`occurred_at > ${instantSql(start)}`]),
    ],
    columns: columns.list,
    holds: holdsForNothing(condition) ? `not (${holds})` : holds,
  };
}

type Write = (sums: Sums) => string;

/** Nullable: null is missing. A decimal with nine places, or epoch milliseconds. Texts are not told here. */
const writers: Readonly<Partial<Record<ComputedMeasure, Write>>> = {
  count: ({ times, isWindow, counted }) => whole(isWindow ? `least(${times()}, ${counted})` : times()),
  distinct: ({ things, different }) => whole(`least(length(${things()}), ${different})`),
  sum: ({ told, sum, numbers }) => told(sum(), numbers),
  avg: ({ told, sum, numbers }) =>
    told(`if(${numbers()} = 0, null, ${sum()} / toInt256(greatest(${numbers()}, 1)))`, numbers),
  min: ({ told, least, numbers, decimal }) => told(least(decimal()), numbers),
  max: ({ told, most, numbers, decimal }) => told(most(decimal()), numbers),
  firstTime: ({ told, least, times }) => told(least(ms), times),
  lastTime: ({ most }) => most(ms),
};

function computedSql(body: ComputedTraitBody, columns: Columns, params: Params): string {
  const write = writers[body.measure];
  if (write === undefined) throw new Error(`ClickHouse does not tell ${body.measure}.`);
  return write(sumsOf(body, columns, params));
}

interface Sums {
  readonly isWindow: boolean;
  readonly counted: number;
  readonly different: number;
  /** A value of a window, unless there is too much in it. */
  told(value: string, times: () => string): string;
  times(): string;
  decimal(): string;
  numbers(): string;
  sum(): string;
  things(): string;
  least(value: string): string;
  most(value: string): string;
}

function sumsOf({ of = "", where = {}, within }: ComputedTraitBody, columns: Columns, params: Params): Sums {
  const summed = (ofLeaf: string): string => columns.add(ofLeaf, (name) => `sum(${name})`);
  const decimal = (): string => valueSql(of, params).decimal;
  const { counted } = computedLimits;
  return {
    ...computedLimits,
    isWindow: within !== undefined,
    told: (value, times) => (within === undefined ? value : `if(${times()} < ${counted}, ${value}, null)`),
    times: () => summed("count()"),
    decimal,
    numbers: () => summed(`count(${decimal()})`),
    sum: () => summed(`ifNull(sum(${decimal()}), toDecimal256(0, 9))`),
    things: () => {
      const things = `groupUniqArrayArray(${keysSql(of, where, params)})`;
      return columns.add(things, (name) => `groupUniqArrayArray(${name})`);
    },
    least: (value) => columns.add(`minOrNull(${value})`, (name) => `min(${name})`),
    most: (value) => columns.add(`maxOrNull(${value})`, (name) => `max(${name})`),
  };
}

function whole(count: string): string {
  return `toDecimal256(${count}, 9)`;
}

/** Nothing but numbers is compared with it. */
function numberSql(decimal: string): ValueSql {
  return {
    isMissing: `isNull(${decimal})`,
    isText: "0",
    text: "''",
    isTrue: "0",
    isFalse: "0",
    elements: "emptyArrayString()",
    decimal,
  };
}

function timesSql(comparison: TraitComparison, time: string, nowMs: number, params: Params): string {
  const { before, after, withinLast, exists, missing } = comparison;
  const { calendar } = params;
  const parts = [
    ...(exists === undefined ? [] : [`isNotNull(${time})`]),
    ...(missing === undefined ? [] : [`isNull(${time})`]),
    ...(before === undefined ? [] : [known(`${time} < ${params.whole(startOfDate(before, calendar))}`)]),
    ...(after === undefined ? [] : [known(`${time} >= ${params.whole(firstAfterDate(after, calendar))}`)]),
    ...(withinLast === undefined
      ? []
      : [known(`${time} > ${params.whole(windowOf(withinLast, calendar).startAt(nowMs))}`)]),
  ];
  return parts.length === 0 ? "1" : `(${parts.join(" and ")})`;
}

function known(comparison: string): string {
  return `ifNull(${comparison}, 0)`;
}
