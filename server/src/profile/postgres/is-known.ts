import type { Queryable } from "../../platform/postgres/database.ts";

/** Whether one of the leaves stands for more than a device, or has bought something. */
export async function isKnown(db: Queryable, brandId: number, leafIds: readonly number[]): Promise<boolean> {
  const [found] = await db.query<{ known: boolean }>(
    `select exists (
       select 1
       from leaf
       where brand_id = $1
         and leaf_id = any ($2::bigint[])
         and namespace <> 'anonymousId'
     ) or exists (
       select 1
       from sale
       where brand_id = $1
         and leaf_id = any ($2::bigint[])
     ) as known`,
    [brandId, leafIds],
  );
  return found?.known === true;
}
