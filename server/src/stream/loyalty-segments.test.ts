import type { Condition, EventRecord } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEvent } from "../profile/testing/an-event.ts";
import { membersOf, putDefinition, untilLive } from "./testing/live-definitions.ts";
import { type OpenStream, openStream, testNow } from "./testing/open-stream.ts";
import { untilFilled } from "./testing/until-filled.ts";

let open: OpenStream;
beforeAll(async () => {
  open = await openStream();
  await untilFilled(open.stores.database);
});
afterAll(() => open.close());

const dayMs = 86_400_000;
const mug = { product_id: "mug", price: 20, quantity: 1 };
let orders = 0;

function bought(userId: string, daysAgo: number, properties: object = {}): EventRecord {
  orders += 1;
  const occurredAt = testNow - daysAgo * dayMs;
  return anEvent({
    userId,
    name: "Order Completed",
    occurredAt,
    originalAt: occurredAt,
    properties: { order_id: `o-${orders}`, revenue: 20, currency: "GBP", products: [mug], ...properties },
  });
}

const segment = async (key: string, condition: Condition): Promise<void> => {
  await putDefinition(open, "segment", key, { name: key, condition });
  await untilLive(open, key);
};
const members = (key: string) => () => membersOf(open, key);
const patience = { timeout: 10_000, interval: 20 };

test("an order moves its customer from segment to segment, also one that is told late", async () => {
  await open.take([anEvent({ userId: "ann" }), bought("bob", 5), anEvent({ userId: "cid" })]);
  await segment("onboarding", { stage: "onboard" });
  await segment("growing", { stage: "grow" });
  await segment("silent-growers", {
    all: [{ segment: "growing" }, { not: { did: "Message Clicked" } }],
  });
  expect(await membersOf(open, "onboarding")).toEqual(["bob"]);

  await open.take([bought("ann", 0)]);
  await expect.poll(members("onboarding"), patience).toEqual(["ann", "bob"]);

  await open.take([bought("bob", 100)]);
  await expect.poll(members("growing"), patience).toEqual(["bob"]);
  await expect.poll(members("silent-growers"), patience).toEqual(["bob"]);
  expect(await membersOf(open, "onboarding")).toEqual(["ann"]);

  await open.take([anEvent({ userId: "bob", name: "Message Clicked" })]);
  await expect.poll(members("silent-growers"), patience).toEqual([]);
});

test("who is new is in the segments of those who bought nothing with their first event", async () => {
  await segment("leads", { stage: "acquire" });
  const before = await membersOf(open, "leads");

  await open.take([anEvent({ userId: "lea" })]);

  expect(await membersOf(open, "leads")).toEqual([...before, "lea"].sort());
});

test("an order that another customer tells again leaves the one who had told it", async () => {
  const order = { order_id: "told-twice" };
  await open.take([bought("old", 3, order)]);
  await expect.poll(members("onboarding"), patience).toContain("old");

  await open.take([anEvent({ userId: "new" })]);
  await open.take([bought("new", 4, order)]); // an order is of whoever told of it for the earliest moment

  await expect.poll(members("onboarding"), patience).toContain("new");
  await expect.poll(members("onboarding"), patience).not.toContain("old");
});

test("a visit begins the days since the last one anew", async () => {
  const occurredAt = testNow - 20 * dayMs;
  await open.take([anEvent({ userId: "vi", occurredAt, originalAt: occurredAt })]);
  await segment("away", { dimension: "daysSinceEngagement", gte: 20 });
  expect(await membersOf(open, "away")).toContain("vi");

  await open.take([anEvent({ userId: "vi", occurredAt: testNow, originalAt: testNow })]);

  await expect.poll(members("away"), patience).not.toContain("vi");
});

