import type { Period } from "@attune/contract";
import type { Calendar } from "../kernel/calendar.ts";

/** 1970-01-01 was a Thursday: weeks begin on Mondays. */
const daysBeforeMonday = 3;
const dayMs = 86_400_000;

/** The number of the day, week or month of the calendar that an instant lies in; each is one more than the one before. */
export function periodOf(atMs: number, every: Period, calendar: Calendar): number {
  const day = calendar.dayOf(atMs);
  if (every === "day") return day;
  if (every === "week") return Math.floor((day + daysBeforeMonday) / 7);
  const date = new Date(day * dayMs);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The first instant of a period. */
export function periodStart(period: number, every: Period, calendar: Calendar): number {
  return calendar.startOfDay(firstDayOf(period, every));
}

function firstDayOf(period: number, every: Period): number {
  if (every === "day") return period;
  if (every === "week") return period * 7 - daysBeforeMonday;
  return Date.UTC(Math.floor(period / 12), ((period % 12) + 12) % 12, 1) / dayMs;
}
