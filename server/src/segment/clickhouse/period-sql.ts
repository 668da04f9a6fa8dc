import type { Period } from "@attune/contract";
import type { Params } from "./params.ts";

const beforeEverything = -9_000_000_000_000_000;

/** The number of the day, week or month of the calendar in which an event happened (segment/: periodOf); of events from `fromMs` on. */
export function periodSql(every: Period, params: Params, fromMs: number = beforeEverything): string {
  const all = params.calendar.dayOffsets();
  const stretches = all.filter((_, at) => (all[at + 1]?.fromMs ?? Number.POSITIVE_INFINITY) > fromMs);
  const froms = params.wholes(
    stretches.map(({ fromMs }) => (Number.isFinite(fromMs) ? fromMs : beforeEverything)),
  );
  const offsets = params.wholes(stretches.map(({ offsetMs }) => offsetMs));
  const ms = "toUnixTimestamp64Milli(occurred_at)";
  const only = stretches.length === 1 ? stretches[0] : undefined;
  const offset =
    only !== undefined
      ? params.whole(only.offsetMs)
      : `${offsets}[arrayLastIndex(started -> started <= ${ms}, ${froms})]`;
  const day = `toInt64(floor((${ms} + ${offset}) / 86400000))`;
  if (every === "day") return day;
  if (every === "week") return `toInt64(floor((${day} + 3) / 7))`;
  const date = `addDays(toDate32('1970-01-01'), ${day})`;
  return `(toYear(${date}) * 12 + toMonth(${date}) - 1)`;
}
