import type { Period } from "@attune/contract";
import type { Params } from "./params.ts";

const beforeEverything = -9_000_000_000_000_000;

/** The number of the day, week or month of the calendar in which an event happened (segment/: periodOf); of events from `fromMs` on. */
export function periodSql(every: Period, params: Params, fromMs: number = beforeEverything): string {
  const all = params.calendar.dayOffsets();
  const stretches = all.filter((_, at) => (all[at + 1]?.fromMs ?? Number.POSITIVE_INFINITY) > fromMs);
  const ms = "toUnixTimestamp64Milli(occurred_at)";
  const offset =
    stretches.length <= fewStretches ? branches(stretches, ms, params) : search(stretches, ms, params);
  const day = `toInt64(floor((${ms} + ${offset}) / 86400000))`;
  if (every === "day") return day;
  if (every === "week") return `toInt64(floor((${day} + 3) / 7))`;
  const date = `addDays(toDate32('1970-01-01'), ${day})`;
  return `(toYear(${date}) * 12 + toMonth(${date}) - 1)`;
}

/** Beyond, as many comparisons cost more than a search. */
const fewStretches = 8;

type Stretches = ReturnType<Params["calendar"]["dayOffsets"]>;

function branches(stretches: Stretches, ms: string, params: Params): string {
  return stretches.reduce(
    (before, { fromMs, offsetMs }, at) =>
      at === 0
        ? params.whole(offsetMs)
        : `if(${ms} >= ${params.whole(fromMs)}, ${params.whole(offsetMs)}, ${before})`,
    "0",
  );
}

function search(stretches: Stretches, ms: string, params: Params): string {
  const froms = params.wholes(
    stretches.map(({ fromMs }) => (Number.isFinite(fromMs) ? fromMs : beforeEverything)),
  );
  const offsets = params.wholes(stretches.map(({ offsetMs }) => offsetMs));
  return `${offsets}[arrayLastIndex(started -> started <= ${ms}, ${froms})]`;
}
