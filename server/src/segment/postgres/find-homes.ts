import type { Queryable } from "../../platform/postgres/database.ts";

/** To which profile each of these leaves belongs. */
export async function findHomes(
  database: Queryable,
  brandId: number,
  leafIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await database.query<{ leaf_id: number; profile_id: number }>(
    "select leaf_id, profile_id from leaf where brand_id = $1 and leaf_id = any($2::bigint[])",
    [brandId, leafIds],
  );
  return new Map(rows.map((row) => [row.leaf_id, row.profile_id]));
}
