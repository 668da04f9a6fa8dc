import { expect, test } from "vitest";
import type { QuarantineStore, SetAside } from "../quarantine-store.ts";

const aside: SetAside = {
  brandId: 1,
  sourceId: 1,
  proof: "publicKey",
  receivedAt: Date.UTC(2026, 4, 1, 10),
  form: "wire",
  code: "event.no_identifier",
  path: "/userId",
  message: "Nobody.",
  original: '{"type":"track","event":"A"}',
  envelope: "{}",
};
const act = { actor: "key:1", at: Date.UTC(2026, 4, 2) };
const open = { before: undefined, code: undefined, state: "open", limit: 10 } as const;

/** What every quarantine store does. `freshStore` gives an empty one that knows brand 1 and its source 1 of the channel web. */
export function quarantineStoreSuite(freshStore: () => Promise<QuarantineStore>): void {
  test("what was set aside is read back as it was sent, newest first", async () => {
    const store = await freshStore();

    await store.add([
      aside,
      { ...aside, original: '{"odd":"\\u0000 \\ud800 \\\\ \\"é"}', code: "event.too_deep" },
    ]);

    const listed = await store.list(1, open);
    expect(listed.map((one) => one.original)).toEqual([
      '{"odd":"\\u0000 \\ud800 \\\\ \\"é"}',
      aside.original,
    ]);
    expect(listed[1]).toMatchObject({
      ...aside,
      releasedAt: null,
      source: { sourceId: 1, channel: "web", simulated: false },
    });
  });

  test("the list can be paged and narrowed to a code", async () => {
    const store = await freshStore();
    await store.add([aside, { ...aside, code: "event.too_deep" }, aside]);

    const [newest, second] = await store.list(1, { ...open, limit: 2 });

    expect(second?.code).toBe("event.too_deep");
    expect(await store.list(1, { ...open, before: second?.id })).toHaveLength(1);
    expect(await store.list(1, { ...open, code: "event.no_identifier", before: newest?.id })).toHaveLength(1);
    expect(await store.count(1)).toEqual([
      { code: "event.no_identifier", count: 2 },
      { code: "event.too_deep", count: 1 },
    ]);
  });

  test("an event is released once, and leaves the open list", async () => {
    const store = await freshStore();
    await store.add([aside]);
    const [{ id } = { id: 0 }] = await store.list(1, open);

    expect(await store.markReleased(1, id, 77, act)).toBe(true);
    expect(await store.markReleased(1, id, 78, act)).toBe(false);

    expect(await store.list(1, open)).toEqual([]);
    expect(await store.find(1, id)).toMatchObject({ releasedAt: act.at, releasedPosition: 77 });
    expect(await store.list(1, { ...open, state: "released" })).toHaveLength(1);
  });

  test("a discarded event is gone; a released one cannot be discarded", async () => {
    const store = await freshStore();
    await store.add([aside, aside]);
    const [first, second] = await store.list(1, open);

    await store.markReleased(1, first?.id ?? 0, 5, act);

    expect(await store.discard(1, second?.id ?? 0, act)).toBe(true);
    expect(await store.discard(1, second?.id ?? 0, act)).toBe(false);
    expect(await store.discard(1, first?.id ?? 0, act)).toBe(false);
    expect(await store.find(1, second?.id ?? 0)).toBeUndefined();
  });

  test("another brand sees nothing of it", async () => {
    const store = await freshStore();
    await store.add([aside]);
    const [{ id } = { id: 0 }] = await store.list(1, open);

    expect(await store.list(2, open)).toEqual([]);
    expect(await store.find(2, id)).toBeUndefined();
    expect(await store.discard(2, id, act)).toBe(false);
  });
}
