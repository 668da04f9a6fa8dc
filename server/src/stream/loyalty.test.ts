import type { EventRecord, InboxRecord } from "@attune/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mergesPerRecord } from "../profile/index.ts";
import { readEngagement } from "../profile/loyalty/clickhouse/read-engagement.ts";
import { fillBrand } from "../profile/loyalty/postgres/fill-brand.ts";
import { openFillHand } from "../profile/loyalty/postgres/fill-hand.ts";
import type { LoyaltyPorts } from "../profile/loyalty/postgres/loyalty-ports.ts";
import { refreshThresholds } from "../profile/loyalty/postgres/renew-brand.ts";
import { anEvent } from "../profile/testing/an-event.ts";
import { type OpenStream, openStream, testNow } from "./testing/open-stream.ts";
import { untilFilled } from "./testing/until-filled.ts";

let open: OpenStream;
beforeAll(async () => {
  open = await openStream({ most: 7, worthOverlapping: 0 }, undefined, {
    timersMs: 5,
    loyaltyMs: 3_600_000, // a turn in the midst of new thresholds, made here, would make them too
  });
  await untilFilled(open.stores.database);
});
afterAll(() => open.close());

const dayMs = 86_400_000;
const names = [
  "Product Viewed",
  "Order Completed",
  "Order Refunded",
  "Identified",
  "Signed Up",
  "Email Opened",
];
const fact = fc.record({
  user: fc.option(fc.nat(3), { nil: undefined, freq: 3 }),
  device: fc.nat(3),
  name: fc.constantFrom(...names),
  channel: fc.constantFrom("web", "store" as const),
  order: fc.nat(5),
  daysAgo: fc.nat(500),
});
const control = fc.record({ kind: fc.constantFrom("merge", "undoMerge"), a: fc.nat(12), b: fc.nat(12) });

let runs = 0;

test("what the fold keeps of loyalty is what is worked out from scratch, however events are batched, joined and parted", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.oneof({ weight: 10, arbitrary: fact }, { weight: 1, arbitrary: control }), {
        minLength: 10,
        maxLength: 50,
      }),
      async (facts) => {
        runs += 1;
        const [first = 0] = await open.take([anEvent({ userId: `first-${runs}` })]);
        const records = facts.map((one, at) => recordOf(one, first + 1 + at, first));
        const appended = records.map((record) => open.stream.inbox.append(1, [record]));
        const last = Math.max(...(await Promise.all(appended)).flat());
        await open.stream.foldedUpTo(1, last);
        await open.stream.sunkUpTo(last);
        // Thresholds of the same customers, so that all that is relative to them can be compared too.
        await refreshThresholds(ports(), testNow);
        const kept = await rows();

        expect(kept).toEqual(await fromScratch());
      },
    ),
    { numRuns: 10, endOnFailure: true },
  );
}, 120_000);

test("an event without a sale, a visit or a new customer writes nothing of loyalty", async () => {
  await open.take([anEvent({ userId: "quiet", name: "Product Viewed" })]);
  const written = () => open.stores.database.query("select xmin, * from loyalty order by profile_id");
  const before = await written();

  await open.take([
    anEvent({ userId: "quiet", name: "Product Viewed" }),
    anEvent({ userId: "quiet", name: "Email Opened", messageId: "opened" }),
  ]);

  expect(await written()).toEqual(before);
});

test("an order moves its customer to another stage at once, and others are told in order", async () => {
  await open.take([anEvent({ userId: "buyer", name: "Identified", type: "identify" })]);
  const [position] = await open.take([
    anEvent({
      userId: "buyer",
      name: "Order Completed",
      properties: { order_id: "first-of-buyer", revenue: 20, currency: "GBP", products: [mug] },
    }),
  ]);

  const told = await open.stores.database.query(
    "select kind, body::json ->> 'stage' as stage from outbox where position = $1 order by ordinal",
    [position],
  );
  expect(told).toEqual([
    { kind: "stage.left", stage: "acquire" },
    { kind: "stage.entered", stage: "onboard" },
  ]);
});

test("an order in a currency of which nobody has said the rate counts as soon as somebody does", async () => {
  const francs = { order_id: "in-francs", revenue: 20, currency: "CHF", products: [mug] };
  await open.take([anEvent({ userId: "swiss", name: "Order Completed", properties: francs })]);
  const shops = async (): Promise<number | undefined> => (await rowOf("swiss"))?.shop_count_all;
  expect(await shops()).toBe(0);

  await define("exchange-rate", "CHF", { currency: "CHF", rates: [{ from: "2020-01-01", rate: "0.9" }] });

  await expect.poll(shops, { timeout: 20_000 }).toBe(1);
  await open.take([
    anEvent({ userId: "swiss", name: "Order Completed", properties: { ...francs, order_id: "more-francs" } }),
  ]);
  expect(await rowOf("swiss")).toMatchObject({ shop_count_all: 1, net_spend_all: 3600 });
}, 30_000);

