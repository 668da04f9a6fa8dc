import { accountTypes, type LoyaltyThresholds } from "@attune/contract";
import { formatDay } from "../../kernel/local-date.ts";
import type { Thresholds } from "./thresholds.ts";

/** Thresholds as the API tells them. */
export function summariseThresholds(thresholds: Thresholds, appliedAt: number | null): LoyaltyThresholds {
  const { version, computedAt, brandGap, categoryGaps, populations } = thresholds;
  return {
    version,
    computedAt: version === 0 ? null : new Date(computedAt).toISOString(),
    appliedAt: appliedAt === null ? null : new Date(appliedAt).toISOString(),
    brandGapDays: brandGap,
    categoryGapDays: categoryGaps,
    populations: accountTypes.flatMap((accountType) => {
      const population = populations[accountType];
      if (population === undefined) return [];
      const { customers, fifths, bestFrom } = population;
      return [{ accountType, customers, ...fifths, lastShop: fifths.lastShop.map(formatDay), bestFrom }];
    }),
  };
}
