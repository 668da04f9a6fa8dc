import type { Condition, EventRecord, InboxRecord } from "@attune/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mergesPerRecord } from "../profile/index.ts";
import { anEvent } from "../profile/testing/an-event.ts";
import { judge, type NaiveCustomer } from "../segment/testing/naive.ts";
import {
  type NaiveOrder,
  naiveBands,
  naiveDimensions,
  naiveShopping,
} from "../segment/testing/naive-shopping.ts";
import { loyaltyCondition } from "../segment/testing/random-person-condition.ts";
import { shopperMembers } from "../segment/testing/shopper-members.ts";
import { putDefinition, untilLive } from "./testing/live-definitions.ts";
import { type OpenStream, openStream } from "./testing/open-stream.ts";
import { untilAsked } from "./testing/until-asked.ts";
import { untilFilled } from "./testing/until-filled.ts";

const seed = Number(process.env["ATTUNE_SEED"]);
const dayMs = 86_400_000;
const timeZone = "Europe/London";

let open: OpenStream;
beforeAll(async () => {
  open = await openStream({ most: 7, worthOverlapping: 0 });
  await untilFilled(open.stores.database);
});
afterAll(() => open.close());

const number = fc.constantFrom(0, 1, 2, 3, 14, 30, 60, 90, 200, 365, 2_000, 4_000, 9_000);
const dimension: fc.Arbitrary<Condition> = fc
  .tuple(fc.constantFrom(...naiveDimensions), fc.constantFrom("gte", "lt", "is", "isNot"), number)
  .map(([name, operator, bound]) => ({ dimension: name, [operator]: bound }));
