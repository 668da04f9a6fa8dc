import type { Queryable } from "../../platform/postgres/database.ts";

/** Deletes up to `most` of the oldest decisions from before a moment, and only what ClickHouse has. Returns how many. */
export async function forgetDecisions(
  database: Queryable,
  brandId: number,
  beforeMs: number,
  most: number,
): Promise<number> {
  const [deleted] = await database.query<{ rows: number }>(
    `with sunk as (
       select coalesce(max(to_position), 0) as position
       from sink_batch
       where brand_id = $1
         and name = 'decision'
         and done_at is not null
     ),
     old as (
       select decision_id
       from decision
       where brand_id = $1
         and position <= (select position from sunk)
       order by position
       limit $3
     ),
     gone as (
       delete from decision
       where brand_id = $1
         and decision_id in (select decision_id from old)
         and decided_at < to_timestamp($2::double precision / 1000)
       returning 1
     )
     select count(*) as rows from gone`,
    [brandId, beforeMs, most],
  );
  return deleted?.rows ?? 0;
}
