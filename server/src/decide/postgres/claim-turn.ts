import type { Queryable } from "../../platform/postgres/database.ts";

/** Whether this copy of the program may begin now: not while another began after `begunBeforeMs`. Epoch milliseconds. */
export async function claimTurn(
  database: Queryable,
  table: "item_training" | "item_count",
  brandId: number,
  { nowMs, begunBeforeMs }: { readonly nowMs: number; readonly begunBeforeMs: number },
): Promise<boolean> {
  const claimed = await database.query(
    `insert into ${table} (brand_id, begun_at)
     values ($1, to_timestamp($2::double precision / 1000))
     on conflict (brand_id) do update set begun_at = excluded.begun_at
     where ${table}.begun_at < to_timestamp($3::double precision / 1000)
     returning brand_id`,
    [brandId, nowMs, begunBeforeMs],
  );
  return claimed.length > 0;
}
