import { daysOf, formatDay, relativeDays, type TraitComparison } from "@attune/contract";
import { firstAfterDate, startOfDate } from "../date-bounds.ts";
import { windowOf } from "../window.ts";
import type { Bind } from "./loyalty-sql.ts";
import type { PeopleQuestion } from "./people-question.ts";
import type { TraitValue } from "./trait-sql.ts";

const dayMs = 86_400_000;
/** A zone or a written offset moves a moment by less than a day from the date that its text begins with, and a day begins within one. */
const marginMs = 2 * dayMs;

/** Dates that may lie inside `from` to `until`, in epoch milliseconds. */
interface Span {
  readonly from: number;
  readonly until: number;
}

/**
 * Which values a comparison with dates may fit, from their texts alone: those that do not stand so are no dates, or others. The judge is asked of the few
 * that remain. Undefined: any may fit.
 */
export function mayFitSql(
  comparison: TraitComparison,
  { text }: TraitValue,
  question: PeopleQuestion,
  bind: Bind,
): string | undefined {
  const { anniversaryWithin } = comparison;
  const spans = spansOf(comparison, question);
  const parts = [
    ...(spans.length === 0 ? [] : [withinSql(spans, text, bind)]),
    ...(anniversaryWithin === undefined ? [] : [aroundYearSql(anniversaryWithin, text, question, bind)]),
  ];
  return parts.length === 0 ? undefined : parts.join(" and ");
}

function spansOf(comparison: TraitComparison, { nowMs, calendar }: PeopleQuestion): readonly Span[] {
  const { withinLast, withinNext, onDayOf, before, after } = comparison;
  const [from, until] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const days: readonly (string | undefined)[] = relativeDays;
  return [
    ...(withinLast === undefined
      ? []
      : [{ from: windowOf(withinLast, calendar).startAt(nowMs), until: nowMs }]),
    ...(withinNext === undefined
      ? []
      : [{ from: nowMs, until: nowMs + windowOf(withinNext, calendar).atMostMs }]),
    ...(before === undefined ? [] : [{ from, until: startOfDate(before, calendar) }]),
    ...(after === undefined ? [] : [{ from: firstAfterDate(after, calendar), until }]),
    ...(onDayOf === undefined
      ? []
      : days.includes(onDayOf)
        ? [{ from: nowMs - dayMs, until: nowMs + dayMs }]
        : [{ from: startOfDate(onDayOf, calendar), until: firstAfterDate(onDayOf, calendar) }]),
  ];
}

/** A text that is a date begins with it: year, month, day. */
function withinSql(spans: readonly Span[], text: string, bind: Bind): string {
  const from = Math.max(...spans.map((span) => span.from)) - marginMs;
  const until = Math.min(...spans.map((span) => span.until)) + marginMs;
  const sides = [
    ...(Number.isFinite(from) ? [`${text} collate "C" >= ${bind(dateOf(from), "text")}`] : []),
    ...(Number.isFinite(until) ? [`${text} collate "C" < ${bind(dateOf(until + dayMs), "text")}`] : []),
  ];
  return `coalesce(${sides.join(" and ")}, false)`;
}

/** Dates are of four figures of a year; of years far away nothing is a date. */
function dateOf(atMs: number): string {
  return formatDay(Math.floor(Math.max(firstMs, Math.min(atMs, lastMs)) / dayMs));
}

const [firstMs, lastMs] = [Date.UTC(1_000, 0, 1), Date.UTC(9_999, 0, 1)];

/** Month and day stand behind the year. 29 February comes round on the 28th where there is none. */
function aroundYearSql(
  duration: string,
  text: string,
  { nowMs, calendar }: PeopleQuestion,
  bind: Bind,
): string {
  const today = calendar.dayOf(nowMs);
  const count = Math.min((daysOf(duration) ?? 0) + 3, 367);
  const days = Array.from({ length: count }, (_, at) => formatDay(today - 1 + at).slice(4));
  const known = days.includes("-02-28") ? [...days, "-02-29"] : days;
  return `coalesce(substr(${text}, 5, 6) = any(${bind(known, "text[]")}), false)`;
}
