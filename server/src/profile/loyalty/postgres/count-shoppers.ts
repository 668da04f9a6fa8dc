import type { Queryable } from "../../../platform/postgres/database.ts";
import type { Thresholds } from "../thresholds.ts";

/** Of a brand with more shoppers a day makes little difference: its thresholds are made at midnight. */
const grownUp = 10_000;

/** Of how many customers there is anything bought; of a brand that is not new any longer as many as are looked at. */
export async function countShoppers(
  database: Queryable,
  brandId: number,
  most: number = grownUp,
): Promise<number> {
  const [row] = await database.query<{ count: number }>(
    "select count(*)::int as count from (select from loyalty_history where brand_id = $1 limit $2) as counted",
    [brandId, most],
  );
  return row?.count ?? 0;
}

/** Whether twice as many customers have bought as when the thresholds were made. */
export async function haveShoppersDoubled(
  database: Queryable,
  brandId: number,
  { version, shoppers }: Pick<Thresholds, "version" | "shoppers">,
): Promise<boolean> {
  if (version === 0 || shoppers === undefined || shoppers >= grownUp) return false;
  const doubled = Math.max(1, 2 * shoppers);
  return (await countShoppers(database, brandId, doubled)) >= doubled;
}
