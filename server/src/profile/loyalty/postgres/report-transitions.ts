import type { StageTransition } from "@attune/contract";
import type { Queryable } from "../../../platform/postgres/database.ts";

/**
 * How many customers went from which stage to which, and how long they had been in the one they left. A stage that began later than it ended
 * was taken back by what was learnt late: nobody was in it.
 */
export function reportTransitions(database: Queryable, brandId: number): Promise<StageTransition[]> {
  return database.query<StageTransition>(
    `select from_value as "from",
            to_value as "to",
            count(distinct profile_id)::int as customers,
            percentile_cont(0.5) within group (order by extract(epoch from at - since_at) / 86400)::float8 as "medianDays",
            percentile_cont(0.75) within group (order by extract(epoch from at - since_at) / 86400)::float8 as "slowestQuarterDays"
     from loyalty_change
     where brand_id = $1
       and kind = 'stage.changed'
       and since_at <= at
     group by from_value, to_value
     order by from_value, to_value`,
    [brandId],
  );
}
