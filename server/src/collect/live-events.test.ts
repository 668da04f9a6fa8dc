import type { EventRecord } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../platform/testing/stores.ts";
import { maskIdentifier } from "./live-events.ts";
import { createLiveEventStore } from "./postgres/live-event-store.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  const bodies = [1, 2, 3].map((n) => JSON.stringify(anEvent(`Event ${n}`)));
  bodies.splice(1, 0, JSON.stringify({ kind: "undoMerge", mergeId: 1, actor: "key:1", receivedAt: 0 }));
  for (const [index, body] of bodies.entries()) {
    await stores.database.query("insert into inbox (brand_id, position, body) values (1, $1, $2)", [
      index + 1,
      body,
    ]);
  }
});
afterAll(() => stores.close());

function anEvent(name: string): EventRecord {
  const email = { namespace: "email", value: "ann.miller@example.com" } as const;
  const ids = { userId: "customer-4711", anonymousId: "short", identifiers: [email] };
  const times = { occurredAt: 1_000, receivedAt: 2_000 };
  const parts = { properties: { secret: "x" }, traits: {}, context: {} };
  return {
    kind: "event",
    type: "track",
    name,
    messageId: name,
    proof: "publicKey",
    sourceId: 1,
    channel: "web",
    ...ids,
    ...times,
    ...parts,
  };
}

test("the live view shows the newest events first, without control records and without showing whose they are", async () => {
  const page = await createLiveEventStore(stores.database).read(1, undefined, 10);

  expect(page.upTo).toBe(4);
  expect(page.events.map((event) => event.name)).toEqual(["Event 3", "Event 2", "Event 1"]);
  expect(page.events[0]?.identifiers).toEqual([
    { namespace: "userId", value: "cu…11" },
    { namespace: "anonymousId", value: "…" },
    { namespace: "email", value: "a…@example.com" },
  ]);
  expect(JSON.stringify(page)).not.toContain("secret");
});

test("what came behind a position follows without a gap, however many there are", async () => {
  const store = createLiveEventStore(stores.database);

  const first = await store.read(1, 0, 3);
  const second = await store.read(1, first.upTo, 3);
  const third = await store.read(1, second.upTo, 3);

  expect([first, second, third].map((page) => page.events.map((event) => event.position))).toEqual([
    [3, 1],
    [4],
    [],
  ]);
  expect(third.upTo).toBe(4);
  expect(await store.read(2, undefined, 10)).toEqual({ events: [], upTo: 0 });
});

test("a mask leaves too little to know the value by", () => {
  expect(maskIdentifier("+442079460000")).toBe("+4…00");
  expect(maskIdentifier("1234567")).toBe("…");
  expect(maskIdentifier("@")).toBe("…");
});
