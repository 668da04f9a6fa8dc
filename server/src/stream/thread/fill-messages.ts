import type { FillHand } from "../../profile/loyalty/postgres/fill-brand.ts";
import type { CustomerRange } from "../../profile/loyalty/postgres/read-customers.ts";
import type { GroundBrand } from "../../profile/loyalty/postgres/read-ground.ts";
import type { LoyaltyLines } from "../../profile/loyalty/postgres/save-loyalty.ts";

/** What a hand's thread is made with. */
export interface FillHandData {
  readonly postgresUrl: string;
  readonly clickhouseUrl: string;
  readonly brand: GroundBrand;
  readonly nowMs: number;
}

/** To the thread. */
export type FillOrder =
  | { readonly kind: "measure"; readonly ranges: readonly CustomerRange[] }
  | { readonly kind: "tell"; readonly thresholds: Parameters<FillHand["tell"]>[0] }
  | { readonly kind: "written" }
  | { readonly kind: "end" };

/** From the thread. */
export type FillReport =
  | { readonly kind: "opened" }
  | { readonly kind: "write"; readonly lines: LoyaltyLines }
  | { readonly kind: "measured"; readonly gathered: Awaited<ReturnType<FillHand["measure"]>> }
  | { readonly kind: "told"; readonly count: number };
