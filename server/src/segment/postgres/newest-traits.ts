import type { JsonObject } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";

/** Of more than so many who came last nobody is looked at: most may be visitors of whom nothing is known. */
const mostLookedAt = 20_000;

/** Traits by path, of those of whom any are known, the newest customer first. */
export async function newestTraits(
  database: Queryable,
  brandId: number,
  limit: number,
): Promise<readonly JsonObject[]> {
  const rows = await database.query<{ traits: JsonObject }>(
    `select traits
     from (
       select traits
       from portrait
       where brand_id = $1
       order by profile_id desc
       limit ${mostLookedAt}
     ) as newest
     where traits is not null
     limit $2`,
    [brandId, limit],
  );
  return rows.map(({ traits }) => traits);
}
