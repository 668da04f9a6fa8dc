import { type Duration, parseDuration } from "@attune/contract";
import type { Calendar } from "../kernel/calendar.ts";

/** The window `(now − d, now]`. No accepted event lies after now, so what is later than the start is inside. */
export interface Window {
  /** Grows with `nowMs` or stands still. */
  startAt(nowMs: number): number;
  /** The earliest now at which what happened at `atMs` is outside; it stays outside. Grows with `atMs` or stands still. */
  leavesAt(atMs: number): number;
  /** No window of this duration is longer. */
  readonly atMostMs: number;
}

const second = 1_000;
const day = 86_400 * second;
const fixed = { s: second, m: 60 * second, h: 3_600 * second, d: day, w: 7 * day } as const;

/** `within` is a duration that the condition's parser has let in. */
export function windowOf(within: string, calendar: Calendar): Window {
  const duration = parseDuration(within);
  if (duration === undefined) throw new Error("A duration that no parser let in.");
  const { count, unit } = duration;
  if (unit === "mo" || unit === "y") return monthsWindow(unit === "y" ? 12 * count : count, calendar);
  return fixedWindow({ count, unit });
}

function monthsWindow(months: number, calendar: Calendar): Window {
  // Many customers are asked at one moment.
  let last = { nowMs: Number.NaN, startMs: Number.NaN };
  return {
    startAt: (nowMs) => {
      if (last.nowMs !== nowMs) last = { nowMs, startMs: calendar.monthsBefore(nowMs, months) };
      return last.startMs;
    },
    leavesAt: (atMs) => calendar.leavesAfterMonths(atMs, months),
    atMostMs: (31 * months + 3) * day,
  };
}

function fixedWindow({ count, unit }: Duration & { readonly unit: keyof typeof fixed }): Window {
  const lengthMs = count * fixed[unit];
  return {
    startAt: (nowMs) => nowMs - lengthMs,
    leavesAt: (atMs) => atMs + lengthMs,
    atMostMs: lengthMs,
  };
}
