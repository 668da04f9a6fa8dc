import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "./stores.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

test("numbers and moments read from Postgres are numbers and epoch milliseconds", async () => {
  const [row] = await stores.database.query(
    "select $1::bigint as id, '2026-01-02 03:04:05.678+00'::timestamptz as at, array[1,2]::bigint[] as ids",
    [9007199254740991],
  );

  expect(row).toEqual({ id: 9007199254740991, at: Date.UTC(2026, 0, 2, 3, 4, 5, 678), ids: [1, 2] });
});

test("the same rows inserted twice under one token are in ClickHouse once", async () => {
  const line = JSON.stringify({
    brand_id: 1,
    position: 7,
    leaf_id: 3,
    occurred_at: 1_700_000_000_123,
    received_at: -1,
    type: "track",
    name: "A",
    channel: "web",
    source_id: 1,
    simulated: false,
    properties: "{}",
    context: "{}",
  });

  await stores.memory.insertLines("event", line, "token-1");
  await stores.memory.insertLines("event", line, "token-1");

  const rows = await stores.memory.query(
    "select position, toUnixTimestamp64Milli(occurred_at) as at, toUnixTimestamp64Milli(received_at) as received from event",
  );
  expect(rows).toEqual([{ position: 7, at: 1_700_000_000_123, received: -1 }]);
});
