import type { Queryable } from "../../platform/postgres/database.ts";

/** Profile → its oldest leaf that is no receipt, of those where the two have not the same number: mostly who was joined with somebody older. */
export async function findOldestLeaves(
  database: Queryable,
  brandId: number,
): Promise<ReadonlyMap<number, number>> {
  const rows = await database.query<{ profile_id: number; leaf_id: number }>(
    `select profile_id, min(leaf_id) as leaf_id
     from leaf
     where brand_id = $1
       and namespace <> 'receipt'
     group by profile_id
     having min(leaf_id) <> profile_id`,
    [brandId],
  );
  return new Map(rows.map((row) => [row.profile_id, row.leaf_id]));
}
