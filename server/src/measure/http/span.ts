import type { DateSpan } from "@attune/contract";
import { z } from "zod";
import { formatDay } from "../../kernel/local-date.ts";
import { refusals } from "../refusals.ts";

const longestDays = 1_900;
const dayMs = 86_400_000;

export const spanShape: Readonly<Record<keyof DateSpan, z.ZodOptional<z.ZodISODate>>> = {
  from: z.iso.date().optional(),
  until: z.iso.date().optional(),
};

/** Twelve weeks up to today, both ends included, unless it is said otherwise. `tomorrow`: the date after today. */
export function readSpan(
  { from, until }: { readonly from?: string | undefined; readonly until?: string | undefined },
  tomorrow: () => string,
): DateSpan {
  const end = until ?? tomorrow();
  const start = from ?? formatDay(Date.parse(end) / dayMs - 84);
  const days = (Date.parse(end) - Date.parse(start)) / dayMs;
  if (days <= 0) throw refusals.noPeriod(start, end);
  if (days > longestDays) throw refusals.periodTooLong(longestDays);
  return { from: start, until: end };
}
