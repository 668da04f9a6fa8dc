import type { Memory } from "../../platform/clickhouse/memory.ts";
import { type Lessons, openLessons } from "../learn/lessons.ts";

export interface LessonLimits {
  /** So many of the newest looks at products. */
  readonly looks: number;
  /** So many of the newest sales. */
  readonly sales: number;
  readonly days: number;
}

/** Bounds memory (some 250 MB) and time of a training. */
const lessonLimits: LessonLimits = { looks: 2_000_000, sales: 500_000, days: 365 };

const dayMs = 86_400_000;
const saleNames = ["Order Completed", "Store Purchase Completed"];

/** Visits and sales, the newest if there are too many, read row by row: what one visitor, one customer did. */
export async function readLessons(
  memory: Memory,
  brandId: number,
  nowMs: number,
  limits: LessonLimits = lessonLimits,
): Promise<Lessons> {
  const book = openLessons();
  const since = nowMs - limits.days * dayMs;
  const looksSince = await newestSince(memory, brandId, ["Product Viewed"], since, limits.looks);
  for await (const rows of memory.rows<LooksRow>(looksSql, { brandId, since: looksSince }))
    for (const [at, products] of rows) book.enterLooks({ at, products });
  const salesSince = await newestSince(memory, brandId, saleNames, since, limits.sales);
  for await (const rows of memory.rows<PurchasesRow>(salesSql, {
    brandId,
    names: saleNames,
    since: salesSince,
  }))
    for (const [at, products] of rows) book.enterPurchases({ at, products });
  return book.close();
}

type LooksRow = readonly [at: number[], products: string[]];
type PurchasesRow = readonly [at: number[], products: string[][]];

/** From when on there are no more than so many events. Epoch milliseconds. */
async function newestSince(
  memory: Memory,
  brandId: number,
  names: readonly string[],
  since: number,
  most: number,
): Promise<number> {
  const [row] = await memory.query<{ at: number }>(
    `select toUnixTimestamp64Milli(occurred_at) as at
     from event
     where brand_id = {brandId:UInt16}
       and name in {names:Array(String)}
       and occurred_at > fromUnixTimestamp64Milli({since:Int64})
     order by occurred_at desc
     limit 1 offset {most:UInt32}`,
    { brandId, names, since, most },
  );
  return row?.at ?? since;
}

/** The table lies in this order, so that no more than some visitors are in memory at once. */
const looksSql = `
  select groupArray(toUnixTimestamp64Milli(occurred_at)) as at, groupArray(product_keys[1]) as products
  from event
  where brand_id = {brandId:UInt16}
    and name = 'Product Viewed'
    and occurred_at > fromUnixTimestamp64Milli({since:Int64})
    and notEmpty(product_keys)
  group by leaf_id
  settings optimize_aggregation_in_order = 1`;

const salesSql = `
  select groupArray(toUnixTimestamp64Milli(e.occurred_at)) as at, groupArray(e.product_keys) as products
  from event as e
  left join (
    select leaf_id, argMax(profile_id, version) as home
    from leaf_profile
    where brand_id = {brandId:UInt16}
    group by leaf_id
  ) as moved on moved.leaf_id = e.leaf_id
  where e.brand_id = {brandId:UInt16}
    and e.name in {names:Array(String)}
    and e.occurred_at > fromUnixTimestamp64Milli({since:Int64})
    and notEmpty(e.product_keys)
  group by if(moved.home = 0, e.leaf_id, moved.home)`;
