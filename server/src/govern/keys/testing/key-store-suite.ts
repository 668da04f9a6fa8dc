import { expect, test } from "vitest";
import { digestOfKey } from "../key.ts";
import type { FirstKey, KeyStore } from "../key-store.ts";

const act = { actor: "key:1", at: Date.UTC(2026, 4, 1) };
const secret = { kind: "secret", sourceKey: "web", digest: digestOfKey("secret one"), hint: " one" } as const;
const open = { kind: "public", sourceKey: "web", digest: digestOfKey("public one"), hint: " one" } as const;

/** What every key store does. `freshStore` gives one with brand 1, its source `web`, and no keys. */
export function keyStoreSuite(freshStore: () => Promise<KeyStore>): void {
  test("a key is found by its digest, with its brand and source", async () => {
    const store = await freshStore();

    const added = await store.add(1, open, act);

    const live = await store.findLive();
    expect(live.get(open.digest)).toMatchObject({
      keyId: added?.keyId,
      kind: "public",
      brandId: 1,
      source: { key: "web", channel: "web" },
    });
    expect(await store.list(1)).toMatchObject([
      { kind: "public", hint: " one", sourceKey: "web", createdAt: act.at, revokedAt: null },
    ]);
  });

  test("a key for a source that is not there is not made", async () => {
    const store = await freshStore();

    expect(await store.add(1, { ...open, sourceKey: "till" }, act)).toBeUndefined();
    expect(await store.list(1)).toEqual([]);
  });

  test("a revoked key is listed and no longer found; the last secret one cannot be revoked", async () => {
    const store = await freshStore();
    const [first, second] = [await store.add(1, open, act), await store.add(1, secret, act)];

    expect(await store.revoke(1, first?.keyId ?? 0, act)).toBe("revoked");
    expect(await store.revoke(1, first?.keyId ?? 0, act)).toBe("revoked");
    expect(await store.revoke(1, second?.keyId ?? 0, act)).toBe("lastSecret");
    expect(await store.revoke(1, 987, act)).toBe("unknown");
    expect(await store.revoke(2, second?.keyId ?? 0, act)).toBe("unknown");

    expect([...(await store.findLive()).keys()]).toEqual([secret.digest]);
    expect((await store.list(1)).map((key) => key.revokedAt)).toEqual([act.at, null]);
  });

  test("a source's key is taken once", async () => {
    const store = await freshStore();
    const till = { key: "till", name: "Tills", channel: "store", simulated: false } as const;

    expect(await store.addSource(1, till, act)).toMatchObject(till);
    expect(await store.addSource(1, till, act)).toBeUndefined();
    expect((await store.listSources(1)).map((source) => source.key)).toEqual(["web", "till"]);
  });

  test("the first keys are made once, and a given one whenever it is new", async () => {
    const store = await freshStore();
    const source = { key: "default", name: "First", channel: "web", simulated: false } as const;
    const wanted: readonly FirstKey[] = [secret, open].map((key) => ({
      ...key,
      sourceKey: "default",
      isGiven: false,
    }));
    const other = { ...secret, digest: digestOfKey("another"), sourceKey: "default" };

    expect(await store.addFirst(1, source, wanted, act)).toHaveLength(2);
    expect(await store.addFirst(1, source, wanted, act)).toHaveLength(0);
    expect(await store.addFirst(1, source, [{ ...other, isGiven: false }], act)).toHaveLength(0);
    expect(await store.addFirst(1, source, [{ ...other, isGiven: true }], act)).toHaveLength(1);
    expect(await store.addFirst(1, source, [{ ...other, isGiven: true }], act)).toHaveLength(0);
  });
}
