import type { EventRecord, JsonObject } from "@attune/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../../platform/testing/stores.ts";
import { told } from "../../sale/testing/a-sale.ts";
import { type LandedOn, Shoppers } from "../testing/shoppers-in-stores.ts";
import { readGround } from "./read-ground.ts";
import { readLoyalty } from "./read-loyalty.ts";
import { renewDueLoyalty } from "./renew-loyalty.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  await stores.database.query(
    `insert into product (brand_id, key, name, category, attributes, updated_at)
     select brand, key, key, array[category], attributes, now()
     from generate_series(20, 40) as brand
     cross join (values ('mug', 'Home', '{}'::jsonb), ('lamp', 'Home', '{}'), ('shirt-m', 'Women', '{"size": "M"}'), ('shirt-l', 'Women', '{"size": "L"}')) as made (key, category, attributes)`,
  );
});
afterAll(() => stores.close());

const dayMs = 86_400_000;
const now = Date.parse("2026-06-01T12:00:00Z");

let brands = 19;
async function aBrand(): Promise<number> {
  brands += 1;
  await stores.database.query(
    "insert into brand (brand_id, key, name, time_zone, currency) values ($1, $2, 'A brand', 'Europe/Berlin', 'EUR')",
    [brands, `l${brands}`],
  );
  return brands;
}

const groundOf = (brandId: number) =>
  readGround(stores.database, { brandId, timeZone: "Europe/Berlin", currency: "EUR" });

function bought(
  order: string,
  daysAgo: number,
  lines: readonly JsonObject[],
  more: Partial<EventRecord> = {},
): EventRecord {
  return told(
    "Order Completed",
    { order_id: order, products: lines },
    { occurredAt: now - daysAgo * dayMs, ...more },
  );
}
const mug = (quantity = 1): JsonObject => ({ product_id: "mug", price: 10, quantity });

/** What was worked out, without when, and without what hangs on thresholds. */
async function rowsOf(brandId: number): Promise<readonly Record<string, unknown>[]> {
  const rows = await stores.database.query<Record<string, unknown>>(
    "select * from loyalty where brand_id = $1 order by profile_id",
    [brandId],
  );
  // A timer may ask too early: dates of interactions are written without working out until when.
  return rows.map(
    ({ computed_at: _at, brand_id: _brand, stage_since: _since, until_at: _until, ...row }) => ({
      ...row,
      engaged: JSON.parse(String(row["engaged"])),
    }),
  );
}

test("what the fold keeps up event by event is what is made of all sales, in whatever order and batches they came", async () => {
  const arbEvent = fc.record({
    leafId: fc.integer({ min: 1, max: 3 }),
    order: fc.integer({ min: 1, max: 9 }),
    name: fc.constantFrom(
      "Order Completed",
      "Order Completed",
      "Order Completed",
      "Order Refunded",
      "Product Returned",
      "Order Cancelled",
      "Product Viewed",
    ),
    daysAgo: fc.integer({ min: 0, max: 800 }),
    product: fc.constantFrom("mug", "lamp", "shirt-m", "shirt-l"),
    quantity: fc.integer({ min: 1, max: 3 }),
    channel: fc.constantFrom("web" as const, "store" as const),
    currency: fc.constantFrom("EUR", "EUR", "EUR", "EUR", "CHF"),
    batch: fc.integer({ min: 0, max: 4 }),
  });
  const eventOf = (one: typeof arbEvent extends fc.Arbitrary<infer T> ? T : never): LandedOn => ({
    leafId: one.leafId,
    event: told(
      one.name,
      {
        order_id: `o${one.order}`,
        currency: one.currency,
        products: [{ product_id: one.product, price: 10, quantity: one.quantity }],
      },
      { occurredAt: now - one.daysAgo * dayMs, channel: one.channel },
    ),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(arbEvent, { minLength: 1, maxLength: 14 }), async (drawn) => {
      const brandId = await aBrandOf(drawn.length);
      const shoppers = new Shoppers(stores.database, brandId);
      for (const batch of [0, 1, 2, 3, 4]) {
        const part = drawn.filter((one) => one.batch === batch).map(eventOf);
        if (part.length > 0) await shoppers.take(part, now);
      }
      const kept = await rowsOf(brandId);
      for (const leafId of [1, 2, 3]) await remake(shoppers, brandId, leafId);

      expect(kept).toEqual(await rowsOf(brandId));
    }),
    { numRuns: 30 },
  );
}, 60_000);

