import { dimensionNames } from "@attune/contract";
import type { Queryable } from "../../../platform/postgres/database.ts";
import type { FactCount } from "../fact-counts.ts";

/** What loyalty says of two groups of customers who have none in common. */
export function countLoyaltyFacts(
  database: Queryable,
  brandId: number,
  first: readonly number[],
  second: readonly number[],
): Promise<FactCount[]> {
  return database.query<FactCount>(
    `with asked (profile_id, is_first) as (
       select unnest($2::bigint[]), true
       union all
       select unnest($3::bigint[]), false
     ), told as materialized (
       select is_first, bands, stage, sub_stage, rfm_group, account_type, preferred_channel, regular_stores, joined_store, catchment, main_category, engaged
       from asked
       join loyalty on loyalty.brand_id = $1 and loyalty.profile_id = asked.profile_id
     ), counted as (
       select 'band' as about, name, band as value, is_first, count(*) as customers
       from told, unnest($4::text[], bands) as one (name, band)
       group by name, band, is_first
       union all select 'stage', 'stage', stage, is_first, count(*) from told group by stage, is_first
       union all select 'subStage', 'subStage', sub_stage, is_first, count(*) from told group by sub_stage, is_first
       union all select 'rfmGroup', 'rfmGroup', rfm_group, is_first, count(*) from told group by rfm_group, is_first
       union all select 'accountType', 'accountType', account_type, is_first, count(*) from told group by account_type, is_first
       union all select 'preferredChannel', 'preferredChannel', preferred_channel, is_first, count(*) from told group by preferred_channel, is_first
       union all select 'joinedStore', 'joinedStore', joined_store, is_first, count(*) from told group by joined_store, is_first
       union all select 'catchment', 'catchment', catchment, is_first, count(*) from told group by catchment, is_first
       union all select 'mainCategory', 'mainCategory', main_category, is_first, count(*) from told group by main_category, is_first
       union all select 'regularStore', 'regularStore', store, is_first, count(*) from told, unnest(regular_stores) as store group by store, is_first
       union all select 'engagedChannel', 'engagedChannel', channel, is_first, count(*) from told, json_object_keys(engaged::json) as channel group by channel, is_first
     )
     select about, name, value,
            coalesce(sum(customers) filter (where is_first), 0)::int as first,
            coalesce(sum(customers) filter (where not is_first), 0)::int as second
     from counted
     where value is not null
     group by about, name, value`,
    [brandId, first, second, dimensionNames],
  );
}
