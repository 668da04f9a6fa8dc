import { afterAll, beforeAll, expect, test } from "vitest";
import { createModelStore } from "./decide/postgres/model-store.ts";
import { openTestStores, type TestStores } from "./platform/testing/stores.ts";
import { trainOnThread } from "./training-thread.ts";

const nowMs = Date.UTC(2026, 5, 1);

let stores: TestStores;

beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

test("a training on its own thread keeps what it learned; one that is told to end keeps nothing; one that fails says so", async () => {
  const { postgresUrl, clickhouseUrl } = stores;
  const order = { postgresUrl, clickhouseUrl, brandId: 1, nowMs };
  const store = createModelStore(stores.database);
  const ended = new AbortController();

  const training = trainOnThread(order, ended.signal);
  ended.abort();
  await training;
  expect(await store.newest(1)).toBeUndefined();

  await trainOnThread(order, new AbortController().signal);
  const kept = await store.load(1, 1);
  expect(kept?.card).toMatchObject({
    version: 1,
    data: { looks: 0 },
    models: { forYou: { state: "refused" } },
  });

  const away = trainOnThread({ ...order, clickhouseUrl: "http://127.0.0.1:1" }, new AbortController().signal);
  await expect(away).rejects.toThrow();
  expect(await store.newest(1)).toBe(1);
});
