import type { Queryable } from "../../platform/postgres/database.ts";
import type {
  PeoplePage,
  ProductQuestion,
  ProductSales,
  Ranking,
  SalesKey,
} from "../metrics/product-source.ts";

/** `$1` brand, `$2` from, `$3` until, `$4` time zone, `$5` product keys or null. Test orders and cancelled ones count nowhere. */
const moved = `moved as (
       select line.product_key as product, sale.leaf_id, sale.currency, line.quantity as bought, 0 as returned, line.net_minor as net
       from sale
       join sale_line as line on line.brand_id = $1 and line.sale_key = sale.sale_key
       where sale.brand_id = $1
         and sale.status in ('completed', 'returned')
         and not sale.test
         and ${inPeriod("sale.placed_at")}
         and line.kind = 'merchandise'
         and ($5::text[] is null or line.product_key = any ($5))
       union all
       select back.product_key, sale.leaf_id, sale.currency, 0, back.quantity, -back.net_minor
       from sale_return as back
       join sale on sale.brand_id = $1 and sale.sale_key = back.sale_key
       where back.brand_id = $1
         and sale.status not in ('open', 'cancelled')
         and not sale.test
         and ${inPeriod("back.returned_at")}
         and back.kind = 'merchandise'
         and ($5::text[] is null or back.product_key = any ($5))
     )`;

function inPeriod(moment: string): string {
  return `${moment} >= ($2::date::timestamp at time zone $4) and ${moment} < ($3::date::timestamp at time zone $4)`;
}

const sorts: Readonly<Record<SalesKey, string>> = {
  bought: "bought",
  returned: "returned",
  netSales: '"netSales"',
};

/** Products of which anything was sold or came back, those with most of `sort` first. */
export function readProductSales(
  database: Queryable,
  question: ProductQuestion,
  { sort, offset, limit }: Ranking<SalesKey>,
): Promise<ProductSales[]> {
  return database.query<ProductSales>(
    `with ${moved}
     select product,
            sum(bought)::float8 as bought,
            sum(returned)::float8 as returned,
            coalesce(sum(net) filter (where currency = $6), 0)::bigint as "netSales"
     from moved
     where product is not null
     group by product
     order by ${sorts[sort]} desc, product
     limit $7 offset $8`,
    [...paramsOf(question), question.currency, limit, offset],
  );
}

const isBehind: Readonly<Record<SalesKey, string>> = {
  bought: "bought > 0",
  returned: "returned > 0",
  netSales: "true",
};

/** Their numbers, in order, from behind `afterId`. */
export async function readProductBuyers(
  database: Queryable,
  question: ProductQuestion,
  key: SalesKey,
  { product, afterId, limit }: PeoplePage,
): Promise<readonly number[]> {
  const rows = await database.query<{ profile_id: number }>(
    `with ${moved}
     select distinct leaf.profile_id
     from moved
     join leaf on leaf.brand_id = $1 and leaf.leaf_id = moved.leaf_id
     where ${isBehind[key]}
       and not (leaf.namespace = 'receipt' and leaf.anchor_id is null)
       and leaf.profile_id > $6
     order by leaf.profile_id
     limit $7`,
    [...paramsOf({ ...question, products: [product] }), afterId, limit],
  );
  return rows.map((row) => row.profile_id);
}

function paramsOf({ brandId, from, until, timeZone, products }: ProductQuestion): readonly unknown[] {
  return [brandId, from, until, timeZone, products ?? null];
}
