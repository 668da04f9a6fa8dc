import type { Condition, EventRecord } from "@attune/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEvent } from "../profile/testing/an-event.ts";
import { putSegment, untilLive, untilRow } from "./testing/live-definitions.ts";
import { type OpenStream, openStream, testNow } from "./testing/open-stream.ts";

/** In one the clock leaps, so that a herd is due, listed and written a few at a time; in the other it goes from one due moment to the next. */
let leaping: OpenStream;
let stepping: OpenStream;
beforeAll(async () => {
  [leaping, stepping] = await Promise.all([
    openStream(undefined, { listed: 7, perStep: 3, perStepAmongEvents: 2 }),
    openStream(),
  ]);
  for (const [key, condition] of Object.entries(segments)) {
    await Promise.all([leaping, stepping].map((open) => putLive(open, key, condition)));
  }
});
afterAll(() => Promise.all([leaping.close(), stepping.close()]));

const minuteMs = 60_000;
const bell: Condition = { did: "Bell Pressed", within: "1h" };
const segments: Readonly<Record<string, Condition>> = {
  bell,
  once: { did: "Bell Pressed", count: { eq: 1 }, within: "2h" },
  quiet: { all: [{ did: "Bell Pressed" }, { not: { did: "Bell Pressed", within: "1h" } }] },
  calm: { not: { did: "Bell Pressed", within: "30m" } },
  awake: { all: [{ segment: "bell" }, { not: { segment: "calm" } }] },
  keen: { did: "Door Opened", sum: { of: "properties.n", gte: 5 }, within: "90m" },
};

let runs = 0;
let startMs = testNow;

const fact = fc.record({
  user: fc.nat(11),
  ago: fc.nat(11),
  name: fc.constantFrom("Bell Pressed", "Bell Pressed", "Door Opened"),
  n: fc.nat(6),
});

test("a herd that is due while events come ends and is told as if every moment had been waited for", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fact, { minLength: 20, maxLength: 40 }),
      fc.array(fact, { minLength: 5, maxLength: 20 }),
      async (earlier, later) => {
        runs += 1;
        for (const open of [leaping, stepping]) open.clock.moveTo(startMs);
        const opening = earlier.map((one) => eventOf(one, startMs - one.ago * 10 * minuteMs));
        await Promise.all([leaping.take(opening), stepping.take(opening)]);
        const endMs = startMs + 150 * minuteMs;
        const closing = later.map((one) => eventOf(one, endMs));

        leaping.clock.moveTo(endMs);
        for (const one of closing) await leaping.take([one]);
        await untilNobodyIsDue(leaping, endMs);
        for (let due = await nextDue(stepping); due <= endMs; due = await nextDue(stepping)) {
          stepping.clock.moveTo(due);
          await untilNobodyIsDue(stepping, due);
        }
        stepping.clock.moveTo(endMs);
        for (const one of closing) await stepping.take([one]);

        expect(await told(leaping)).toEqual(await told(stepping));
        expect(await standing(leaping)).toEqual(await standing(stepping));
        startMs = endMs + minuteMs;
      },
    ),
    { numRuns: 4, endOnFailure: true },
  );
}, 120_000);

test("of a herd that nobody disturbs the outbox tells the first who was due first, each with the moment it was", async () => {
  runs += 1;
  for (const open of [leaping, stepping]) open.clock.moveTo(startMs);
  const pressed = Array.from({ length: 23 }, (_, at) =>
    eventOf({ user: at, name: "Bell Pressed", n: 0 }, startMs - ((at * 7) % 23) * minuteMs),
  );
  // Some have a second end in the midst of the others' first ones.
  const opened = [0, 5, 11].map((user) =>
    eventOf({ user, name: "Door Opened", n: 5 }, startMs - 75 * minuteMs),
  );
  await leaping.take([...pressed, ...opened]);
  const [before] = await leaping.stores.database.query<{ rows: number }>(
    "select count(*) as rows from outbox",
  );

  leaping.clock.moveTo(startMs + 150 * minuteMs);
  await untilNobodyIsDue(leaping, startMs + 150 * minuteMs);

  const rows = await leaping.stores.database.query<{ body: string }>(
    "select body from outbox order by position, ordinal offset $1",
    [before?.rows ?? 0],
  );
  const moments = rows.map(({ body }) => (JSON.parse(body) as { readonly at: number }).at);
  expect(moments.length).toBeGreaterThan(23 * 3);
  expect(moments).toEqual(moments.toSorted((a, b) => a - b));
  expect(moments.every((at) => (at - startMs) % minuteMs === 0)).toBe(true);
});

function eventOf(
  { user, name, n }: Omit<typeof fact extends fc.Arbitrary<infer T> ? T : never, "ago">,
  at: number,
): EventRecord {
  return anEvent({ userId: `user-${runs}-${user}`, name, properties: { n }, occurredAt: at, receivedAt: at });
}

function untilNobodyIsDue(open: OpenStream, at: number): Promise<void> {
  return untilRow(
    open,
    `select 1 where not exists (select 1 from profile where timer_at <= to_timestamp(${at} / 1000.0))`,
  );
}

async function nextDue(open: OpenStream): Promise<number> {
  const [row] = await open.stores.database.query<{ due: number | null }>(
    "select min(timer_at) as due from profile",
  );
  return row?.due ?? Number.POSITIVE_INFINITY;
}

/** What the outbox tells of each customer and segment, in its order. */
function told({ stores }: OpenStream): Promise<unknown> {
  return stores.database.query(
    `select body::json ->> 'profileId' as profile, body::json ->> 'segmentId' as segment,
       array_agg(kind || ' ' || (body::json ->> 'at') order by position, ordinal) as told
     from outbox
     group by 1, 2
     order by 1, 2`,
  );
}

async function standing({ stores }: OpenStream): Promise<unknown> {
  const asked = [
    "select profile_id, state from profile order by 1",
    "select segment_id, profile_id, entered_at from segment_member order by 1, 2",
    "select segment_id, size from segment_size where size <> 0 order by 1",
  ];
  return Promise.all(asked.map((sql) => stores.database.query(sql)));
}

async function putLive(open: OpenStream, key: string, condition: Condition): Promise<void> {
  await putSegment(open, key, { name: key, condition });
  await untilLive(open, key);
}
