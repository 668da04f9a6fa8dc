import type { RfmGroup } from "@attune/contract";
import type { Measures } from "./measure.ts";
import { fifthOf, type Population } from "./thresholds.ts";

export type Score = 1 | 2 | 3 | 4 | 5;

export interface RfmScores {
  readonly r: Score;
  readonly f: Score;
  readonly m: Score;
}

/** Null without a shop, and as long as there are no thresholds. Who bought or spent nothing in 12 months has score 1. */
export function scoresOf(measures: Measures, population: Population | undefined): RfmScores | null {
  const { lastShop, shopCount12m, netSpend12m } = measures;
  if (lastShop === null) return null;
  const r = fifthOf(lastShop, population?.fifths.lastShop);
  if (r === undefined) return null;
  return {
    r,
    f: shopCount12m > 0 ? (fifthOf(shopCount12m, population?.fifths.shopCount12m) ?? 1) : 1,
    m: (netSpend12m ?? 0) > 0 ? (fifthOf(netSpend12m ?? 0, population?.fifths.netSpend12m) ?? 1) : 1,
  };
}

/**
 * Ten groups over all 125 cells; prospects are those without a shop. Frequency and spend count alike: `worth` is from 2 to 10.
 * "Recent" is a recency of 3 or more.
 */
export function groupOf(rfm: RfmScores | null): RfmGroup {
  if (rfm === null) return "PROSPECTS";
  const worth = rfm.f + rfm.m;
  return rfm.r >= 3 ? recentGroup(rfm.r, worth) : awayGroup(rfm.r, worth);
}

function recentGroup(r: Score, worth: number): RfmGroup {
  if (worth >= 8) return r === 5 ? "CHAMPIONS" : "LOYAL";
  if (worth <= 4) return r === 5 ? "NEW" : "PROMISING";
  return r === 3 ? "NEEDS_ATTENTION" : "ACTIVE";
}

function awayGroup(r: Score, worth: number): RfmGroup {
  if (worth >= 9) return "PREVIOUSLY_LOYAL";
  if (worth >= 6) return "AT_RISK";
  return r === 2 ? "ALMOST_LOST" : "DORMANT";
}
