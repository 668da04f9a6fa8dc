import type { Memory } from "../../server/src/platform/clickhouse/memory.ts";
import type { Database } from "../../server/src/platform/postgres/database.ts";
import { say } from "../report.ts";

export interface Shoppers {
  readonly customers: number;
  readonly events: number;
}

const categories = ["Women", "Men", "Children", "Shoes", "Home", "Kitchen", "Beauty", "Garden"];

/**
 * Customers with two years of sales and events, written as rows, as the fold would have: six in ten have bought, half of those more than
 * twice; one sale in twelve came back, wholly or in part; a third of the sales were in stores. The same for the same number.
 */
export async function stampShoppers(database: Database, memory: Memory, shoppers: Shoppers): Promise<void> {
  await database.query("select setseed(0.5)");
  for (const [name, sql] of statements(shoppers.customers)) {
    const startedAt = performance.now();
    await database.query(sql);
    say(`  ${name} ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  await stampEvents(memory, shoppers);
  await database.query("vacuum (analyze) profile, leaf, sale, sale_line, sale_return, product, store");
  await database.query("checkpoint");
}

/** A number from 0 to below 1 that hangs on two others only. */
const chance = (of: string, salt: number): string =>
  `((hashint8extended((${of})::bigint, ${salt}) & 1048575) / 1048576.0)`;

function statements(customers: number): readonly (readonly [name: string, sql: string])[] {
  return [
    [
      "products and stores",
      `with made as (
         insert into store (brand_id, key, name, latitude, longitude, time_zone, updated_at)
         select 1, 'store-' || n, 'Store ' || n, 50 + n * 0.2, -3 + n * 0.2, case when n % 4 = 0 then 'Europe/Dublin' end, now()
         from generate_series(1, 20) as n)
       insert into product (brand_id, key, name, category, attributes, updated_at)
       select 1, 'p-' || n, 'Product ' || n, array[(array['${categories.join("','")}'])[1 + n % 8], 'Any'],
         case when n % 3 = 0 then jsonb_build_object('size', (array['S', 'M', 'L'])[1 + n % 3]) else '{}' end, now()
       from generate_series(1, 2000) as n`,
    ],
    [
      "leaves",
      `insert into leaf (brand_id, leaf_id, profile_id, namespace, value, proof, position)
       select 1, n, n, 'userId', 'customer-' || n, 'secretKey', 0 from generate_series(1, ${customers}) as n`,
    ],
    [
      "profiles",
      `insert into profile (brand_id, profile_id, state)
       select 1, n, format('{"leaves":{"%s":{"events":20,"firstAt":%s,"lastAt":%s,"traits":{"createdAt":["%s",%s,"m1",1],"email":["customer-%s@example.com",%s,"m1",1],"firstName":["Ada",%s,"m1",1],"address.city":["Leeds",%s,"m1",1],"address.latitude":[%s,%s,"m1",1],"address.longitude":[%s,%s,"m1",1]},"seen":{"web":%s},"engaged":{"web":%s},"cart":{"since":null,"steps":[]},"viewed":[["p-1",%s],["p-2",%s]],"consents":{"email.marketing":["granted",%s,"m1"]},"slots":{}}},"segments":{}}',
         n, at, at, to_char(to_timestamp(at / 1000), 'YYYY-MM-DD'), at, n, at, at, at, 50 + (n % 40) * 0.1, at, -3 + (n % 40) * 0.1, at, at, at, at, at, at)
       from (select n, ((extract(epoch from now()) - 86400 * (30 + 700 * ${chance("n", 1)})) * 1000)::bigint as at from generate_series(1, ${customers}) as n) as told`,
    ],
    [
      "sales",
      `insert into sale (brand_id, sale_key, leaf_id, state, status, placed_at, channel, store_key, currency, net_minor, merchandise_minor)
       select 1, 's-' || n || '-' || nth, n, '{}', 'completed',
         now() - interval '1 day' * (730 * ${chance("n * 64 + nth", 2)}),
         case when ${chance("n * 64 + nth", 3)} < 0.33 then 'store' when ${chance("n * 64 + nth", 3)} < 0.8 then 'web' else 'app' end,
         case when ${chance("n * 64 + nth", 3)} < 0.33 then 'store-' || (1 + n % 20) end, 'GBP', 0, 0
       from (select n, ${chance("n", 4)} as c from generate_series(1, ${customers}) as n) as one
       cross join lateral generate_series(1, case when c < 0.4 then 0 when c < 0.55 then 1 when c < 0.7 then 2 when c < 0.9 then 4 when c < 0.98 then 9 else 30 end) as nth`,
    ],
    [
      "lines",
      `insert into sale_line (brand_id, sale_key, line, kind, product_key, quantity, returned_quantity, net_minor, discount_minor, returned_minor)
       select 1, sale_key, line, 'merchandise', 'p-' || (1 + (hashtextextended(sale_key, line) & 2047) % 2000), 1, 0,
         500 + (hashtextextended(sale_key, 10 + line) & 8191), case when (hashtextextended(sale_key, 20) & 3) = 0 then 300 else 0 end, 0
       from sale cross join generate_series(1, 2) as line`,
    ],
    [
      "returns",
      `with back as (
         update sale_line set returned_quantity = 1, returned_minor = net_minor
         where line = 1 and (hashtextextended(sale_key, 30) % 12) = 0
         returning sale_key, product_key, net_minor)
       insert into sale_return (brand_id, sale_key, ordinal, returned_at, kind, product_key, quantity, net_minor)
       select 1, back.sale_key, 1, least(now(), placed_at + interval '9 days'), 'merchandise', back.product_key, 1, back.net_minor
       from back join sale using (sale_key) where sale.brand_id = 1`,
    ],
  ];
}

async function stampEvents(memory: Memory, { customers, events }: Shoppers): Promise<void> {
  const startedAt = performance.now();
  const step = 5_000_000;
  for (let from = 0; from < events; from += step) {
    await memory.command(
      `insert into event (brand_id, position, leaf_id, occurred_at, received_at, type, name, channel, source_id, simulated, properties, context)
       select 1, number + 1, 1 + cityHash64(number) % ${customers}, fromUnixTimestamp64Milli(toInt64(toUnixTimestamp(now()) - cityHash64(number, 1) % (730 * 86400)) * 1000, 'UTC') as at, at,
         'track', ['Page Viewed', 'Product Viewed', 'Product Viewed', 'Product List Viewed', 'Product Added', 'Checkout Started', 'Order Completed', 'Message Opened', 'Message Clicked', 'Store Visited'][1 + cityHash64(number, 2) % 10],
         ['web', 'web', 'web', 'app', 'store', 'email'][1 + cityHash64(number, 3) % 6], 1, false,
         concat('{"product_id":"p-', toString(1 + cityHash64(number, 4) % 2000), '","price":19.9}'), '{}'
       from numbers(${from}, ${Math.min(step, events - from)})`,
    );
  }
  say(`  events ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
