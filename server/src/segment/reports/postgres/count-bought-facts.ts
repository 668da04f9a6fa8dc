import type { Queryable } from "../../../platform/postgres/database.ts";
import type { FactCount } from "../fact-counts.ts";
import { countInGroups, type Groups } from "./count-in-groups.ts";

const columns = {
  boughtCategory: "category",
  boughtBrand: "brand_name",
  boughtChannel: "channel",
  boughtStore: "store_key",
} as const;

/** What two groups have ever bought and kept at least in part, on which channels and in which stores. */
export function countBoughtFacts(database: Queryable, brandId: number, groups: Groups): Promise<FactCount[]> {
  return countInGroups(database, brandId, groups, {
    told: `select distinct is_first, asked.profile_id, sale.channel, sale.store_key, product.category[1] as category, product.brand_name
       from asked
       join leaf on leaf.brand_id = $1 and leaf.profile_id = asked.profile_id
       join sale on sale.brand_id = $1 and sale.leaf_id = leaf.leaf_id and sale.status in ('completed', 'returned') and not sale.test
       join sale_line on sale_line.brand_id = $1 and sale_line.sale_key = sale.sale_key
       left join product on product.brand_id = $1 and product.key = sale_line.product_key
       where sale_line.kind = 'merchandise'
         and sale_line.quantity > sale_line.returned_quantity`,
    counted: Object.entries(columns).map(
      ([about, column]) =>
        `select '${about}', '${about}', ${column}, is_first, count(distinct profile_id) from told group by ${column}, is_first`,
    ),
  });
}
