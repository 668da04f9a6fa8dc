import type { Queryable } from "../../platform/postgres/database.ts";

/** Which of these keys name no store. */
export async function findUnknownStores(
  database: Queryable,
  brandId: number,
  keys: readonly string[],
): Promise<readonly string[]> {
  const rows = await database.query<{ key: string }>(
    `select key
     from unnest($2::text[]) as named (key)
     where not exists (select from store where store.brand_id = $1 and store.key = named.key)`,
    [brandId, keys],
  );
  return rows.map((row) => row.key);
}
