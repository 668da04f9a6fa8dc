import type { LifecycleStage } from "@attune/contract";
import type { Queryable } from "../../../platform/postgres/database.ts";

export interface Stuck {
  readonly stage: LifecycleStage;
  readonly customers: number;
  readonly longerThanDays: number;
}

/** Customers who have been in a stage for longer than three in four of those who left it for a better one, and for a day at least. A stage that nobody has left yet is not told. */
export function reportStuck(database: Queryable, brandId: number, nowMs: number): Promise<Stuck[]> {
  return database.query<Stuck>(
    `with dwell as (
       select from_value as stage,
              greatest(1, ceil(percentile_cont(0.75) within group (order by extract(epoch from at - since_at) / 86400)))::int as days
       from loyalty_change
       where brand_id = $1
         and kind = 'stage.changed'
         and since_at <= at
         and to_value <> 'lapse'
       group by from_value
     )
     select loyalty.stage, count(*)::int as customers, dwell.days as "longerThanDays"
     from loyalty
     join dwell on dwell.stage = loyalty.stage
     where brand_id = $1
       and loyalty.stage <> 'grow'
       and stage_since < to_timestamp($2::float8 / 1000) - make_interval(days => dwell.days)
     group by loyalty.stage, dwell.days
     order by customers desc, loyalty.stage`,
    [brandId, nowMs],
  );
}
