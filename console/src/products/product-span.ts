import type { Span } from "./product-numbers-queries.ts";

const dayMs = 86_400_000;

/** The longest that the server tells. */
const mostDays = 1_900;

/** So many whole days up to `today` (YYYY-MM-DD, in the brand's zone), which is included; all there is without a number. */
export function spanOf(days: number | undefined, today: string): Span {
  const untilMs = Date.parse(today) + dayMs;
  return { from: dateOf(untilMs - Math.min(days ?? mostDays, mostDays) * dayMs), until: dateOf(untilMs) };
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
