import { z } from "zod";

/** `s m h d w` are fixed lengths (a day is 24 hours); `mo` and `y` follow the calendar of the brand's time zone. */
export const durationUnits = ["s", "m", "h", "d", "w", "mo", "y"] as const;
export type DurationUnit = (typeof durationUnits)[number];

export interface Duration {
  readonly count: number;
  readonly unit: DurationUnit;
}

const form = /^([1-9][0-9]{0,9})(s|m|h|d|w|mo|y)$/;
const longestInSeconds = 100 * 366 * 86_400;
const seconds: Readonly<Record<DurationUnit, number>> = {
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 7 * 86_400,
  mo: 30 * 86_400,
  y: 365 * 86_400,
};

/** `30d` → `{ count: 30, unit: "d" }`; undefined for anything else, and for more than a hundred years. */
export function parseDuration(text: string): Duration | undefined {
  const [, digits, unit] = form.exec(text) ?? [];
  const known = durationUnits.find((candidate) => candidate === unit);
  if (digits === undefined || known === undefined) return undefined;
  const count = Number(digits);
  return count * seconds[known] <= longestInSeconds ? { count, unit: known } : undefined;
}

export const durationSchema: z.ZodString = z
  .string("A duration is text like 30d.")
  .refine(
    (text) => parseDuration(text) !== undefined,
    "A duration is a whole number and one of s m h d w mo y, like 30d, and at most a hundred years.",
  );