/** Each run has the brand for itself. */
async function aBrandOf(_events: number): Promise<number> {
  await stores.database.query(
    "insert into brand (brand_id, key, name, time_zone, currency) values (20, 'runs', 'Runs', 'Europe/Berlin', 'EUR') on conflict do nothing",
  );
  for (const table of ["sale", "sale_line", "sale_return", "loyalty", "loyalty_history", "loyalty_change"])
    await stores.database.query(`delete from ${table} where brand_id = 20`);
  return 20;
}

/** All of a customer from all sales: as when leaves came, here none. */
async function remake(shoppers: Shoppers, _brandId: number, leafId: number): Promise<void> {
  if (shoppers.view(leafId).leaves.length > 0) await shoppers.move(leafId, leafId, now);
}

test("two customers who are joined have bought what both did, and parted each has their own again", async () => {
  brands = Math.max(brands, 20);
  const brandId = await aBrand();
  const shoppers = new Shoppers(stores.database, brandId);
  await shoppers.take(
    [
      { leafId: 1, event: bought("a", 300, [mug()]) },
      { leafId: 1, event: bought("b", 20, [mug(2)]) },
      { leafId: 2, event: bought("c", 100, [mug()], { channel: "store" }) },
    ],
    now,
  );
  const apart = await rowsOf(brandId);

  await shoppers.move(2, 1, now);
  expect(await rowsOf(brandId)).toMatchObject([
    { profile_id: 1, shop_count_all: 3, net_spend_12m: 4000, channel_mix: 3, average_gap_days: 140 },
  ]);
  await shoppers.move(2, 2, now);

  expect(await rowsOf(brandId)).toEqual(apart);
});

test("the calendar alone takes a customer into lapse, on the day it was said, and the stage left is kept with its time", async () => {
  const brandId = await aBrand();
  const shoppers = new Shoppers(stores.database, brandId);
  await shoppers.take(
    [300, 260, 220, 10].map((daysAgo, at) => ({ leafId: 1, event: bought(`o${at}`, daysAgo, [mug()]) })),
    now,
  );
  const ground = await groundOf(brandId);
  const at = (ms: number) =>
    readLoyalty(stores.database, brandId, ground, [1]).then((found) => found.get(1)?.(ms));
  expect(await at(now)).toMatchObject({
    stage: "grow",
    flags: { returned: true },
    values: { daysSinceShop: 10 },
  });

  let moment = now;
  for (let steps = 0; steps < 30 && (await at(moment))?.stage === "grow"; steps += 1) {
    moment = (await at(moment))?.until ?? Number.NaN;
    await stores.database.transaction((tx) => renewDueLoyalty(tx, brandId, ground, moment, 10));
  }

  const stored = await stores.database.query(
    "select stage, sub_stage, current_date - current_date as none, stage_since from loyalty where brand_id = $1",
    [brandId],
  );
  const noted = await stores.database.query(
    "select kind, from_value, to_value, at from loyalty_change where brand_id = $1 and kind = 'stage.changed'",
    [brandId],
  );
  expect(stored).toMatchObject([{ stage: "lapse", sub_stage: "lapsing", stage_since: moment }]);
  expect(noted).toMatchObject([{ from_value: "grow", to_value: "lapse", at: moment }]);
  expect((await at(moment))?.values.daysSinceShop).toBe(121);
});

