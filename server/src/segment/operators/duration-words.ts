import { parseDuration } from "@attune/contract";

const units = {
  s: "second",
  m: "minute",
  h: "hour",
  d: "day",
  w: "week",
  mo: "month",
  y: "year",
} as const;

/** `30d`: `30 days`; `1mo`: `month`, as in “in the last month”. */
export function durationWords(text: string): string {
  const duration = parseDuration(text);
  if (duration === undefined) return text;
  return duration.count === 1 ? units[duration.unit] : `${duration.count} ${units[duration.unit]}s`;
}

/** `1mo`: `1 month`. */
export function lengthWords(text: string): string {
  const words = durationWords(text);
  return /^\d/.test(words) ? words : `1 ${words}`;
}
