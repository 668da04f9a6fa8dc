import type {
  Around,
  DateRange,
  DidCondition,
  EventMatch,
  Regularity,
  TimeComparison,
} from "@attune/contract";
import { calendarOf } from "../../kernel/calendar.ts";
import { amountIs, numbersAre, total, whole } from "./naive-amounts.ts";
import { billionths, compares } from "./naive-comparison.ts";
import { eventsOf, keysOf, type NaiveEvent, read } from "./naive-event.ts";
import { isDayAround } from "./naive-holidays.ts";

/** How many of a customer's newest events or things count where everything would be too much. */
const newest = 100;

interface Asked {
  readonly events: readonly NaiveEvent[];
  readonly nowMs: number;
  readonly timeZone: string;
  readonly loyalty?: { readonly stage: string; readonly stageSince: number };
}

export function judgeDid(condition: DidCondition, customer: Asked): boolean {
  if (condition.forEach !== undefined || condition.without !== undefined)
    return judgeEach(condition, customer);
  const events = eventsOf(condition, customer.events, customer.timeZone).toSorted(
    (a, b) => b.occurredAt - a.occurredAt,
  );
  const { first, last, regularly, around, stopped, startedAgain } = condition;
  const times = events.map((event) => event.occurredAt);
  return (
    judgeAmounts(condition, events, customer) &&
    (first === undefined || judgeTime(first, times.at(-1), customer)) &&
    (last === undefined || judgeTime(last, times[0], customer)) &&
    (regularly === undefined || judgeRegularly(regularly, times, customer.nowMs, customer.timeZone)) &&
    (around === undefined || judgeAround(around, times, customer)) &&
    (stopped === undefined || judgeStopped(stopped, times, customer)) &&
    (startedAgain === undefined || judgeAgain(condition, times, customer))
  );
}

const told = [
  "distinct",
  "sum",
  "avg",
  "min",
  "max",
  "first",
  "last",
  "regularly",
  "around",
  "stopped",
  "startedAgain",
] as const;

function judgeAmounts(condition: DidCondition, events: readonly NaiveEvent[], customer: Asked): boolean {
  const asksElse = told.some((name) => condition[name] !== undefined);
  const count = condition.count ?? (asksElse ? {} : { gte: 1 });
  const { distinct } = condition;
  const inside = events.filter((event) => isInside(event, condition, customer));
  const things = new Set(
    distinct === undefined
      ? []
      : inside.flatMap((event) => [...keysOf(event, distinct.of, condition, customer.timeZone)]),
  );
  return (
    amountIs(count, whole(inside.length)) &&
    (distinct === undefined || amountIs(distinct, whole(things.size))) &&
    numbersAre(condition, (of) => numbersIn(inside, of))
  );
}

function numbersIn(events: readonly NaiveEvent[], of: string): readonly bigint[] {
  return events.map((event) => billionths(read(event, of))).filter((number) => number !== undefined);
}

function isInside(event: NaiveEvent, condition: DidCondition, customer: Asked): boolean {
  const { within, between, since, startedAgain } = condition;
  if (startedAgain !== undefined) return true;
  return (
    (within === undefined || isWithin(event.occurredAt, within, customer)) &&
    (between === undefined || isBetween(event.occurredAt, between, customer.timeZone)) &&
    (since === undefined || event.occurredAt > (anchorOf(since, customer) ?? Number.POSITIVE_INFINITY))
  );
}

function anchorOf(
  since: NonNullable<DidCondition["since"]>,
  { events, timeZone, loyalty }: Asked,
): number | undefined {
  if ("stage" in since) return loyalty?.stage === since.stage ? loyalty.stageSince : undefined;
  const times = eventsOf(since, events, timeZone).map((event) => event.occurredAt);
  if (times.length === 0) return undefined;
  return since.time === "first" ? Math.min(...times) : Math.max(...times);
}

const unitMs: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };

export function naiveLength(length: string): number {
  return Number.parseInt(length, 10) * (unitMs[length.replace(/\d+/, "")] ?? Number.NaN);
}

export type At = Pick<Asked, "nowMs" | "timeZone">;

export function isWithin(at: number, within: string, { nowMs, timeZone }: At): boolean {
  const unit = within.replace(/\d+/, "");
  const count = Number.parseInt(within, 10);
  const months = unit === "mo" ? count : unit === "y" ? count * 12 : 0;
  const start = months > 0 ? calendarOf(timeZone).monthsBefore(nowMs, months) : nowMs - naiveLength(within);
  return at > start && at <= nowMs;
}

/** As text a moment compares like any date. */
export function isBetween(at: number, { from, until }: DateRange, timeZone: string): boolean {
  const moment = { nowMs: 0, timeZone };
  const text = new Date(at).toISOString();
  return (
    (from === undefined || !compares({ before: from }, text, moment)) &&
    (until === undefined || compares({ before: until }, text, moment))
  );
}

