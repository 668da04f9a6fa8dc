import type { Memory } from "../../server/src/platform/clickhouse/memory.ts";
import type { Database } from "../../server/src/platform/postgres/database.ts";
import { say } from "../report.ts";

export interface Audience {
  readonly customers: number;
  readonly events: number;
}

/**
 * Customers with traits, consents, lists and a stage, a device beside each fifth, and two years of events of a shop, as the fold and the
 * sink would have written them. The same for the same numbers and day.
 */
export async function stampAudience(database: Database, memory: Memory, audience: Audience): Promise<void> {
  for (const [name, sql] of statements(audience.customers)) {
    const startedAt = performance.now();
    await database.query(sql);
    say(`  ${name} ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
  await stampDevices(memory, audience);
  await stampEvents(memory, audience);
  await database.query("vacuum (analyze) profile, leaf, loyalty, portrait");
  await database.query("checkpoint");
}

const categories = ["Women", "Men", "Children", "Shoes", "Home", "Kitchen", "Beauty", "Garden"];
const kinds = ["dress", "coat", "shirt", "set", "gift"];
const cities = ["London", "Leeds", "Bristol", "Bath", "York", "Hull", "Derby", "Oxford", "Truro", "Wells"];
const countries = ["GB", "GB", "GB", "IE", "FR", "DE"];

const list = (texts: readonly string[]): string => `['${texts.join("','")}']`;

/** A number from 0 to below 1 that hangs on two others only. */
const chance = (salt: number): string => `((hashint8extended(n, ${salt}) & 1048575) / 1048576.0)`;

function statements(customers: number): readonly (readonly [name: string, sql: string])[] {
  return [
    [
      "leaves",
      `insert into leaf (brand_id, leaf_id, profile_id, namespace, value, proof, position)
       select 1, n, n, 'userId', 'customer-' || n, 'secretKey', 0 from generate_series(1, ${customers}) as n
       union all
       select 1, ${customers} + n, n * 5, 'anonymousId', 'device-' || n, 'secretKey', 0 from generate_series(1, ${customers} / 5) as n`,
    ],
    [
      "profiles",
      `insert into profile (brand_id, profile_id, state) select 1, n, ${stateSql(customers)} from ${facts(customers)}`,
    ],
    [
      "portraits",
      `insert into portrait (brand_id, profile_id, traits, consents, lists) select 1, n, ${traitsSql},
         jsonb_build_object('any.marketing', 'unknown', 'email.marketing', mail), case when listed then '["press"]'::jsonb end
       from ${facts(customers)}`,
    ],
    [
      "loyalty",
      `insert into loyalty (brand_id, profile_id, account_type, thresholds, computed_at, shop_count_all, kept_shop_count, shop_count_12m,
         category_breadth_12m, purchased_before_join, active_months_12m, channel_mix, channel_mix_12m, channel_breadth_12m, regular_stores,
         bands, rfm_group, stage, sub_stage, stage_since, at_risk, returned)
       select 1, n, 'consumer', 1, now(), 1, 1, 1, 1, false, 1, 0, 0, 1, '{}', '{}', 'none',
         (array['prospect', 'new', 'active', 'lapsed'])[1 + floor(4 * ${chance(20)})::int], 'none', now(), false, false
       from generate_series(1, ${customers}::bigint) as n`,
    ],
    [
      "numbers of leaves",
      `insert into identity_head (brand_id, leaf_id) values (1, ${customers} + ${customers} / 5) on conflict (brand_id) do update set leaf_id = excluded.leaf_id`,
    ],
  ];
}

/** What is told of each customer, `n`; times are epoch milliseconds. */
function facts(customers: number): string {
  return `(select n,
         (extract(epoch from date_trunc('day', now())) * 1000)::bigint - (86400000 * (30 + floor(700 * ${chance(1)})))::bigint as at,
         (array${list(cities)})[1 + floor(10 * ${chance(2)} * ${chance(3)})::int] as city,
         (array${list(countries)})[1 + floor(6 * ${chance(4)})::int] as country,
         18 + floor(65 * ${chance(5)})::int as age,
         (date '1945-01-01' + floor(22000 * ${chance(6)})::int)::text as birthday,
         (array['bronze', 'silver', 'gold'])[1 + floor(3 * ${chance(7)} * ${chance(8)})::int] as tier,
         round((50 + 5 * ${chance(9)})::numeric, 5) as latitude, round((-4 + 5 * ${chance(10)})::numeric, 5) as longitude,
         case when ${chance(11)} < 0.6 then 'granted' else 'withdrawn' end as mail,
         ${chance(12)} < 0.02 as listed
       from generate_series(1, ${customers}::bigint) as n) as told`;
}

const traitsSql = `jsonb_build_object('email', 'customer-' || n || '@example.com', 'firstName', 'Ada', 'lastName', 'Person' || n, 'birthday', birthday, 'age', age,
         'tier', tier, 'address.city', city, 'address.country', country, 'address.postalCode', 'AB' || n % 90 || ' ' || n % 9 || 'CD', 'address.latitude', latitude,
         'address.longitude', longitude, 'createdAt', to_char(to_timestamp(at / 1000), 'YYYY-MM-DD'), 'newsletter', n % 3 = 0)`;

/** The row that the fold would have written (profile/: ProfileState), with some slots. */
function stateSql(customers: number): string {
  const entry = (path: string, value: string): string => `'"${path}":[', ${value}, ',', at, ',"m1",1]'`;
  const quoted = (sql: string): string => `'"' || ${sql} || '"'`;
  const traits = [
    entry("email", quoted("'customer-' || n || '@example.com'")),
    entry("firstName", quoted("'Ada'")),
    entry("lastName", quoted("'Person' || n")),
    entry("birthday", quoted("birthday")),
    entry("age", "age"),
    entry("tier", quoted("tier")),
    entry("address.city", quoted("city")),
    entry("address.country", quoted("country")),
    entry("address.postalCode", quoted("'AB' || n % 90 || ' ' || n % 9 || 'CD'")),
    entry("address.latitude", "latitude"),
    entry("address.longitude", "longitude"),
    entry("createdAt", quoted("to_char(to_timestamp(at / 1000), 'YYYY-MM-DD')")),
    entry("newsletter", "(n % 3 = 0)::text"),
  ].join(`, ',', `);
  const slots = Array.from(
    { length: 12 },
    (_, at) => `"slot${at}abcdef":[1790000000000,86400000,3600000,7200000]`,
  ).join(",");
  const leaf = (inner: string): string =>
    `'{"events":16,"firstAt":', at, ',"lastAt":', at, ',"traits":{', ${inner}, '},"seen":{"web":', at, '},"cart":{"since":null,"steps":[]},"viewed":[["P00001",', at, ']],"consents":{'`;
  return `concat('{"leaves":{"', n, '":', ${leaf(traits)},
         '"email.marketing":["', mail, '",', at, ',"m1"]},', case when listed then '"lists":["press"],' end, '"slots":{${slots}}}',
         case when n % 5 = 0 then concat(',"', ${customers} + n / 5, '":', ${leaf("''")}, '},"slots":{}}') end,
         '},"segments":{}}')`;
}

/** A fifth of the leaves are devices that belong to a customer. */
async function stampDevices(memory: Memory, { customers }: Audience): Promise<void> {
  await memory.command(
    `insert into leaf_profile (brand_id, leaf_id, profile_id, version)
     select 1, ${customers} + number + 1, (number + 1) * 5, 1 from numbers(${Math.floor(customers / 5)})`,
  );
}

export interface Leaves {
  /** Numbers from 1. */
  readonly leaves: number;
  /** Positions from 1 to this are given to events. */
  readonly position: number;
}

async function stampEvents(memory: Memory, audience: Audience): Promise<void> {
  const startedAt = performance.now();
  const step = 2_000_000;
  const { customers, events } = audience;
  const leaves = { leaves: customers + Math.floor(customers / 5), position: events };
  for (let from = 0; from < audience.events; from += step)
    await memory.command(shopEventsSql(leaves, from, Math.min(step, audience.events - from)));
  say(`  events ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}

/** Each leaf keeps to six products, so that what was put by is often bought. */
export function shopEventsSql({ leaves, position }: Leaves, from: number, count: number): string {
  return `insert into event (brand_id, position, leaf_id, occurred_at, received_at, type, name, channel, source_id, simulated, properties, context)
     with
       ${list(categories)} as categories,
       ${list(kinds)} as kinds,
       (p -> concat('"product_id":"P', leftPad(toString(p), 5, '0'), '","name":"Product ', toString(p), ' of the house","brand":"Brand ', toString(p % 60),
         '","category":"', categories[1 + p % 8], '/', kinds[1 + p % 5], '","price":', toString((500 + p * 37 % 20000) / 100), ',"quantity":1')) as lineOf,
       1 + number % ${position} as position,
       1 + cityHash64(number, 1) % ${leaves} as leaf,
       cityHash64(number, 2) % 100 as mark,
       1 + cityHash64(leaf, cityHash64(number, 3) % 6) % 2000 as product,
       1 + cityHash64(leaf, cityHash64(number, 4) % 6) % 2000 as second,
       lineOf(product) as line,
       concat('"products":[{', line, '},{', lineOf(second), '}]') as products,
       toString((1000 + (product * 37 + second * 37) % 40000) / 100) as revenue,
       toDateTime64(today(), 3, 'UTC') - cityHash64(number, 5) % (730 * 86400) as at
     select 1, position, leaf, at, at, if(mark < 30, 'page', 'track'),
       multiIf(mark < 30, 'Page Viewed', mark < 55, 'Product Viewed', mark < 65, 'Product List Viewed', mark < 75, 'Product Added', mark < 80, 'Products Searched',
         mark < 83, 'Checkout Started', mark < 89, 'Order Completed', mark < 93, 'Message Delivered', mark < 96, 'Message Opened', mark < 98, 'Message Clicked', 'Store Visited') as event,
       multiIf(event = 'Store Visited', 'store', startsWith(event, 'Message'), 'email', ['web', 'web', 'app', 'store'][1 + cityHash64(number, 6) % 4]), 1, false,
       multiIf(
         event = 'Page Viewed', concat('{"path":"/p/', toString(product), '","url":"https://shop.example.com/p/', toString(product), '","title":"Product ', toString(product), ' of the house"}'),
         event = 'Product Viewed', concat('{', line, '}'),
         event = 'Product Added', concat('{"cart_id":"K', toString(cityHash64(leaf, intDiv(toUInt32(toUnixTimestamp(at)), 864000)) % 100000000), '",', line, '}'),
         event = 'Product List Viewed', concat('{"list_id":"', categories[1 + product % 8], '","category":"', categories[1 + product % 8], '"}'),
         event = 'Products Searched', concat('{"query":"', kinds[1 + product % 5], '","results":', toString(product % 40), '}'),
         event in ('Checkout Started', 'Order Completed'), concat('{"order_id":"O', toString(number), '","subtotal":', revenue, ',"revenue":', revenue, ',"shipping":0,"total":', revenue, ',"currency":"GBP",', products, '}'),
         startsWith(event, 'Message'), concat('{"campaign":"Campaign ', toString(product % 80), '","message_id":"M', toString(cityHash64(number, 7) % 1000000), '"}'),
         concat('{"store_id":"store-', toString(product % 20), '"}')),
       '{"library":{"name":"attune-browser","version":"1.0.0"},"locale":"en-GB"}'
     from numbers(${from}, ${count})`;
}
