import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { createKeyStore } from "./postgres/key-store.ts";
import { keyStoreSuite } from "./testing/key-store-suite.ts";
import { createMemoryKeyStore } from "./testing/memory-key-store.ts";

describe("in memory", () => keyStoreSuite(async () => createMemoryKeyStore()));

describe("in Postgres", () => {
  let stores: TestStores;
  beforeAll(async () => {
    stores = await openTestStores();
  });
  afterAll(() => stores.close());

  keyStoreSuite(async () => {
    await stores.database.query("delete from api_key");
    await stores.database.query("delete from source where key <> 'web'");
    return createKeyStore(stores.database);
  });

  test("two programs that start at once make one pair of first keys", async () => {
    await stores.database.query("delete from api_key");
    const store = createKeyStore(stores.database);
    const source = { key: "default", name: "First", channel: "web", simulated: false } as const;
    const start = (name: string): ReturnType<typeof store.addFirst> =>
      store.addFirst(
        1,
        source,
        [{ kind: "secret", sourceKey: "default", digest: name.repeat(64), hint: name, isGiven: false }],
        { actor: "start", at: 0 },
      );

    const made = await Promise.all(["a", "b", "c"].map(start));

    expect(made.flat()).toHaveLength(1);
  });

  test("making and revoking a key is in the audit, the key is not", async () => {
    const rows = await stores.database.query<{ action: string; body: string }>(
      "select action, body::text as body from audit",
    );

    expect(new Set(rows.map((row) => row.action))).toEqual(
      new Set(["key.created", "key.revoked", "source.created"]),
    );
  });
});
