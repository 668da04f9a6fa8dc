import type { Queryable } from "../../platform/postgres/database.ts";

/** By which version of the fold the leaves of a brand were made (setting `fold`), and how far they have been made anew by a later one. */
export interface FoldStanding {
  readonly version: number;
  readonly refolding?: { readonly to: number; readonly doneLeafId: number };
}

/** A brand without customers is of the version that is asked for; one with some, of which nothing is noted, of the first. */
export async function readFoldStanding(
  db: Queryable,
  brandId: number,
  version: number,
): Promise<FoldStanding> {
  const [row] = await db.query<{ value: FoldStanding | null; has_leaves: boolean }>(
    `select (select value from setting where brand_id = $1 and key = 'fold') as value,
       exists (select from leaf where brand_id = $1) as has_leaves`,
    [brandId],
  );
  return row?.value ?? { version: row?.has_leaves === true ? 1 : version };
}

export async function saveFoldStanding(
  db: Queryable,
  brandId: number,
  standing: FoldStanding,
): Promise<void> {
  await db.query(
    `insert into setting (brand_id, key, value) values ($1, 'fold', $2::jsonb)
     on conflict (brand_id, key) do update set value = excluded.value`,
    [brandId, JSON.stringify(standing)],
  );
}
