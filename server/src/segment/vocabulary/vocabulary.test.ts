import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { seenEvents } from "../clickhouse/seen-events.ts";
import { newestTraits } from "../postgres/newest-traits.ts";
import { createVocabulary } from "./vocabulary.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

test("what conditions can name is what events and customers said, and nothing personal; it is asked once a minute", async () => {
  const { memory, database } = stores;
  const events = [
    ["Order Completed", { revenue: 20, coupon: "SPRING", products: [{ product_id: "mug", price: 4 }] }],
    ["Order Completed", { revenue: "free", email: "a@example.com" }],
    ["Product Viewed", { category: "Lanterns" }],
  ] as const;
  const lines = events.map(([name, properties], at) =>
    JSON.stringify({
      brand_id: 1,
      position: at + 1,
      leaf_id: 1,
      occurred_at: "2026-06-01 10:00:00",
      received_at: "2026-06-01 10:00:00",
      type: "track",
      name,
      channel: "web",
      source_id: 1,
      simulated: false,
      properties: JSON.stringify(properties),
      context: "{}",
    }),
  );
  await memory.insertLines("event", lines.join("\n"), "vocabulary");
  await database.query(
    `insert into portrait (brand_id, profile_id, traits)
     values (1, 1, $1), (1, 2, $2), (1, 3, null)`,
    [
      { "address.country": "AU", age: 31, email: "a@example.com" },
      { "address.country": "AU", age: 40, tags: ["vip", "press"] },
    ],
  );
  let asked = 0;
  let nowMs = 0;
  const vocabulary = createVocabulary({
    events: (brandId) => {
      asked += 1;
      return seenEvents(memory, brandId);
    },
    traits: (brandId, limit) => newestTraits(database, brandId, limit),
    clock: { now: () => nowMs },
  });

  const [first, again] = await Promise.all([vocabulary(1), vocabulary(1)]);

  expect(again).toBe(first);
  expect(asked).toBe(1);
  expect(first.events.map(({ name, count }) => [name, count])).toEqual([
    ["Order Completed", 2],
    ["Product Viewed", 1],
  ]);
  expect(first.events[0]?.properties).toEqual(
    expect.arrayContaining([
      { path: "properties.revenue", kind: "other", values: ["free"] },
      { path: "properties.coupon", kind: "text", values: ["SPRING"] },
      { path: "properties.email", kind: "text", values: [] },
      { path: "properties.products[].price", kind: "number", values: [] },
    ]),
  );
  expect(first.traits).toEqual([
    { path: "address.country", kind: "text", values: ["AU"] },
    { path: "age", kind: "number", values: [] },
    { path: "email", kind: "text", values: [] },
    { path: "tags", kind: "other", values: ["press", "vip"] },
  ]);
  nowMs = 60_000;
  await vocabulary(1);
  expect(asked).toBe(2);
});
