import type { Queryable } from "../../../platform/postgres/database.ts";
import type { FactCount } from "../fact-counts.ts";

/** What two groups of customers, who have none in common, have ever bought and kept at least in part, on which channels and in which stores. */
export function countBoughtFacts(
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
     ), kept as materialized (
       select distinct is_first, asked.profile_id, sale.channel, sale.store_key, product.category[1] as category, product.brand_name
       from asked
       join leaf on leaf.brand_id = $1 and leaf.profile_id = asked.profile_id
       join sale on sale.brand_id = $1 and sale.leaf_id = leaf.leaf_id and sale.status in ('completed', 'returned') and not sale.test
       join sale_line on sale_line.brand_id = $1 and sale_line.sale_key = sale.sale_key
       left join product on product.brand_id = $1 and product.key = sale_line.product_key
       where sale_line.kind = 'merchandise'
         and sale_line.quantity > sale_line.returned_quantity
     ), counted as (
       select 'boughtCategory' as about, category as value, is_first, count(distinct profile_id) as customers
       from kept
       group by category, is_first
       union all select 'boughtBrand', brand_name, is_first, count(distinct profile_id) from kept group by brand_name, is_first
       union all select 'boughtChannel', channel, is_first, count(distinct profile_id) from kept group by channel, is_first
       union all select 'boughtStore', store_key, is_first, count(distinct profile_id) from kept group by store_key, is_first
     )
     select about, about as name, value,
            coalesce(sum(customers) filter (where is_first), 0)::int as first,
            coalesce(sum(customers) filter (where not is_first), 0)::int as second
     from counted
     where value is not null
     group by about, value`,
    [brandId, first, second],
  );
}
