import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../platform/testing/stores.ts";
import { createQuarantineStore } from "./postgres/quarantine-store.ts";
import { createMemoryQuarantineStore } from "./testing/memory-quarantine-store.ts";
import { quarantineStoreSuite } from "./testing/quarantine-store-suite.ts";

const web = { sourceId: 1, key: "web", channel: "web", simulated: false } as const;

describe("in memory", () =>
  quarantineStoreSuite(async () => createMemoryQuarantineStore(new Map([[1, web]]))));

describe("in Postgres", () => {
  let stores: TestStores;
  beforeAll(async () => {
    stores = await openTestStores();
  });
  afterAll(() => stores.close());

  quarantineStoreSuite(async () => {
    await stores.database.query("delete from quarantine");
    return createQuarantineStore(stores.database);
  });

  test("release and discard leave a row in the audit that says nothing of the event", async () => {
    const rows = await stores.database.query<{ action: string; body: string }>(
      "select action, body::text as body from audit",
    );

    expect(new Set(rows.map((row) => row.action))).toEqual(
      new Set(["quarantine.released", "quarantine.discarded"]),
    );
    expect(rows.map((row) => row.body).join()).not.toContain("track");
  });

  test("what is set aside in a transaction that fails is not there", async () => {
    const store = createQuarantineStore(stores.database);
    const before = await store.count(1);

    const failed = stores.database.transaction(async (tx) => {
      await store.add(
        [
          {
            brandId: 1,
            sourceId: null,
            proof: "secretKey",
            receivedAt: 1,
            form: "record",
            code: "fold.failed",
            path: "",
            message: "",
            original: "{}",
            envelope: "{}",
          },
        ],
        tx,
      );
      throw new Error("The batch fails.");
    });

    await expect(failed).rejects.toThrow("The batch fails.");
    expect(await store.count(1)).toEqual(before);
  });
});
