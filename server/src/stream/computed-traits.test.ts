import type { Condition } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { viewOf } from "../profile/index.ts";
import { anEvent } from "../profile/testing/an-event.ts";
import { computedOf } from "../segment/index.ts";
import { membersOf, putDefinition, retireSegment, untilLive, untilRow } from "./testing/live-definitions.ts";
import { type OpenStream, openStream, testNow } from "./testing/open-stream.ts";

const day = 86_400_000;

let open: OpenStream;
beforeAll(async () => {
  open = await openStream();
});
afterAll(() => open.close());

const order = (userId: string, daysAgo: number, revenue = 10): ReturnType<typeof anEvent> =>
  anEvent({
    userId,
    name: "Order Completed",
    occurredAt: testNow - daysAgo * day,
    properties: { revenue, coupon: revenue > 10 ? "dear" : "cheap" },
  });

const compute = (key: string, body: object): Promise<void> =>
  putDefinition(open, "computed-trait", key, { name: key, did: "Order Completed", ...body });

const ask = (key: string, condition: Condition): Promise<void> =>
  putDefinition(open, "segment", key, { name: key, condition });

const untilComputed = (key: string): Promise<void> =>
  untilRow(
    open,
    `select 1 from segment_fill f
     join definition d on d.definition_id = f.segment_id and d.version = f.version
     where d.key = $1 and d.kind = 'computed-trait' and f.state = 'live'`,
    [key],
  );

async function valuesOf(userId: string): Promise<Readonly<Record<string, unknown>>> {
  const found = await open.find(userId);
  if (found === undefined) throw new Error(`${userId} is not known.`);
  const { segments } = open.stream;
  const view = viewOf(found.profileId, found.state);
  const told = computedOf(segments.program(), view, open.clock.now(), (id) => segments.isFilled(id));
  return Object.fromEntries(Object.entries(told).map(([key, { value }]) => [key, value]));
}

test("a computed trait is filled from history, follows late events, shares what is kept with who asks the same, and ends by the clock", async () => {
  await open.take([order("ann", 29), order("ann", 3, 12.5), order("bob", 400), order("bob", 2)]);
  await compute("orders", { measure: "count" });
  await compute("spentLately", { measure: "sum", of: "properties.revenue", within: "30d" });
  await compute("coupon", { measure: "mostFrequent", of: "properties.coupon" });
  await compute("since", { measure: "firstTime" });
  await ask("spenders", { trait: "computed.spentLately", gte: 20 });
  await ask("twice", { did: "Order Completed", count: { gte: 2 } });
  for (const key of ["orders", "spentLately", "coupon", "since"]) await untilComputed(key);
  for (const key of ["spenders", "twice"]) await untilLive(open, key);

  expect(await valuesOf("ann")).toEqual({
    orders: 2,
    spentLately: 22.5,
    coupon: "cheap",
    since: new Date(testNow - 29 * day).toISOString(),
  });
  expect([await membersOf(open, "spenders"), await membersOf(open, "twice")]).toEqual([
    ["ann"],
    ["ann", "bob"],
  ]);
  // The four traits and two segments need four slots: a count, a window's numbers, a tally, the oldest time.
  expect([...open.stream.segments.program().slots.values()].map(({ need }) => need.kind).sort()).toEqual([
    "count",
    "entries",
    "oldest",
    "tally",
  ]);

  await open.take([order("bob", 10, 15), order("bob", 500)]);
  expect(await valuesOf("bob")).toEqual({
    orders: 4,
    spentLately: 25,
    coupon: "cheap",
    since: new Date(testNow - 500 * day).toISOString(),
  });
  expect(await membersOf(open, "spenders")).toEqual(["ann", "bob"]);

  open.clock.moveBy(2 * day);
  expect((await valuesOf("ann"))["spentLately"]).toBe(12.5);
  await untilRow(
    open,
    `select 1 where (select count(*) from segment_member m join definition d on d.definition_id = m.segment_id where d.key = 'spenders') = 1`,
  );
  expect(await membersOf(open, "spenders")).toEqual(["bob"]);
});

test("when a computed trait becomes another, who asks for it is filled and asked anew, and nobody leaves before", async () => {
  await open.take([order("cid", 5, 100), order("dee", 5, 1), order("dee", 4, 1)]);
  await compute("worth", { measure: "sum", of: "properties.revenue" });
  await ask("worthy", { trait: "computed.worth", gte: 50 });
  await untilLive(open, "worthy");
  const before = await membersOf(open, "worthy");
  await compute("worth", { measure: "min", of: "properties.revenue" });
  await untilLive(open, "worthy");
  const least = await membersOf(open, "worthy");
  await compute("worth", { measure: "min", of: "properties.revenue", description: "Only words." });
  const [again] = open.stream.segments.fills().filter(({ state }) => state !== "live");

  const left = await open.stores.database.query<{ n: number }>(
    `select count(*) as n from outbox o join definition d on d.definition_id = (o.body::json ->> 'segmentId')::int
     where d.key = 'worthy' and o.kind = 'segment.left'`,
  );
  expect([before, least]).toEqual([["cid"], ["cid"]]);
  expect([again, left]).toEqual([undefined, [{ n: 0 }]]);
});

test("what no definition needs any longer leaves the rows of customers, also of those who do nothing more", async () => {
  const keys = (): readonly string[] =>
    [...open.stream.segments.program().slots.values()].map(({ storedKey }) => storedKey);
  const holding = async (key: string): Promise<number> => {
    const [row] = await open.stores.database.query<{ n: number }>(
      "select count(*)::int as n from profile where strpos(state, $1) > 0",
      [`"${key}":`],
    );
    return row?.n ?? 0;
  };
  const leave = (userId: string): ReturnType<typeof anEvent> =>
    anEvent({ userId, name: "Left Behind", properties: { n: 1 } });
  await open.take([1, 2, 3].map((n) => leave(`gone-${n}`)));
  const before = new Set(keys());
  await ask("lost", { did: "Left Behind" });
  await ask("kept", { did: "Left Behind", sum: { of: "properties.n", gte: 2 } });
  for (const key of ["lost", "kept"]) await untilLive(open, key);
  const [lost = "", kept = ""] = keys().filter((key) => !before.has(key));
  const held = [await holding(lost), await holding(kept)];

  await retireSegment(open, "lost");
  await untilRow(open, "select 1 where not exists (select from slot_gone)");

  expect(held).toEqual([3, 3]);
  expect([await holding(lost), await holding(kept)]).toEqual([0, 3]);
  await open.take([leave("gone-1")]);
  expect(await membersOf(open, "kept")).toEqual(["gone-1"]);
});
