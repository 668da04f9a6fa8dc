import type { Queryable } from "../../platform/postgres/database.ts";
import type { CustomerSales, LiftPorts, Span } from "../lifts.ts";

/** Numbers of customers at once: few enough to hold up no request for more than some milliseconds. */
const width = 5_000;

/** Of all visible customers, or of those reached and from their first time on, in order of their numbers. */
export async function* readCustomerSales(
  database: Queryable,
  brandId: number,
  span: Span,
  { reached, knownUpTo }: Parameters<LiftPorts["customers"]>[2],
): AsyncGenerator<readonly CustomerSales[]> {
  const [last] = await database.query<{ last: number | null }>(
    "select max(profile_id) as last from portrait where brand_id = $1",
    [brandId],
  );
  let at = 0;
  for (let after = 0; after < (last?.last ?? 0); after += width) {
    const end = reached?.profileIds.findIndex((id, index) => index >= at && id > after + width) ?? -1;
    const part = { from: at, until: end === -1 ? reached?.profileIds.length : end };
    at = part.until ?? 0;
    const rows = await database.query<Row>(sql, [
      brandId,
      after,
      after + width,
      reached?.profileIds.slice(part.from, part.until) ?? null,
      reached?.fromMs.slice(part.from, part.until) ?? null,
      span.fromMs,
      span.untilMs,
      span.beforeFromMs,
      span.beforeUntilMs,
      knownUpTo ?? null,
    ]);
    yield salesOf(rows);
  }
}

interface Row {
  readonly profile_id: number;
  readonly leaf_id: number;
  /** Null: the customer bought nothing. */
  readonly currency: string | null;
  readonly net: number;
  readonly before: number;
}

/** What came back of a sale is taken off it, whenever it came; of sales from before only what came back before, since that alone was before. */
const sql = `with reached as (
    select *
    from unnest($4::bigint[], $5::float8[]) as r (profile_id, from_ms)
  ),
  customer as (
    select p.profile_id, min(l.leaf_id) as leaf_id, coalesce(r.from_ms, $6::float8) as from_ms
    from portrait p
    join leaf l on l.brand_id = p.brand_id and l.profile_id = p.profile_id and l.namespace <> 'receipt'
    left join reached r on r.profile_id = p.profile_id
    where p.brand_id = $1
      and p.profile_id > $2
      and p.profile_id <= $3
      and ($4::bigint[] is null or r.profile_id is not null)
    group by p.profile_id, r.from_ms
    having $10::bigint is null or min(l.position) <= $10::bigint
  ),
  bought as (
    select c.profile_id,
           s.currency,
           coalesce(sum(s.net_minor) filter (where s.placed_at >= to_timestamp(c.from_ms / 1000)), 0)::bigint as net,
           coalesce(sum(s.net_minor + coalesce(later.net, 0)) filter (where s.placed_at < to_timestamp($9::float8 / 1000)), 0)::bigint as before
    from customer c
    join leaf l on l.brand_id = $1 and l.profile_id = c.profile_id
    join sale s on s.brand_id = $1 and s.leaf_id = l.leaf_id
    left join lateral (
      select sum(r.net_minor) as net
      from sale_return r
      where r.brand_id = $1
        and r.sale_key = s.sale_key
        and r.returned_at >= to_timestamp($9::float8 / 1000)
        and r.kind not in ('shipping', 'giftCard')
    ) later on s.placed_at < to_timestamp($9::float8 / 1000)
    where s.status in ('completed', 'returned')
      and not s.test
      and s.placed_at >= to_timestamp($8::float8 / 1000)
      and s.placed_at < to_timestamp($7::float8 / 1000)
    group by c.profile_id, s.currency
  )
  select c.profile_id, c.leaf_id, b.currency, b.net, b.before
  from customer c
  left join bought b on b.profile_id = c.profile_id
  order by c.profile_id`;

function salesOf(rows: readonly Row[]): readonly CustomerSales[] {
  const sales: { leafId: number; bought: { currency: string; net: number; before: number }[] }[] = [];
  let last = 0;
  for (const { profile_id, leaf_id, currency, net, before } of rows) {
    if (profile_id !== last) sales.push({ leafId: leaf_id, bought: [] });
    last = profile_id;
    if (currency !== null) sales.at(-1)?.bought.push({ currency, net, before });
  }
  return sales;
}
