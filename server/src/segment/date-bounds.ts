import { type DateRange, parseDate } from "@attune/contract";
import type { Calendar } from "../kernel/calendar.ts";
import type { Interval } from "./slots/slot.ts";

/** The moment a date of a condition begins. */
export function startOfDate(text: string, calendar: Calendar): number {
  const date = parseDate(text);
  if (date === undefined) throw new Error("A date that no parser let in.");
  return date.kind === "day" ? calendar.startOfDay(date.day) : date.atMs;
}

/** From when on something lies after a date: of a day, when it is over. */
export function firstAfterDate(text: string, calendar: Calendar): number {
  const date = parseDate(text);
  if (date === undefined) throw new Error("A date that no parser let in.");
  return date.kind === "day" ? calendar.startOfDay(date.day + 1) : date.atMs + 1; // whole milliseconds
}

export function intervalOf({ from, until }: DateRange, calendar: Calendar): Interval {
  return {
    ...(from === undefined ? {} : { from: startOfDate(from, calendar) }),
    ...(until === undefined ? {} : { until: startOfDate(until, calendar) }),
  };
}
