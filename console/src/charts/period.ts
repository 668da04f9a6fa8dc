/** How far back a page looks; stands in the address as `period`. */
export type Period = (typeof periods)[number];

export const periods = ["7d", "30d", "90d", "1y", "all"] as const;

const days = { "7d": 7, "30d": 30, "90d": 90, "1y": 365 } as const;

/** The moment from which on, ISO 8601; undefined: from the beginning. */
export function startOf(period: Period, nowMs: number): string | undefined {
  return period === "all" ? undefined : new Date(nowMs - days[period] * 86_400_000).toISOString();
}