const band: fc.Arbitrary<Condition> = fc.constantFrom(
  ...naiveBands.flatMap((name): Condition[] => [
    { band: name, in: ["RC", "RS", "F2", "FL", "N1", "N4", "A2"].filter((code) => isOf(name, code)) },
  ]),
);
const length = fc.constantFrom("1d", "30d", "100d", "1y");
const stageName = fc.constantFrom("acquire" as const, "lapse" as const, "onboard" as const, "grow" as const);
const stage: fc.Arbitrary<Condition> = fc.record(
  {
    stage: stageName,
    enteredWithin: length,
    forAtLeast: length,
    atRisk: fc.boolean(),
    returned: fc.boolean(),
  },
  { requiredKeys: ["stage"], noNullPrototype: true },
);
const event = fc.constantFrom("Order Completed", "Product Viewed");
const behaviour: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ did: event, within: length }, { requiredKeys: ["did"], noNullPrototype: true }),
  fc
    .tuple(event, stageName, fc.constantFrom({ gte: 1 }, { gte: 2 }, { lt: 1 }, { eq: 1 }))
    .map(([did, name, count]) => ({ did, count, since: { stage: name } })),
);
const leaf = fc.oneof(
  { weight: 3, arbitrary: dimension },
  { weight: 1, arbitrary: band },
  { weight: 3, arbitrary: stage },
  { weight: 2, arbitrary: behaviour },
);
const combined = (of: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
  fc.oneof(
    { weight: 3, arbitrary: of },
    { weight: 1, arbitrary: fc.tuple(of, of).map((all) => ({ all })) },
    { weight: 1, arbitrary: fc.tuple(of, of).map((any) => ({ any })) },
    { weight: 1, arbitrary: of.map((not) => ({ not })) },
  );

/** Who is asked about costs little beside what is asked of the stores. */
const customer = fc.nat(23);

/** Told late and out of order; every sixth is brought back; nobody tells of an order of somebody else. */
const fact = fc.record({
  who: customer,
  isOrder: fc.boolean(),
  inStore: fc.boolean(),
  daysAgo: fc.oneof(fc.nat(40), fc.nat(900)),
  hours: fc.nat(23),
  refundedAfter: fc.oneof({ weight: 4, arbitrary: fc.constant(-1) }, fc.constantFrom(0, 1, 30)),
  pounds: fc.integer({ min: 1, max: 40 }),
});
const control = fc.record({ kind: fc.constantFrom("merge", "undoMerge"), a: customer, b: customer });
type Told = typeof fact extends fc.Arbitrary<infer T> ? T : never;
type Control = typeof control extends fc.Arbitrary<infer T> ? T : never;

/** Those of the rounds before. */
const merges: number[] = [];

interface Kept {
  readonly order: NaiveOrder | undefined;
  readonly events: readonly EventRecord[];
}

test("in memory, in the stores and by the plainest reading of their orders the same customers are in, whatever comes and goes", async () => {
  const judged = fc.sample(combined(leaf), { seed, numRuns: 40 });
  const others = fc.sample(combined(fc.oneof(leaf, loyaltyCondition)), { seed: seed + 1, numRuns: 20 });
  const conditions = new Map([...judged, ...others].map((one, at) => [`s${at}`, one]));
  for (const [key, condition] of conditions)
    await putDefinition(open, "segment", key, { name: key, condition });
  for (const key of conditions.keys()) await untilLive(open, key);
  const kept = new Map<string, Kept[]>();
  let [cases, members] = [0, 0];

  for (let round = 0; round < 6; round += 1) {
    const facts = fc.sample(fc.oneof({ weight: 9, arbitrary: fact }, { weight: 1, arbitrary: control }), {
      seed: seed + round,
      numRuns: 60,
    });
    await tell(facts, round, kept);
    for (const days of [0, 1, 45]) {
      open.clock.moveBy(days * dayMs);
      await untilAsked(open);
      const result = await compare(conditions, judged.length, kept);
      expect(result.differences.slice(0, 3)).toEqual([]);
      cases += result.cases;
      members += result.members;
    }
  }

  const [{ joined = 0, parted = 0 } = {}] = await open.stores.database.query<{
    joined: number;
    parted: number;
  }>("select count(*) as joined, count(undone_at) as parted from merge where cause = 'api'");
  console.info(`${cases} cases, ${members} members, ${joined} joined, ${parted} parted again`);
  expect(members).toBeGreaterThan(cases / 50);
  expect(cases).toBeGreaterThanOrEqual(10_000);
}, 240_000);

async function tell(
  facts: readonly (Told | Control)[],
  round: number,
  kept: Map<string, Kept[]>,
): Promise<void> {
  const records = facts.flatMap((one, at) => recordsOf(one, `${round}-${at}`, kept));
  const appended = records.map((record) => open.stream.inbox.append(1, [record]));
  const positions = (await Promise.all(appended)).flat();
  const last = Math.max(...positions);
  records.forEach((record, at) => {
    if (record.kind === "merge") merges.push((positions[at] ?? 0) * mergesPerRecord);
  });
  await open.stream.foldedUpTo(1, last);
  await open.stream.sunkUpTo(last);
}

function recordsOf(one: Told | Control, name: string, kept: Map<string, Kept[]>): readonly InboxRecord[] {
  const common = { actor: "clerk", receivedAt: open.clock.now() };
  if ("kind" in one) {
    return [
      one.kind === "merge"
        ? { ...common, kind: "merge", fromLeafId: one.a + 1, intoLeafId: one.b + 1 }
        : { ...common, kind: "undoMerge", mergeId: merges[one.a % Math.max(1, merges.length)] ?? 0 },
    ];
  }
  const told = eventsOf(one, name);
  const user = `user-${one.who}`;
  kept.set(user, [...(kept.get(user) ?? []), told]);
  // Each twice: the second is a repeat.
  return [...told.events, ...told.events.slice(0, 1)];
}

function eventsOf(one: Told, name: string): Kept {
  const at = open.clock.now() - one.daysAgo * dayMs - one.hours * 3_600_000;
  const anew = (told: Partial<EventRecord>): EventRecord =>
    anEvent({
      userId: `user-${one.who}`,
      channel: one.inStore ? "store" : "web",
      receivedAt: open.clock.now(),
      occurredAt: at,
      originalAt: at,
      ...told,
    });
  if (!one.isOrder) return { order: undefined, events: [anew({ name: "Product Viewed", messageId: name })] };
  const properties = {
    order_id: `order-${name}`,
    currency: "GBP",
    products: [{ product_id: "mug", price: one.pounds, quantity: 1 }],
  };
  const bought = anew({ name: "Order Completed", messageId: `bought-${name}`, properties });
  const refundedAt = at + one.refundedAfter * dayMs;
  const isBack = one.refundedAfter >= 0 && refundedAt <= open.clock.now();
  const order = { at, netMinor: one.pounds * 100 };
  if (!isBack) return { order, events: [bought] };
  const back = anew({
    name: "Order Refunded",
    messageId: `back-${name}`,
    occurredAt: refundedAt,
    originalAt: refundedAt,
    properties: { order_id: `order-${name}`, currency: "GBP", total: one.pounds },
  });
  return { order: { ...order, refundedAt }, events: [bought, back] };
}

interface Compared {
  readonly cases: number;
  readonly members: number;
  readonly differences: readonly unknown[];
}

type Orders = ReadonlyMap<string, readonly Kept[]>;

async function compare(
  conditions: ReadonlyMap<string, Condition>,
  judged: number,
  kept: Orders,
): Promise<Compared> {
  const nowMs = open.clock.now();
  const people = (await peopleNow()).map((person) => ({ ...person, customer: naiveOf(person, kept, nowMs) }));
  const select = await shopperMembers(open.stores, timeZone);
  const written = await writtenMembers();
  const differences: unknown[] = [];
  let [cases, members] = [0, 0];
  for (const [at, [key, condition]] of [...conditions].entries()) {
    const inStores = await select(condition, nowMs);
    const inMemory = written.get(key) ?? new Set();
    const isMember = ({ profileId, customer }: (typeof people)[number]): boolean =>
      at < judged ? judge(condition, customer, nowMs, { timeZone, segments: {} }) : inStores.has(profileId);
    const meant = new Set(people.filter(isMember).map(({ profileId }) => profileId));
    differences.push(
      ...people
        .filter(({ profileId }) => !isOneAnswer(profileId, [inStores, inMemory, meant]))
        .map(({ customer: _told, ...person }) => ({
          condition,
          nowMs,
          person,
          orders: ordersOf(person, kept),
          inStores,
          inMemory,
          meant,
        })),
    );
    cases += people.length;
    members += meant.size;
  }
  return { cases, members, differences };
}

function isOneAnswer(profileId: number, [first, ...others]: readonly ReadonlySet<number>[]): boolean {
  return others.every((one) => one.has(profileId) === first?.has(profileId));
}

function naiveOf(person: PersonNow, kept: Orders, nowMs: number): NaiveCustomer {
  const loyalty = naiveShopping(ordersOf(person, kept), nowMs, { timeZone, ...person });
  const told = person.users.flatMap((user) => kept.get(user) ?? []);
  const events = told.flatMap((one) => one.events).map((one) => ({ ...one, context: {} }));
  return { events, traits: {}, consents: {}, profileId: person.profileId, loyalty };
}

function ordersOf({ users }: PersonNow, kept: Orders): readonly NaiveOrder[] {
  return users.flatMap((user) => kept.get(user) ?? []).flatMap(({ order }) => order ?? []);
}

interface PersonNow {
  readonly profileId: number;
  readonly users: readonly string[];
  readonly stageSince: number;
  readonly brandGap: number | null;
}

/** Who is whom now, and when a stage was noticed to begin: facts that conditions rest on and that no order tells. */
async function peopleNow(): Promise<readonly PersonNow[]> {
  return open.stores.database.query<PersonNow>(
    `select l.profile_id as "profileId", l.stage_since as "stageSince",
       (select (t.body::jsonb ->> 'brandGap')::float8 from loyalty_thresholds t order by t.version desc limit 1) as "brandGap",
       (select array_agg(distinct f.value) from leaf f where f.profile_id = l.profile_id and f.namespace = 'userId') as users
     from loyalty l
     order by l.profile_id`,
  );
}

async function writtenMembers(): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
  const rows = await open.stores.database.query<{ key: string; ids: number[] }>(
    `select d.key, array_agg(m.profile_id) as ids
     from segment_member m
     join definition d on d.definition_id = m.segment_id
     group by d.key`,
  );
  return new Map(rows.map(({ key, ids }) => [key, new Set(ids)]));
}

function isOf(name: string, code: string): boolean {
  const letters: Readonly<Record<string, string>> = {
    daysSinceShop: "R",
    shopCountAll: "F",
    shopCount12m: "N",
    averageGapDays: "A",
  };
  return code.startsWith(letters[name] ?? "?");
}
