import type { Concentration, LoyaltyAnswer, LoyaltyThresholds, StageReport } from "@attune/contract";

/** What is asked of loyalty; compose-loyalty.ts answers from the stores. */
export interface LoyaltyReads {
  /** Refuses who is not known. `asOfMs`: as it was at that moment. */
  find(brandId: number, ref: string, asOfMs?: number): Promise<LoyaltyAnswer>;
  thresholds(brandId: number): Promise<LoyaltyThresholds>;
  stages(brandId: number): Promise<StageReport>;
  concentration(brandId: number, window: "12m" | "all"): Promise<Concentration>;
}
