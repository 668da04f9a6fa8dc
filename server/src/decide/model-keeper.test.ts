import { afterAll, beforeAll, expect, test } from "vitest";
import { stoppedClock } from "../kernel/clock.ts";
import { openTestStores, type TestStores } from "../platform/testing/stores.ts";
import { readLessons } from "./clickhouse/lesson-reader.ts";
import { createModelKeeper, type ModelKeeper } from "./model-keeper.ts";
import type { ModelStore } from "./model-store.ts";
import { createModelStore } from "./postgres/model-store.ts";
import { trainOnce } from "./train-once.ts";

const now = Date.UTC(2026, 5, 1);
const minute = 60_000;

let stores: TestStores;
let store: ModelStore;

beforeAll(async () => {
  stores = await openTestStores();
  store = createModelStore(stores.database);
  const visits = Array.from({ length: 1_200 }, (_, visitor) => visitLines(visitor)).flat();
  const sales = Array.from({ length: 250 }, (_, customer) => saleLines(customer)).flat();
  await stores.memory.insertLines("event", [...visits, ...sales].join("\n"), "deeds");
});
afterAll(() => stores.close());

function visitLines(visitor: number): readonly string[] {
  return [0, 1, 2].map((step) =>
    line(visitor, "Product Viewed", now - 600 * minute + visitor * 1_000 + step, {
      product_id: `r${visitor % 10}-${step}`,
    }),
  );
}

function saleLines(customer: number): readonly string[] {
  return [20, 10].map((days) =>
    line(customer, "Order Completed", now - days * 1_440 * minute - customer, {
      products: [{ product_id: `r${customer % 10}-0` }, { product_id: `r${customer % 10}-2` }],
    }),
  );
}

function line(leaf: number, name: string, at: number, properties: object): string {
  return JSON.stringify({
    brand_id: 1,
    position: leaf + 1,
    leaf_id: leaf + 1,
    occurred_at: at,
    received_at: at,
    type: "track",
    name,
    channel: "web",
    source_id: 1,
    simulated: false,
    properties: JSON.stringify(properties),
    context: "{}",
  });
}

async function train(nowMs: number): Promise<void> {
  const read = (brandId: number, until: number) => readLessons(stores.memory, brandId, until);
  await trainOnce({ read, store, peakMb: () => 1 }, 1, nowMs);
}

function aKeeper(from: ModelStore = store, at = now): ModelKeeper {
  return createModelKeeper({
    store: from,
    train: (_brandId, nowMs) => train(nowMs),
    clock: stoppedClock(at),
    pause: async () => undefined,
  });
}

test("of several copies of the program one trains, all serve what it learned, and the card tells from what", async () => {
  const [first, second] = [aKeeper(), aKeeper()];
  expect(first.models(1).nextInSession(["r3-0"], 3)).toBeUndefined();

  await Promise.all([first.trainWhenDue(1), second.trainWhenDue(1)]);
  await Promise.all([first.refresh(1), second.refresh(1)]);

  expect([first.models(1).version, second.models(1).version]).toEqual([1, 1]);
  expect(second.models(1).nextInSession(["r3-0"], 3)?.[0]?.[0]).toBe("r3-1");
  expect(first.models(1).boughtWith(["r4-0"], 3)?.[0]?.[0]).toBe("r4-2");
  expect(first.card(1)).toMatchObject({
    version: 1,
    trainedAt: new Date(now).toISOString(),
    data: { looks: 3_600, visits: 1_200, sales: 500, customers: 250, products: 30 },
    models: { nextInSession: { state: "trained" }, nextBasket: { state: "trained" } },
  });
});

test("half a model never serves: while a newer one is read, or when it cannot be read whole, the last one goes on", async () => {
  await train(now);
  const gate = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  let isBroken = false;
  const slow: ModelStore = {
    ...store,
    load: async (brandId, version) => {
      const loaded = isBroken ? undefined : await store.load(brandId, version);
      if (version === 3 && !isBroken) {
        begun.resolve();
        await gate.promise;
      }
      return loaded;
    },
  };
  const keeper = aKeeper(slow);
  await keeper.refresh(1);
  const before = keeper.models(1);
  await train(now + minute);

  isBroken = true;
  await keeper.refresh(1);
  const whenBroken = keeper.models(1);
  isBroken = false;
  const reading = keeper.refresh(1);
  await begun.promise;
  const whileRead = keeper.models(1);
  gate.resolve();
  await reading;

  expect([whenBroken, whileRead]).toEqual([before, before]);
  expect([before.version, keeper.models(1).version]).toEqual([2, 3]);
  const [kept] = await stores.database.query<{ versions: number }>(
    "select count(*) as versions from item_model",
  );
  expect(kept?.versions).toBe(2);
});

test("training rests for half an hour, and where something was refused for two minutes", async () => {
  const trained = aKeeper();
  await trained.refresh(1);

  await stores.database.query("update item_training set begun_at = to_timestamp($1 / 1000.0)", [
    now - 29 * minute,
  ]);
  await trained.trainWhenDue(1);
  expect(await store.newest(1)).toBe(3);
  await stores.database.query("update item_training set begun_at = to_timestamp($1 / 1000.0)", [
    now - 31 * minute,
  ]);
  await trained.trainWhenDue(1);
  expect(await store.newest(1)).toBe(4);
});
