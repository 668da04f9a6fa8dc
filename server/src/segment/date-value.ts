import { type Json, parseDate } from "@attune/contract";
import type { Calendar } from "../kernel/calendar.ts";

/** The moment that a value stands for: a day for when it begins. Undefined when it is no date. */
export function momentOf(value: Json | undefined, calendar: Calendar): number | undefined {
  const date = typeof value === "string" ? parseDate(value) : undefined;
  if (date === undefined) return undefined;
  return date.kind === "day" ? calendar.startOfDay(date.day) : date.atMs;
}

const dayMs = 86_400_000;

/**
 * The day that a value stands for, such as a birthday. Many systems write a day as midnight UTC: that is that day everywhere;
 * any other moment is the day of the brand's zone.
 */
export function dayOfValue(value: Json | undefined, calendar: Calendar): number | undefined {
  const date = typeof value === "string" ? parseDate(value) : undefined;
  if (date === undefined) return undefined;
  if (date.kind === "day") return date.day;
  return date.atMs % dayMs === 0 ? date.atMs / dayMs : calendar.dayOf(date.atMs);
}

/** The first day from `from` on on which the day of the year of `day` comes round; 29 February on the 28th where there is none. */
export function nextAnniversary(day: number, from: number): number {
  const born = new Date(day * dayMs);
  const year = new Date(from * dayMs).getUTCFullYear();
  const thisYear = dayIn(year, born);
  return thisYear >= from ? thisYear : dayIn(year + 1, born);
}

function dayIn(year: number, born: Date): number {
  const [month, date] = [born.getUTCMonth(), born.getUTCDate()];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date, last)) / dayMs;
}
