import { z } from "zod";

/**
 * A date as conditions read it: text that is a day (`2026-03-01`, which counts as the moment it begins in the brand's zone) or
 * a date-time with `Z` or an offset (`2026-03-01T10:00:00Z`). Days are counted from 1970-01-01.
 */
export type DateValue =
  | { readonly kind: "day"; readonly day: number }
  | { readonly kind: "instant"; readonly atMs: number };

const dayForm = /^([0-9]{4})-([0-9]{2})-([0-9]{2})$/;
const instantForm =
  /^([0-9]{4}-[0-9]{2}-[0-9]{2})[T ]([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9])(?:\.([0-9]{1,9}))?)?(?:Z|([+-])([01][0-9]|2[0-3]):?([0-5][0-9]))$/;
const dayMs = 86_400_000;

/** Undefined for what is no date: also for 30 February, a date-time without a zone, and a year outside 1901 to 2298 (ClickHouse knows no others). */
export function parseDate(text: string): DateValue | undefined {
  if (text.length < 10 || text.length > 40) return undefined;
  if (text.length === 10) {
    const day = dayNumber(text);
    return day === undefined ? undefined : { kind: "day", day };
  }
  const [
    ,
    days = "",
    hour,
    minute,
    second = "0",
    fraction = "",
    sign,
    offsetHours = "0",
    offsetMinutes = "0",
  ] = instantForm.exec(text) ?? [];
  const day = dayNumber(days);
  if (day === undefined) return undefined;
  const ofDayMs = (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1_000;
  const offsetMs = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000 * (sign === "-" ? -1 : 1);
  const millis = Number(fraction.padEnd(3, "0").slice(0, 3));
  return { kind: "instant", atMs: day * dayMs + ofDayMs - offsetMs + millis };
}

/** `2026-03-01` → days since 1970-01-01. */
function dayNumber(text: string): number | undefined {
  const [, year, month, day] = dayForm.exec(text) ?? [];
  if (year === undefined || Number(year) < 1_901 || Number(year) > 2_298) return undefined;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isReal = new Date(at).toISOString().startsWith(text);
  return isReal ? at / dayMs : undefined;
}

/** The inverse for days: `2026-03-01`. */
export function formatDay(day: number): string {
  return new Date(day * dayMs).toISOString().slice(0, 10);
}

export const relativeDays = ["yesterday", "today", "tomorrow"] as const;
export type RelativeDay = (typeof relativeDays)[number];

export const dateText: z.ZodString = z
  .string("This is a day like 2026-03-01 or a date-time like 2026-03-01T10:00:00Z.")
  .refine(
    (text) => parseDate(text) !== undefined,
    "This is a day like 2026-03-01 or a date-time with Z or an offset, like 2026-03-01T10:00:00Z.",
  );

export const dayText: z.ZodString = z
  .string("This is a day like 2026-03-01.")
  .refine((text) => parseDate(text)?.kind === "day", "This is a day like 2026-03-01.");

export const dayOrRelative: z.ZodType<string> = z
  .string(`This is a day like 2026-03-01, or one of ${relativeDays.join(" ")}.`)
  .refine(
    (text) => relativeDays.some((word) => word === text) || parseDate(text)?.kind === "day",
    `This is a day like 2026-03-01, or one of ${relativeDays.join(" ")}.`,
  );
