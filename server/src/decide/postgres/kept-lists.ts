import type { Queryable } from "../../platform/postgres/database.ts";
import type { KeptList, KeptLists } from "../items/kept-lists.ts";

export function createKeptLists(database: Queryable): KeptLists {
  return {
    find: (brandId, contextId, leafId) => findLists(database, brandId, contextId, leafId),
    keep: (brandId, contextId, fresh) => keepLists(database, brandId, contextId, fresh),
  };
}

function findLists(
  database: Queryable,
  brandId: number,
  contextId: string,
  leafId: number,
): Promise<KeptList[]> {
  return database.query<KeptList>(
    `select leaf_id as "leafId", recipe, products
     from kept_list
     where brand_id = $1
       and context_id = $2
       and leaf_id in (0, $3)`,
    [brandId, contextId, leafId],
  );
}

async function keepLists(
  database: Queryable,
  brandId: number,
  contextId: string,
  fresh: readonly KeptList[],
): Promise<void> {
  await database.query(
    `insert into kept_list (brand_id, context_id, leaf_id, recipe, products)
     select $1, $2, f."leafId", f.recipe, array(select jsonb_array_elements_text(f.products))
     from jsonb_to_recordset($3::jsonb) as f ("leafId" bigint, recipe text, products jsonb)
     order by f."leafId", f.recipe
     on conflict (brand_id, context_id, leaf_id, recipe) do nothing`,
    [brandId, contextId, JSON.stringify(fresh)],
  );
}

/** Deletes up to `most` of those kept before a moment. Returns how many. */
export async function forgetKeptLists(
  database: Queryable,
  brandId: number,
  beforeMs: number,
  most: number,
): Promise<number> {
  const [gone] = await database.query<{ rows: number }>(
    `with old as (
       select ctid
       from kept_list
       where brand_id = $1
         and kept_at < to_timestamp($2::double precision / 1000)
       limit $3
     ),
     deleted as (
       delete from kept_list
       where ctid in (select ctid from old)
       returning 1
     )
     select count(*) as rows from deleted`,
    [brandId, beforeMs, most],
  );
  return gone?.rows ?? 0;
}
