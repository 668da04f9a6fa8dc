import { type Around, daysOf } from "@attune/contract";
import type { Calendar } from "../kernel/calendar.ts";
import { spanOf } from "./operators/occasion/occasion-spans.ts";

const dayMs = 86_400_000;

/** When the days around an occasion begin and end in a year: `[startAt, endAt)`. */
export interface YearsAround {
  /** The year around whose occasion an instant lies. */
  yearOf(atMs: number): number | undefined;
  /** The newest year in which they have begun. */
  begunBy(nowMs: number): number;
  startAt(year: number): number;
  endAt(year: number): number;
}

/** Of an occasion that the region has: `aroundSchema` has seen to it. */
export function yearsAround(
  { occasion, region, before, after }: Pick<Around, "occasion" | "region" | "before" | "after">,
  calendar: Calendar,
): YearsAround {
  const [daysBefore, daysAfter] = [before, after].map((text = "0d") => daysOf(text) ?? 0) as [number, number]; // two
  const span = (year: number): { readonly first: number; readonly end: number } => {
    const found = spanOf(occasion, year, { region, day: undefined });
    if (found === undefined) throw new Error(`${occasion} is not known for ${region ?? "everywhere"}.`);
    return { first: found.first - daysBefore, end: found.last + daysAfter + 1 };
  };
  /** The days of a year may begin in the one before it and end in the one after it. */
  const near = (day: number): readonly number[] => {
    const year = new Date(day * dayMs).getUTCFullYear();
    return [year + 1, year, year - 1];
  };
  return {
    yearOf: (atMs) => {
      const day = calendar.dayOf(atMs);
      return near(day).find((year) => span(year).first <= day && day < span(year).end);
    },
    begunBy: (nowMs) => {
      const day = calendar.dayOf(nowMs);
      const [next] = near(day);
      return near(day).find((year) => span(year).first <= day) ?? (next ?? 0) - 3;
    },
    startAt: (year) => calendar.startOfDay(span(year).first),
    endAt: (year) => calendar.startOfDay(span(year).end),
  };
}
