import type { Queryable } from "../../platform/postgres/database.ts";
import type { Buyers, CountedStep, OverviewQuestion, Page } from "../metrics/metric-source.ts";

/** `$1` brand, `$2` from, `$3` until, `$4` time zone, `$5` segment or null. Test orders count nowhere. */
const chosen = `chosen as not materialized (
       select sale.sale_key, sale.placed_at, sale.status, sale.currency,
              case when leaf.namespace = 'receipt' and leaf.anchor_id is null then null else leaf.profile_id end as profile_id
       from sale
       left join leaf on leaf.brand_id = $1 and leaf.leaf_id = sale.leaf_id
       where sale.brand_id = $1
         and sale.status not in ('open', 'cancelled')
         and not sale.test
         and ($5::int is null or exists (
           select from segment_member
           where segment_member.brand_id = $1
             and segment_member.segment_id = $5
             and segment_member.profile_id = leaf.profile_id
         ))
     ), placed as materialized (
       select sale_key, currency, profile_id, (placed_at at time zone $4)::date as day
       from chosen
       where status <> 'returnOnly' and ${inPeriod("placed_at")}
     ), began as materialized (
       select buyer.profile_id, min((sale.placed_at at time zone $4)::date) as day
       from (select distinct profile_id from placed where profile_id is not null) as buyer
       join leaf on leaf.brand_id = $1 and leaf.profile_id = buyer.profile_id
       join sale on sale.brand_id = $1 and sale.leaf_id = leaf.leaf_id
       where sale.status not in ('open', 'cancelled', 'returnOnly')
         and not sale.test
       group by buyer.profile_id
     )`;

function inPeriod(moment: string): string {
  return `${moment} >= ($2::date::timestamp at time zone $4) and ${moment} < ($3::date::timestamp at time zone $4)`;
}

/** Customers count in each step in which they bought, once; the row without a step is the whole period. */
export function readBuying(database: Queryable, question: OverviewQuestion): Promise<CountedStep[]> {
  return database.query<CountedStep>(
    `with ${chosen}, bought as (
       select date_trunc($6, day)::date as "from", profile_id, min(day) as first_day, max(day) as last_day
       from placed
       where profile_id is not null
       group by grouping sets ((1, 2), (2))
     ), customers as (
       select bought."from",
              count(*) as active,
              count(*) filter (where began.day = bought.first_day) as fresh,
              count(*) filter (where began.day < bought.last_day) as repeated
       from bought
       join began using (profile_id)
       group by bought."from"
     ), told as (
       select day, net as sold, (net > 0)::int as orders, 0 as returned
       from (
         select placed.sale_key,
                placed.day,
                coalesce(sum(line.net_minor) filter (where line.kind not in ('shipping', 'giftCard')), 0) as net
         from placed
         join sale_line as line on line.brand_id = $1 and line.sale_key = placed.sale_key
         where placed.currency = $7
         group by placed.sale_key, placed.day
       ) as sold
       union all
       select (returned_at at time zone $4)::date,
              0,
              0,
              case when kind in ('shipping', 'giftCard') then 0 else net_minor end
       from chosen
       join sale_return on sale_return.brand_id = $1 and sale_return.sale_key = chosen.sale_key
       where chosen.currency = $7
         and ${inPeriod("returned_at")}
     ), money as (
       select date_trunc($6, day)::date as "from", sum(orders) as orders, sum(sold) as sold, sum(returned) as returned
       from told
       group by grouping sets ((1), ())
     )
     select coalesce(customers."from", money."from")::text as "from",
            coalesce(active, 0)::int as active,
            coalesce(fresh, 0)::int as fresh,
            coalesce(repeated, 0)::int as repeated,
            coalesce(orders, 0)::int as orders,
            coalesce(sold, 0)::bigint as sold,
            coalesce(returned, 0)::bigint as returned
     from customers
     full join money on coalesce(customers."from", '-infinity'::date) = coalesce(money."from", '-infinity'::date)
     order by 1 nulls first`,
    [...periodOf(question), question.step, question.currency],
  );
}

/** How many customers there were at the end of each step, and (without a step) at the beginning of the period. */
export function readJoined(
  database: Queryable,
  question: OverviewQuestion,
): Promise<{ readonly from: string | null; readonly joined: number }[]> {
  const { brandId, from, until, step, segmentId } = question;
  return database.query(
    `with joined as (
       select least(joined_on, first_shop_on) as day
       from loyalty
       where brand_id = $1
         and least(joined_on, first_shop_on) < $3::date
         and ($4::int is null or exists (
           select from segment_member
           where segment_member.brand_id = $1
             and segment_member.segment_id = $4
             and segment_member.profile_id = loyalty.profile_id
         ))
     )
     select case when day >= $2::date then date_trunc($5, day)::date::text end as "from", count(*)::int as joined
     from joined
     group by 1
     order by 1 nulls first`,
    [brandId, from, until, segmentId ?? null, step],
  );
}

/** Currencies of orders placed in the period other than the one that is added up. */
export function readOtherCurrencies(
  database: Queryable,
  question: OverviewQuestion,
): Promise<{ readonly currency: string; readonly orders: number }[]> {
  return database.query(
    `with ${chosen}
     select currency, count(*)::int as orders
     from placed
     where currency <> $6
     group by currency
     order by currency`,
    [...periodOf(question), question.currency],
  );
}

/** The profiles of those who are counted as active in the whole period, in order, from behind `afterId`. */
export async function readBuyers(
  database: Queryable,
  question: OverviewQuestion,
  buyers: Buyers,
  page: Page,
): Promise<readonly number[]> {
  const rows = await database.query<{ profile_id: number }>(
    `with ${chosen}
     select placed.profile_id
     from placed
     join began using (profile_id)
     where profile_id > $6
     group by placed.profile_id, began.day
     having case $8 when 'fresh' then began.day = min(placed.day) when 'repeated' then began.day < max(placed.day) else true end
     order by placed.profile_id
     limit $7`,
    [...periodOf(question), page.afterId, page.limit, buyers],
  );
  return rows.map((row) => row.profile_id);
}

/** The profiles of those who had joined or bought before `until`, in order, from behind `afterId`. */
export async function readJoinedCustomers(
  database: Queryable,
  { brandId, until, segmentId }: OverviewQuestion,
  page: Page,
): Promise<readonly number[]> {
  const rows = await database.query<{ profile_id: number }>(
    `select profile_id
     from loyalty
     where brand_id = $1
       and profile_id > $4
       and least(joined_on, first_shop_on) < $2::date
       and ($3::int is null or exists (
         select from segment_member
         where segment_member.brand_id = $1
           and segment_member.segment_id = $3
           and segment_member.profile_id = loyalty.profile_id
       ))
     order by profile_id
     limit $5`,
    [brandId, until, segmentId ?? null, page.afterId, page.limit],
  );
  return rows.map((row) => row.profile_id);
}

function periodOf({ brandId, from, until, timeZone, segmentId }: OverviewQuestion): readonly unknown[] {
  return [brandId, from, until, timeZone, segmentId ?? null];
}