const mug = { product_id: "mug", price: 20, quantity: 1 };

async function rowOf(
  userId: string,
): Promise<{ readonly shop_count_all: number; readonly net_spend_all: number } | undefined> {
  const found = await open.find(userId);
  const [row] = await open.stores.database.query<{ shop_count_all: number; net_spend_all: number }>(
    "select shop_count_all, net_spend_all from loyalty where profile_id = $1",
    [found?.profileId],
  );
  return row;
}

async function define(kind: string, key: string, body: object): Promise<void> {
  const { database } = open.stores;
  await database.query("insert into definition (brand_id, kind, key, version) values (1, $1, $2, 1)", [
    kind,
    key,
  ]);
  await database.query(
    `insert into definition_version (definition_id, version, state, body, author, reason)
     select definition_id, 1, 'live', $3, 'test', '' from definition where kind = $1 and key = $2`,
    [kind, key, JSON.stringify(body)],
  );
  await open.take([{ kind: "definition", definitionKind: kind, key, version: 1, receivedAt: testNow }]);
}

type Fact = typeof fact extends fc.Arbitrary<infer T> ? T : never;
type Control = typeof control extends fc.Arbitrary<infer T> ? T : never;

function recordOf(one: Fact | Control, position: number, first: number): InboxRecord {
  if (!("kind" in one)) return eventOf(one, position);
  const common = { actor: "clerk", receivedAt: testNow };
  return one.kind === "merge"
    ? { ...common, kind: "merge", fromLeafId: one.a + 1, intoLeafId: one.b + 1 }
    : { ...common, kind: "undoMerge", mergeId: Math.max(first, position - one.a) * mergesPerRecord };
}

function eventOf({ user, device, name, channel, order, daysAgo }: Fact, position: number): EventRecord {
  const occurredAt = testNow - daysAgo * dayMs;
  return anEvent({
    ...(user === undefined ? {} : { userId: `user-${runs % 2}-${user}` }),
    anonymousId: `device-${runs % 2}-${device}`,
    proof: "secretKey",
    channel,
    messageId: `message-${position}`,
    originalAt: occurredAt,
    occurredAt,
    type: name === "Identified" ? "identify" : "track",
    name,
    traits: name === "Identified" ? { createdAt: "2025-11-01", address: { city: `Town ${order}` } } : {},
    properties: name.startsWith("Order")
      ? { order_id: `order-${runs}-${order}`, revenue: 20, currency: "GBP", products: [mug] }
      : {},
  });
}

/** All but when it was written and by which thresholds. */
const asked = `select to_jsonb(l) - '{computed_at,digest,thresholds,stage_since,engaged}'::text[] as row, l.engaged::jsonb as engaged
  from loyalty l order by profile_id`;

function rows(): Promise<unknown[]> {
  return open.stores.database.query(asked);
}

/** As the first fill makes them; what was kept is put back. */
async function fromScratch(): Promise<unknown> {
  const { database, memory } = open.stores;
  await database.query("create table kept_loyalty as select * from loyalty");
  await database.query("create table kept_history as select * from loyalty_history");
  await database.query("delete from loyalty");
  const engagement = (range: { after: number; upTo: number }) => readEngagement(memory, 1, range);
  // Two share the customers, as threads do.
  await fillBrand(
    ports(),
    (nowMs) => Promise.all([1, 2].map(() => openFillHand(ports(), engagement, nowMs))),
    testNow,
  );
  const made = await rows();
  await database.query("delete from loyalty");
  await database.query("delete from loyalty_history");
  await database.query("insert into loyalty select * from kept_loyalty");
  await database.query("insert into loyalty_history select * from kept_history");
  await database.query("drop table kept_loyalty, kept_history");
  return made;
}

/** For what is done while the stream has nothing to do. */
function ports(): LoyaltyPorts {
  const { database } = open.stores;
  return {
    database,
    brand: { brandId: 1, timeZone: "Europe/London", currency: "GBP" },
    step: (work) => database.transaction(work),
    tell: () => Promise.resolve(),
    changed: () => Promise.resolve(),
    onThresholds: () => Promise.resolve(),
  };
}
