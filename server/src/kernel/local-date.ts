import { type OffsetStretch, utcOffsets } from "./utc-offsets.ts";

/** A calendar date as its number: days since 1970-01-01. Dates of different zones compare by their numbers. */
export type Day = number;

export interface LocalDays {
  /** The date that the zone's calendars show at this instant. */
  dayOf(instantMs: number): Day;
  /** The first instant at which the zone's calendars show this date or a later one. Whole epoch milliseconds. */
  startOf(day: Day): number;
}

const dayMs = 86_400_000;
/** No clock change is larger. */
const largestChangeMs = 26 * 3_600_000;

/** Throws a RangeError for a time zone that this machine does not know. */
export function localDaysOf(timeZone: string): LocalDays {
  const stretches = utcOffsets(timeZone);
  return {
    dayOf: (instantMs) => Math.floor((instantMs + offsetAt(stretches, instantMs)) / dayMs),
    startOf: (day) => firstInstantAt(stretches, day * dayMs),
  };
}

function offsetAt(stretches: readonly OffsetStretch[], instantMs: number): number {
  return stretches[stretchAt(stretches, instantMs)]?.offsetMs ?? 0;
}

function stretchAt(stretches: readonly OffsetStretch[], instantMs: number): number {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((stretches[middle]?.fromMs ?? 0) <= instantMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** A wall clock that jumps over midnight shows the new date from the jump on. */
function firstInstantAt(stretches: readonly OffsetStretch[], wallMs: number): number {
  let at = stretchAt(stretches, wallMs - largestChangeMs);
  for (;;) {
    const { fromMs, offsetMs } = stretches[at] ?? { fromMs: Number.NEGATIVE_INFINITY, offsetMs: 0 };
    const next = stretches[at + 1];
    if (next === undefined || wallMs - offsetMs < next.fromMs) return Math.max(fromMs, wallMs - offsetMs);
    at += 1;
  }
}

/** The same day of another month; where that month lacks it, its last: 31 March − 1 month is 28 or 29 February. */
export function addMonths(day: Day, months: number): Day {
  const key = day * 8_192 + months;
  const known = shifted.get(key);
  if (known !== undefined) return known;
  const date = new Date(day * dayMs);
  const [year, month] = [date.getUTCFullYear(), date.getUTCMonth() + months];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const other = Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / dayMs;
  if (shifted.size >= mostShifted) shifted.clear();
  shifted.set(key, other);
  return other;
}

/** The same few thousand dates are asked for every customer. */
const shifted = new Map<number, Day>();
const mostShifted = 100_000;

/** The first date whose window of so many months no longer holds `day`: a window is `(date − months, date]`. */
export function leavesWindowOn(day: Day, months: number): Day {
  let date = addMonths(day, months);
  while (addMonths(date, -months) < day) date += 1;
  return date;
}

/** Months since January 1970. */
export function monthOf(day: Day): number {
  const date = new Date(day * dayMs);
  return (date.getUTCFullYear() - 1970) * 12 + date.getUTCMonth();
}

export function firstDayOfMonth(month: number): Day {
  return Date.UTC(1970, month, 1) / dayMs;
}

/** 20513 → "2026-03-01". */
export function formatDay(day: Day): string {
  let text = texts.get(day);
  if (text === undefined) {
    text = new Date(day * dayMs).toISOString().slice(0, 10);
    if (texts.size >= mostTexts) texts.clear();
    texts.set(day, text);
  }
  return text;
}

const texts = new Map<Day, string>();
const mostTexts = 20_000;

/** "2026-03-01", also at the start of a longer text → its number; undefined when there is no such date. */
export function parseDay(text: string): Day | undefined {
  const date = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0];
  const ms = date === undefined ? Number.NaN : Date.parse(`${date}T00:00:00Z`);
  return Number.isNaN(ms) || formatDay(ms / dayMs) !== date ? undefined : ms / dayMs;
}