test("who is joined is asked as one, and apart again when they are parted", async () => {
  await open.take([bought("jo", 200), bought("jim", 120)]);
  const [jo, jim] = await Promise.all([open.find("jo"), open.find("jim")]);
  await segment("twice", { dimension: "shopCountAll", gte: 2 });

  const [merged = 0] = await open.take([
    {
      kind: "merge",
      fromLeafId: jim?.leaves[0]?.leafId ?? 0,
      intoLeafId: jo?.leaves[0]?.leafId ?? 0,
      actor: "clerk",
      receivedAt: testNow,
    },
  ]);
  await expect.poll(members("twice"), patience).toEqual(expect.arrayContaining(["jim", "jo"]));

  const [merge] = await open.stores.database.query<{ merge_id: number }>(
    "select merge_id from merge order by merge_id desc limit 1",
  );
  expect(merged).toBeGreaterThan(0);
  await open.take([
    { kind: "undoMerge", mergeId: merge?.merge_id ?? 0, actor: "clerk", receivedAt: testNow },
  ]);
  await expect.poll(members("twice"), patience).not.toContain("jo");
});

test("a rate, a setting and new thresholds move members without an event of theirs", async () => {
  await segment("in-francs", { dimension: "netSpendAll", gte: 1_500 });
  await open.take([bought("swiss", 1, { currency: "CHF" })]);
  await segment("regulars", { stage: "onboard", sub: "secondShopWindow" });
  expect([await membersOf(open, "in-francs"), await membersOf(open, "regulars")]).not.toContain("swiss");

  await putDefinition(open, "exchange-rate", "CHF", {
    currency: "CHF",
    rates: [{ from: "2020-01-01", rate: "0.9" }],
  });
  await expect.poll(members("in-francs"), patience).toContain("swiss");

  await putDefinition(open, "loyalty", "default", { stages: { firstShopDays: 0 } });
  await expect.poll(members("regulars"), patience).toContain("swiss");
}, 30_000);

test("midnight moves customers from stage to stage, and a segment told afterwards holds the same", async () => {
  await segment("lapsed", { stage: "lapse" });
  const before = await membersOf(open, "lapsed");
  expect(before).not.toContain("swiss");

  open.clock.moveBy(400 * dayMs);

  await expect.poll(members("lapsed"), patience).toContain("swiss");
  await segment("lapsed-again", { stage: "lapse" });
  expect(await membersOf(open, "lapsed-again")).toEqual(await membersOf(open, "lapsed"));
  expect(await membersOf(open, "onboarding")).toEqual([]);
}, 30_000);

test("of a brand that is new whoever buys has scores and a group at once, and fifths follow as it grows", async () => {
  const versionOf = async (): Promise<number> => {
    const [row] = await open.stores.database.query<{ version: number; shoppers: number }>(
      "select max(version) as version from loyalty_thresholds where brand_id = 1",
    );
    return row?.version ?? 0;
  };
  const scored = async (): Promise<readonly string[]> => {
    const rows = await open.stores.database.query<{ value: string }>(
      `select i.value
       from loyalty l
       join identifier i on i.brand_id = l.brand_id and i.leaf_id = l.profile_id and i.namespace = 'userId'
       where l.r is not null and l.rfm_group <> 'PROSPECTS' and i.value like 'grown-%'
       order by i.value`,
    );
    return rows.map(({ value }) => value);
  };
  const before = await versionOf();
  const many = Array.from({ length: 60 }, (_, at) => `grown-${String(at).padStart(2, "0")}`);
  await open.take(many.map((userId, at) => bought(userId, at, { revenue: 10 + at })));

  await expect.poll(versionOf, patience).toBeGreaterThan(before);
  await expect.poll(scored, patience).toEqual(many);
  await segment("champions", { rfm: { group: ["CHAMPIONS"] } });
  await segment("lowest", { rfm: { r: { lte: 1 } } });
  expect((await membersOf(open, "lowest")).filter((userId) => userId.startsWith("grown-"))).toEqual(
    expect.arrayContaining(["grown-59", "grown-55"]),
  );
});