test("a return after a lapse, another channel and another size are noticed as they happen, and only then", async () => {
  const brandId = await aBrand();
  const shoppers = new Shoppers(stores.database, brandId);
  const shirt = (size: string): JsonObject => ({ product_id: `shirt-${size}`, price: 30, quantity: 1 });
  const before = now - 500 * dayMs;
  await shoppers.take(
    [
      { leafId: 1, event: bought("a", 600, [shirt("m")]) },
      { leafId: 1, event: bought("b", 560, [shirt("m")]) },
    ],
    before,
  );
  await stores.database.transaction(async (tx) =>
    renewDueLoyalty(tx, brandId, await groundOf(brandId), now, 10),
  );
  await shoppers.take([{ leafId: 1, event: bought("c", 5, [shirt("l")]) }], now);
  await shoppers.take(
    [
      { leafId: 1, event: bought("d", 4, [mug()], { channel: "store" }) },
      { leafId: 1, event: bought("e", 3, [mug()], { channel: "store" }) },
    ],
    now,
  );
  const told1 = { address: { city: "Leeds", country: "GB" } };
  const identify = (city: string) =>
    told(
      "Identified",
      {},
      { type: "identify", traits: { ...told1, address: { city, country: "GB" } }, occurredAt: now },
    );
  await shoppers.take([{ leafId: 1, event: identify("Leeds") }], now);
  await shoppers.take([{ leafId: 1, event: { ...identify("York"), occurredAt: now + 1 } }], now);

  const noted = await stores.database.query<{
    kind: string;
    from_value: string;
    to_value: string;
    about: string;
  }>("select kind, from_value, to_value, about from loyalty_change where brand_id = $1 order by change_id", [
    brandId,
  ]);

  expect(noted).toEqual([
    { kind: "stage.changed", from_value: "grow", to_value: "lapse", about: null },
    { kind: "stage.changed", from_value: "lapse", to_value: "grow", about: null },
    { kind: "customer.returned", from_value: "lapse", to_value: "grow", about: null },
    { kind: "size.changed", from_value: "M", to_value: "L", about: "Women" },
    { kind: "channel.switched", from_value: "web", to_value: "store", about: null },
    { kind: "customer.moved", from_value: null, to_value: null, about: null },
  ]);
});

test("a sale in francs counts nowhere until somebody says what a franc was worth that day", async () => {
  const brandId = await aBrand();
  const shoppers = new Shoppers(stores.database, brandId);
  const francs = bought("a", 10, [mug(3)], {
    properties: { order_id: "a", currency: "CHF", products: [mug(3)] },
  });
  await shoppers.take(
    [
      { leafId: 1, event: francs },
      { leafId: 1, event: bought("b", 5, [mug()]) },
    ],
    now,
  );
  expect(await rowsOf(brandId)).toMatchObject([{ shop_count_all: 1, net_spend_all: 1000 }]);

  await define(brandId, "exchange-rate", "CHF", {
    currency: "CHF",
    rates: [{ from: "2026-01-01", rate: "1.05" }],
  });
  await shoppers.move(1, 1, now);

  expect(await rowsOf(brandId)).toMatchObject([{ shop_count_all: 2, net_spend_all: 4150 }]);
});

test("a brand names its stages and says when they begin", async () => {
  const brandId = await aBrand();
  const shoppers = new Shoppers(stores.database, brandId);
  await shoppers.take([{ leafId: 1, event: bought("a", 40, [mug()]) }], now);
  expect(await rowsOf(brandId)).toMatchObject([{ stage: "onboard", sub_stage: "secondShopWindow" }]);

  await define(brandId, "loyalty", "default", {
    stages: { firstShopDays: 60 },
    names: { onboard: "Welcome" },
  });
  await shoppers.move(1, 1, now);

  expect(await rowsOf(brandId)).toMatchObject([{ stage: "onboard", sub_stage: "firstShop" }]);
  expect((await groundOf(brandId)).settings.names).toEqual({ onboard: "Welcome" });
});

/** As the fold puts a definition into force. */
async function define(brandId: number, kind: string, key: string, body: JsonObject): Promise<void> {
  await stores.database.query(
    `with made as (
       insert into definition (brand_id, kind, key, version, folded_version, live_version) values ($1, $2, $3, 1, 1, 1) returning definition_id)
     insert into definition_version (definition_id, version, state, body, author, reason)
     select definition_id, 1, 'live', $4, 'Ada', 'test' from made`,
    [brandId, kind, key, JSON.stringify(body)],
  );
}