function judgeTime(comparison: TimeComparison, at: number | undefined, moment: At): boolean {
  if (at === undefined) return false;
  const { before, after, withinLast, longerAgo } = comparison;
  const text = new Date(at).toISOString();
  const dates = { ...(before === undefined ? {} : { before }), ...(after === undefined ? {} : { after }) };
  return (
    compares(dates, text, moment) &&
    (withinLast === undefined || isWithin(at, withinLast, moment)) &&
    (longerAgo === undefined || !isWithin(at, longerAgo, moment))
  );
}

/** The periods before now are walked back one day at a time. */
function judgeRegularly(
  { in: least, of, every }: Regularity,
  times: readonly number[],
  nowMs: number,
  timeZone: string,
): boolean {
  const names: string[] = [];
  const calendar = calendarOf(timeZone);
  for (let day = calendar.dayOf(nowMs); names.length <= of; day -= 1) {
    const name = periodName(day, every);
    if (names.at(-1) !== name) names.push(name);
  }
  const wanted = new Set(names.slice(0, of));
  const found = new Set(times.map((time) => periodName(calendar.dayOf(time), every)));
  return [...found].filter((name) => wanted.has(name)).length >= least;
}

function periodName(day: number, every: Regularity["every"]): string {
  const date = new Date(day * 864e5);
  if (every === "month") return date.toISOString().slice(0, 7);
  const monday = date.getTime() - ((date.getUTCDay() + 6) % 7) * 864e5;
  return new Date(every === "week" ? monday : date).toISOString().slice(0, 10);
}

/** Walks back day by day; days around an occasion that follow each other are one year's. */
function judgeAround(around: Around, times: readonly number[], { nowMs, timeZone }: At): boolean {
  const calendar = calendarOf(timeZone);
  const days = new Set(times.map((time) => calendar.dayOf(time)));
  const years: number[][] = [];
  let wasAround = false;
  for (let day = calendar.dayOf(nowMs); years.length <= around.of; day -= 1) {
    const isAround = isDayAround(around, day);
    if (isAround && !wasAround) years.push([]);
    if (isAround) years.at(-1)?.push(day);
    wasAround = isAround;
  }
  return years.slice(0, around.of).filter((year) => year.some((day) => days.has(day))).length >= around.in;
}

function judgeStopped(
  { for: quiet, times: least = 1, regularly }: NonNullable<DidCondition["stopped"]>,
  times: readonly number[],
  moment: At,
): boolean {
  const [last] = times;
  return (
    last !== undefined &&
    times.length >= least &&
    !isWithin(last, quiet, moment) &&
    (regularly === undefined || judgeRegularly(regularly, times, last, moment.timeZone))
  );
}

/** `times` are newest first. */
function judgeAgain({ startedAgain, within }: DidCondition, times: readonly number[], moment: At): boolean {
  const pause = naiveLength(startedAgain?.after ?? "");
  return times.some((time, at) => {
    const before = times[at + 1];
    const isInWindow = within === undefined || isWithin(time, within, moment);
    return isInWindow && before !== undefined && time - before >= pause;
  });
}

interface Row {
  readonly thing: string;
  readonly at: number;
  readonly number: bigint;
}

function judgeEach(condition: DidCondition, customer: Asked): boolean {
  const { without = [], count, sum } = condition;
  const { between } = condition;
  const hasAmounts = count !== undefined || sum !== undefined;
  const all = rowsOf(condition, condition, customer, sum?.of).filter(
    (row) => between === undefined || isBetween(row.at, between, customer.timeZone),
  );
  const kept = hasAmounts ? all.slice(0, newest) : newestThings(all);
  const inside = kept.filter(
    (row) => condition.within === undefined || isWithin(row.at, condition.within, customer),
  );
  const later = without.map((match) => newestThings(rowsOf(match, condition, customer, undefined)));
  return [...new Set(inside.map((row) => row.thing))].some((thing) => {
    const rows = inside.filter((row) => row.thing === thing);
    const last = Math.max(...rows.map((row) => row.at));
    return (
      amountIs(count ?? { gte: 1 }, whole(rows.length)) &&
      amountIs(sum ?? {}, total(rows.map((row) => row.number))) &&
      !later.some((things) => things.some((row) => row.thing === thing && row.at >= last))
    );
  });
}

/** Newest first; of one moment by thing and number. */
function rowsOf(
  match: EventMatch,
  { forEach }: Pick<DidCondition, "forEach">,
  { events, timeZone }: Asked,
  of: string | undefined,
): readonly Row[] {
  return eventsOf(match, events, timeZone)
    .flatMap((event) =>
      [...(forEach === undefined ? [""] : keysOf(event, forEach, match, timeZone))].map((thing) => ({
        thing,
        at: event.occurredAt,
        number: (of === undefined ? undefined : billionths(read(event, of))) ?? 0n,
      })),
    )
    .toSorted((a, b) => b.at - a.at || byText(a.thing, b.thing) || (a.number < b.number ? -1 : 1));
}

export function byText(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function newestThings(rows: readonly Row[]): readonly Row[] {
  const first = rows.filter((row, at) => rows.findIndex((other) => other.thing === row.thing) === at);
  return first.slice(0, newest);
}
