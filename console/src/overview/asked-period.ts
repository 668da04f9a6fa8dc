import type { OverviewStep } from "@attune/contract";
import type { Period } from "../charts/period.ts";

/** What is asked of the server; dates are the brand's. Without dates the server's own period. */
export interface AskedPeriod {
  readonly from: string;
  readonly until: string;
  readonly step: OverviewStep;
  readonly segment?: string;
}

const dayMs = 86_400_000;

export type OverviewPeriod = Exclude<Period, "all">;

export const overviewPeriods: readonly OverviewPeriod[] = ["7d", "30d", "90d", "1y"];

const lengths: Readonly<Record<OverviewPeriod, readonly [days: number, step: OverviewStep]>> = {
  "7d": [7, "day"],
  "30d": [30, "day"],
  "90d": [90, "week"],
  "1y": [365, "month"],
};

/** So many days up to `today` (YYYY-MM-DD, in the brand's zone), which is included. */
export function askedPeriod(period: OverviewPeriod, today: string, segment: string | undefined): AskedPeriod {
  const [days, step] = lengths[period];
  const untilMs = Date.parse(today) + dayMs;
  return {
    from: dateOf(untilMs - days * dayMs),
    until: dateOf(untilMs),
    step,
    ...(segment === undefined ? {} : { segment }),
  };
}

export function isOverviewPeriod(value: unknown): value is OverviewPeriod {
  return overviewPeriods.some((period) => period === value);
}

function dateOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}
