import { type OffsetStretch, utcOffsets } from "./utc-offsets.ts";

/**
 * Months of a time zone. A window of n months ends now and begins at the same wall-clock time n months earlier, where
 * a day the earlier month lacks is the end of its last day, a wall-clock time that a clock change skips is the moment of
 * the change, one that comes twice is the first of the two, and while an hour repeats itself the window stands still.
 * So defined, the beginning never moves backwards: what has left a window does not come back.
 */
export interface Calendar {
  /** The instant `months` before `nowMs`. Grows with `nowMs` or stands still. Whole epoch milliseconds. */
  monthsBefore(nowMs: number, months: number): number;
  /** The earliest now for which `monthsBefore(now, months) >= atMs`: when what happened at `atMs` leaves a window `(start, now]`. */
  leavesAfterMonths(atMs: number, months: number): number;
  /** The day of the calendar, counted from 1970-01-01. Grows with `instantMs` or stands still. */
  dayOf(instantMs: number): number;
  /** The first instant of a day: `dayOf(t) >= day` exactly when `t >= startOfDay(day)`. */
  startOfDay(day: number): number;
  /** The same as sums, for those who know no calendar: `dayOf(t)` is the whole days in `t` and the offset of the last stretch from `t` or earlier. */
  dayOffsets(): readonly OffsetStretch[];
}

/** Throws a RangeError for a time zone that this machine does not know. */
export function calendarOf(timeZone: string): Calendar {
  const stretches = utcOffsets(timeZone);
  return {
    monthsBefore: (nowMs, months) => instantOf(stretches, monthsEarlier(wallAt(stretches, nowMs), months)),
    leavesAfterMonths: (atMs, months) =>
      instantOf(stretches, firstNotEarlier(wallAt(stretches, atMs - 1) + 1, months)),
    dayOf: (instantMs) => Math.floor(wallAt(stretches, instantMs) / dayMs),
    startOfDay: (day) => instantOf(stretches, day * dayMs),
    dayOffsets: () => dayOffsets(stretches),
  };
}

/** No clock change is larger. */
const largestChangeMs = 26 * 3_600_000;
const dayMs = 86_400_000;

/** The latest time a wall clock has shown up to this instant; counted as if the wall clock were UTC. */
function wallAt(stretches: readonly OffsetStretch[], instantMs: number): number {
  let at = stretchAt(stretches, instantMs);
  let stretch = stretches[at];
  let wall = instantMs + (stretch?.offsetMs ?? 0);
  while (stretch !== undefined && stretch.fromMs > instantMs - largestChangeMs) {
    const before = stretches[at - 1];
    if (before === undefined) break;
    wall = Math.max(wall, stretch.fromMs - 1 + before.offsetMs);
    at -= 1;
    stretch = before;
  }
  return wall;
}

/** Where clocks are put back over midnight, the day that has begun goes on. */
function dayOffsets(stretches: readonly OffsetStretch[]): readonly OffsetStretch[] {
  return stretches.flatMap((stretch, at) => {
    const before = stretches[at - 1];
    if (before === undefined) return [stretch];
    const begun = Math.floor((stretch.fromMs - 1 + before.offsetMs) / dayMs) * dayMs;
    if (stretch.fromMs + stretch.offsetMs >= begun) return [stretch];
    return [
      { fromMs: stretch.fromMs, offsetMs: before.offsetMs },
      { fromMs: begun - stretch.offsetMs, offsetMs: stretch.offsetMs },
    ];
  });
}

/** The first instant at which a wall clock shows `wallMs` or later. */
function instantOf(stretches: readonly OffsetStretch[], wallMs: number): number {
  let at = stretchAt(stretches, wallMs - largestChangeMs);
  for (;;) {
    const { fromMs, offsetMs } = stretches[at] ?? { fromMs: Number.NEGATIVE_INFINITY, offsetMs: 0 };
    const next = stretches[at + 1];
    if (next === undefined || wallMs - offsetMs < next.fromMs) return Math.max(fromMs, wallMs - offsetMs);
    at += 1;
  }
}

/** Index of the stretch an instant lies in. */
function stretchAt(stretches: readonly OffsetStretch[], instantMs: number): number {
  let [low, high] = [0, stretches.length - 1];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((stretches[middle]?.fromMs ?? 0) <= instantMs) low = middle;
    else high = middle - 1;
  }
  return low;
}

function monthsEarlier(wallMs: number, months: number): number {
  const { year, month, day, ofDayMs } = fieldsOf(wallMs);
  if (day > daysIn(year, month - months)) return Date.UTC(year, month - months + 1, 1) - 1;
  return Date.UTC(year, month - months, day) + ofDayMs;
}

/** The smallest wall time from which `monthsEarlier` reaches `wallMs`. */
function firstNotEarlier(wallMs: number, months: number): number {
  const { year, month, day, ofDayMs } = fieldsOf(wallMs);
  if (day > daysIn(year, month + months)) return Date.UTC(year, month + months + 1, 1);
  return Date.UTC(year, month + months, day) + ofDayMs;
}

function fieldsOf(wallMs: number): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly ofDayMs: number;
} {
  const date = new Date(wallMs);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth(),
    day: date.getUTCDate(),
    ofDayMs: wallMs - Math.floor(wallMs / dayMs) * dayMs,
  };
}

/** `month` counts from 0 and may lie outside the year. */
function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}
