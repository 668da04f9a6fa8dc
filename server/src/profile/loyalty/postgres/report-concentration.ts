import type { Queryable } from "../../../platform/postgres/database.ts";

export interface ConcentrationPart {
  /** How many hundredths of the customers who spent something. */
  readonly percent: number;
  readonly customers: number;
  readonly netMinor: number;
}

/** What each hundredth of the customers spent, those who spent most first. Who spent nothing is left out, staff are. */
export function reportConcentration(
  database: Queryable,
  brandId: number,
  window: "12m" | "all",
): Promise<ConcentrationPart[]> {
  return database.query<ConcentrationPart>(
    `with spent as (
       select case when $2 then net_spend_12m else net_spend_all end as net
       from loyalty
       where brand_id = $1
         and account_type <> 'staff'
     ), ranked as (
       select net, ceil(100.0 * row_number() over (order by net desc) / count(*) over ())::int as percent
       from spent
       where net > 0
     )
     select percent, count(*)::int as customers, sum(net)::bigint as "netMinor"
     from ranked
     group by percent
     order by percent`,
    [brandId, window === "12m"],
  );
}
