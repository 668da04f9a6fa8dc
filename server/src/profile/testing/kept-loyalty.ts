import type { Queryable } from "../../platform/postgres/database.ts";
import type { LoyaltyOverTime } from "../loyalty/loyalty-at.ts";
import { type GroundBrand, readGround } from "../loyalty/postgres/read-ground.ts";
import { readLoyalty } from "../loyalty/postgres/read-loyalty.ts";

/** Loyalty of some customers as the fold has kept it. */
export async function keptLoyalty(
  database: Queryable,
  brand: GroundBrand,
): Promise<(profileIds: readonly number[]) => Promise<ReadonlyMap<number, LoyaltyOverTime>>> {
  const ground = await readGround(database, brand);
  return (profileIds) => readLoyalty(database, brand.brandId, ground, profileIds);
}
