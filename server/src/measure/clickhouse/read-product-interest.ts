import type { Memory } from "../../platform/clickhouse/memory.ts";
import type {
  InterestKey,
  PeoplePage,
  ProductInterest,
  ProductQuestion,
  Ranking,
} from "../metrics/product-source.ts";

/**
 * Product × person with what they did: looked, put in the cart (when last), ordered (when last, also after the period). `only`: keys of
 * products, none for all. Who has been joined since counts where they are now.
 */
const people = `
  select product,
         if(moved.home = 0, touched.leaf_id, moved.home) as person,
         max(touched.viewed) as did_view,
         max(touched.carted_at) as cart_at,
         max(touched.ordered_at) as order_at
  from (
    select arrayJoin(product_keys) as product,
           leaf_id,
           countIf(name = 'Product Viewed') > 0 as viewed,
           maxIf(toUnixTimestamp64Milli(occurred_at), name = 'Product Added') as carted_at,
           maxIf(toUnixTimestamp64Milli(occurred_at), name in {orderNames:Array(String)}) as ordered_at
    from event
    where brand_id = {brandId:UInt16}
      and (name in ('Product Viewed', 'Product Added') and occurred_at < fromUnixTimestamp64Milli({untilMs:Int64})
        or name in {orderNames:Array(String)})
      and occurred_at >= fromUnixTimestamp64Milli({fromMs:Int64})
      and notEmpty(product_keys)
      and (empty({only:Array(String)}) or hasAny(product_keys, {only:Array(String)}))
    group by product, leaf_id
    having empty({only:Array(String)}) or has({only:Array(String)}, product)
  ) as touched
  left join (
    select leaf_id, argMax(profile_id, version) as home
    from leaf_profile
    where brand_id = {brandId:UInt16}
    group by leaf_id
  ) as moved on moved.leaf_id = touched.leaf_id
  group by product, person`;

const holds: Readonly<Record<InterestKey, string>> = {
  viewed: "did_view",
  carted: "cart_at > 0",
  left: "cart_at > 0 and order_at < cart_at",
};

const orderNames = ["Order Completed", "Store Purchase Completed"];

/** Products that anybody looked at or put in the cart, those with most of `sort` first. */
export async function readProductInterest(
  memory: Memory,
  question: ProductQuestion,
  { sort, offset, limit }: Ranking<InterestKey>,
): Promise<readonly ProductInterest[]> {
  return memory.query<ProductInterest>(
    `select product,
            countIf(${holds.viewed}) as viewed,
            countIf(${holds.carted}) as carted,
            countIf(${holds.left}) as \`left\`
     from (${people})
     group by product
     having viewed > 0 or carted > 0
     order by \`${sort}\` desc, product
     limit {limit:UInt32} offset {offset:UInt32}`,
    { ...paramsOf(question), limit, offset },
  );
}

/** Their numbers, in order. */
export async function readInterestedPeople(
  memory: Memory,
  question: ProductQuestion,
  key: InterestKey,
  { product, afterId, limit }: PeoplePage,
): Promise<readonly number[]> {
  const rows = await memory.query<{ person: number }>(
    `select person
     from (${people})
     where (${holds[key]})
       and person > {afterId:Int64}
     order by person
     limit {limit:UInt32}`,
    { ...paramsOf({ ...question, products: [product] }), afterId, limit },
  );
  return rows.map(({ person }) => person);
}

function paramsOf({
  brandId,
  fromMs,
  untilMs,
  products = [],
}: ProductQuestion): Readonly<Record<string, unknown>> {
  return { brandId, fromMs, untilMs, orderNames, only: products };
}
