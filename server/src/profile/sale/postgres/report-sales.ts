import type { SalesTotals } from "@attune/contract";
import type { Queryable } from "../../../platform/postgres/database.ts";
import type { SalesQuestion } from "../sales.ts";

interface TotalsRow {
  readonly currency: string;
  readonly orders: number;
  readonly orders_without_customer: number;
  readonly all_lines: number;
  readonly net: number;
  readonly merchandise: number;
  readonly returned: number;
  readonly discount: number;
}

/**
 * Totals per currency, of sales with and without a customer. Sales count on the day they were placed, returns on the day
 * they came back, on the channel and store of their sale; cancelled and test ones not at all.
 */
export async function reportSales(
  database: Queryable,
  brandId: number,
  question: SalesQuestion,
): Promise<readonly SalesTotals[]> {
  const rows = await database.query<TotalsRow>(
    `with chosen as (
       select sale_key, currency, status, placed_at, leaf_id
       from sale
       where brand_id = $1
         and status not in ('open', 'cancelled')
         and not test
         and ($4::text is null or channel = $4)
         and ($5::text is null or store_key = $5)
     ), sold as (
       select chosen.sale_key,
              chosen.currency,
              chosen.leaf_id,
              sum(net_minor) as all_lines,
              coalesce(sum(net_minor) filter (where kind not in ('shipping', 'giftCard')), 0) as net,
              coalesce(sum(net_minor) filter (where kind = 'merchandise'), 0) as merchandise,
              coalesce(-sum(net_minor) filter (where quantity < 0), 0) as returned,
              sum(discount_minor) as discount
       from chosen
       join sale_line on sale_line.brand_id = $1 and sale_line.sale_key = chosen.sale_key
       where status <> 'returnOnly'
         and ($2::float8 is null or placed_at >= to_timestamp($2::float8 / 1000))
         and ($3::float8 is null or placed_at < to_timestamp($3::float8 / 1000))
       group by chosen.sale_key, chosen.currency, chosen.leaf_id
     ), told as (
       select currency,
              case when net > 0 then 1 else 0 end as orders,
              case when net > 0 and (sold.leaf_id is null or (leaf.namespace = 'receipt' and leaf.anchor_id is null)) then 1 else 0 end as without,
              all_lines, net, merchandise, returned, discount
       from sold
       left join leaf on leaf.brand_id = $1 and leaf.leaf_id = sold.leaf_id
       union all
       select currency,
              0, 0,
              -net_minor,
              case when kind in ('shipping', 'giftCard') then 0 else -net_minor end,
              case when kind = 'merchandise' then -net_minor else 0 end,
              net_minor,
              0
       from chosen
       join sale_return on sale_return.brand_id = $1 and sale_return.sale_key = chosen.sale_key
       where ($2::float8 is null or returned_at >= to_timestamp($2::float8 / 1000))
         and ($3::float8 is null or returned_at < to_timestamp($3::float8 / 1000))
     )
     select currency,
            sum(orders)::int as orders,
            sum(without)::int as orders_without_customer,
            sum(all_lines)::bigint as all_lines,
            sum(net)::bigint as net,
            sum(merchandise)::bigint as merchandise,
            sum(returned)::bigint as returned,
            sum(discount)::bigint as discount
     from told
     group by currency
     order by currency`,
    [
      brandId,
      question.from ?? null,
      question.until ?? null,
      question.channel ?? null,
      question.storeKey ?? null,
    ],
  );
  return rows.map((row) => ({
    currency: row.currency,
    orders: row.orders,
    ordersWithoutCustomer: row.orders_without_customer,
    allLinesMinor: row.all_lines,
    netMinor: row.net,
    merchandiseMinor: row.merchandise,
    returnsMinor: row.returned,
    discountMinor: row.discount,
  }));
}
