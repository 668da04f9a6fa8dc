import type { Identifier, InboxRecord } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEvent } from "../profile/testing/an-event.ts";
import { putDefinition, untilLive, membersOf as writtenMembersOf } from "./testing/live-definitions.ts";
import { type OpenStream, openStream, testNow } from "./testing/open-stream.ts";

let open: OpenStream;
beforeAll(async () => {
  open = await openStream();
});
afterAll(() => open.close());

const email = (value: string): Identifier => ({ namespace: "email", value });
const listed = (list: string, isListed: boolean, ...identifiers: Identifier[]): InboxRecord => ({
  kind: "listed",
  list,
  isListed,
  identifiers,
  receivedAt: testNow,
});
const known = (userId: string, ...identifiers: Identifier[]): InboxRecord => anEvent({ userId, identifiers });

test("a list holds customers by identifier: those who are known, and those who come to be known later", async () => {
  await put("list", "press", { name: "Press" });
  await put("segment", "pressed", { name: "Pressed", condition: { list: "press" } });
  await live("pressed");
  await open.take([known("press-1", email("a@example.com")), known("press-2", email("b@example.com"))]);

  await open.take([listed("press", true, email("a@example.com"), email("c@example.com"))]);
  const atOnce = await membersOf("pressed");
  await open.take([known("press-3", email("c@example.com"))]);
  await open.take([known("press-2", email("c2@example.com"))]);

  expect(atOnce).toEqual(["press-1"]);
  expect(await membersOf("pressed")).toEqual(["press-1", "press-3"]);

  await open.take([listed("press", false, email("a@example.com"))]);
  expect(await membersOf("pressed")).toEqual(["press-3"]);
});

test("who is named by two identifiers leaves a list when neither is on it any longer", async () => {
  await put("list", "twice", { name: "Twice" });
  await put("segment", "twiced", { name: "Twiced", condition: { list: "twice" } });
  await live("twiced");
  await open.take([known("twice-1", email("d@example.com"), email("e@example.com"))]);
  await open.take([listed("twice", true, email("d@example.com"), email("e@example.com"))]);

  await open.take([listed("twice", false, email("d@example.com"))]);
  const still = await membersOf("twiced");
  await open.take([listed("twice", false, email("e@example.com"))]);

  expect([still, await membersOf("twiced")]).toEqual([["twice-1"], []]);
});

test("a waterfall puts each customer into one segment, also after its order has changed", async () => {
  for (const [userId, names] of Object.entries({ w1: ["A"], w2: ["A", "B"], w3: ["B"], w4: [] })) {
    await open.take([anEvent({ userId }), ...names.map((name) => anEvent({ userId, name: `Did ${name}` }))]);
  }
  await put("segment", "did-a", { name: "A", condition: { did: "Did A" } });
  await put("segment", "did-b", { name: "B", condition: { did: "Did B" } });
  const scheme = { name: "Value", objective: "More of each", owner: "Ada", waterfall: true };
  await put("scheme", "value", { ...scheme, segments: ["did-a", "did-b"] });
  await put("segment", "first-a", { name: "A first", condition: { scheme: "value", is: "did-a" } });
  await put("segment", "first-b", { name: "B first", condition: { scheme: "value", is: "did-b" } });
  for (const key of ["did-a", "did-b", "first-a", "first-b"]) await live(key);

  expect([await membersOf("first-a"), await membersOf("first-b")]).toEqual([["w1", "w2"], ["w3"]]);

  await put("scheme", "value", { ...scheme, segments: ["did-b", "did-a"] });
  for (const key of ["first-a", "first-b"]) await live(key);
  expect([await membersOf("first-a"), await membersOf("first-b")]).toEqual([["w1"], ["w2", "w3"]]);
});

test("who is near a store is told anew when the store moves", async () => {
  await open.stores.database.query(
    "insert into store (brand_id, key, name, latitude, longitude, updated_at) values (1, 's', 'S', 51.5, 0, now())",
  );
  await open.take([
    anEvent({ userId: "n1", type: "identify", traits: { address: { latitude: 51.51, longitude: 0 } } }),
    anEvent({ userId: "n2", type: "identify", traits: { address: { lat: 48.85, lng: 2.35 } } }),
  ]);
  await open.followStores();
  await put("segment", "near-s", { name: "Near S", condition: { near: { store: "s" }, km: 5 } });
  await live("near-s");
  const before = await membersOf("near-s");

  await open.stores.database.query("update store set latitude = 48.85, longitude = 2.35 where key = 's'");
  await put("list", "unrelated", { name: "A definition reads the stores too" });
  await open.followStores();
  await live("near-s");

  expect([before, await membersOf("near-s")]).toEqual([["n1"], ["n2"]]);
});

const put = (
  kind: "segment" | "list" | "scheme",
  key: string,
  body: Readonly<Record<string, unknown>>,
): Promise<void> => putDefinition(open, kind, key, body);
const live = (key: string): Promise<void> => untilLive(open, key);
const membersOf = (key: string): Promise<readonly string[]> => writtenMembersOf(open, key);
