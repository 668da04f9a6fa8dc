import type { Condition, JsonObject } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEvent } from "../profile/testing/an-event.ts";
import type { ChangePage, MembershipNews } from "../segment/index.ts";
import { createChanges } from "../segment/index.ts";
import { createChangeStore } from "../segment/postgres/change-store.ts";
import { createTideStore } from "../segment/postgres/tide-store.ts";
import { Appender } from "./appender.ts";
import { forgetOutbox } from "./postgres/forget-outbox.ts";
import { createPartitions } from "./postgres/partitions.ts";
import { putSegment, retireSegment, untilLive, untilRow } from "./testing/live-definitions.ts";
import { type OpenStream, openStream, testNow } from "./testing/open-stream.ts";

let open: OpenStream;
beforeAll(async () => {
  open = await openStream();
});
afterAll(() => open.close());

const hour = 3_600_000;
const never = new AbortController().signal;
const everything = { segmentId: undefined, of: "members", limit: 100, waitMs: 0, signal: never } as const;

function follow(after: ChangePage["next"] | "now" | undefined, more: object = {}): Promise<ChangePage> {
  return createChanges(createChangeStore(open.stores.database)).follow(1, { ...everything, after, ...more });
}

/** All that is told, in small pages. */
async function followToEnd(of: "members" | "usable"): Promise<readonly MembershipNews[]> {
  const told: MembershipNews[] = [];
  for (let after: ChangePage["next"] | undefined; ; ) {
    const page: ChangePage = await follow(after, { limit: 7, of });
    told.push(...page.changes);
    if (page.changes.length === 0) return told;
    after = page.next;
  }
}

const put = (key: string, condition: Condition, more: JsonObject = {}): Promise<void> =>
  putSegment(open, key, { name: key, condition: condition as unknown as JsonObject, ...more });

test("whoever followed the stream knows who is in each segment, whoever wrote meanwhile: two copies, merges, timers and fills", async () => {
  const { database } = open.stores;
  const other = new Appender({
    database,
    partitions: createPartitions(),
    isLeading: () => false,
    onAppended: () => undefined,
  });
  await put("buyers", { did: "Bought" }, { purpose: "marketing", channel: "email" });
  await put("lately", { did: "Bought", within: "1d" });
  const { live, ended } = followLive();

  await sendCrowd(other);
  open.clock.moveBy(48 * hour);
  for (const key of ["buyers", "lately", "lookers"]) await untilLive(open, key);
  await put("lookers", { did: "Nothing" });
  await retireSegment(open, "lookers");
  await settled("lately");
  await ended();

  for (const set of ["members", "usable"] as const) {
    const told = await followToEnd(set);
    expect(told.map(placeText)).toEqual([...told].sort(byPlace).map(placeText));
    expect(new Set(told.map(placeText)).size).toBe(told.length);
    expect(membersAfter(told)).toEqual(await membersNow(set === "members" ? 1 : -1));
    expect(faultsOfTurns(told)).toEqual([]);
  }
  expect(live.map(placeText)).toEqual((await followToEnd("members")).slice(-live.length).map(placeText));
  expect(live.length).toBeGreaterThan(100);
  await sizesAgree();
}, 60_000);

test("what was told a week ago is forgotten, but for the newest, and who is behind that is refused", async () => {
  const { database } = open.stores;
  await database.query("update outbox set recorded_at = recorded_at - interval '8 days'");
  const [before] = await followToEnd("members");
  const { next } = await follow("now");

  const gone = await forgetOutbox(database, 1, Date.now());

  expect(gone).toBeGreaterThan(100);
  expect(await database.query("select position, ordinal from outbox")).toEqual([next]);
  await expect(follow(before)).rejects.toMatchObject({ code: "segment.changes_forgotten" });
  expect(await follow(next)).toEqual({ changes: [], next });
});

test("a place that was never told is refused", async () => {
  const { next } = await follow("now");

  await expect(follow({ position: next.position + 1, ordinal: 1 })).rejects.toMatchObject({
    code: "segment.bad_cursor",
  });
});

test("who waits is told at once, and who waits in vain is told where to go on", async () => {
  await put("waited", { did: "Waited For" });
  await untilLive(open, "waited");
  const { next: after } = await follow("now");
  const waiting = follow(after, { waitMs: 20_000 });
  await open.take([anEvent({ userId: "waited-for", name: "Waited For" })]);

  const page = await waiting;
  const vain = await follow(page.next, { waitMs: 60 });

  expect(page.changes).toMatchObject([{ segment: "waited", entered: true, version: 1 }]);
  expect(vain).toEqual({ changes: [], next: page.next });
});

/** As a program elsewhere would, with long polls; `ended` resolves when all is told. */
function followLive(): { readonly live: readonly MembershipNews[]; ended(): Promise<void> } {
  const live: MembershipNews[] = [];
  let isOver = false;
  const follower = (async () => {
    for (let { next: after } = await follow("now"); ; ) {
      const page = await follow(after, { waitMs: 200 });
      live.push(...page.changes);
      after = page.next;
      if (isOver && page.changes.length === 0) return;
    }
  })();
  return {
    live,
    ended: () => {
      isOver = true;
      return follower;
    },
  };
}

/** Events and consents through two copies of the program, while segments are made and changed, customers are joined and time passes. */
async function sendCrowd(other: Appender): Promise<void> {
  const sent: Promise<readonly number[]>[] = [];
  const meanwhile: Readonly<Record<number, () => Promise<void> | void>> = {
    30: () => put("lookers", { did: "Looked", count: { gte: 2 } }),
    60: () =>
      put(
        "buyers",
        { any: [{ did: "Bought" }, { did: "Looked", count: { gte: 3 } }] },
        { purpose: "service" },
      ),
    80: () => open.clock.moveBy(22 * hour),
  };
  for (let n = 0; n < 120; n += 1) {
    const inbox = n % 2 === 0 ? open.stream.inbox : other;
    sent.push(...eventsOf(n).map((event) => inbox.append(1, [event])));
    await meanwhile[n]?.();
    if (n % 10 === 0) await Promise.all(sent);
    if (n % 30 === 29) await merge(`crowd-${n % 40}`, `crowd-${(n + 7) % 40}`);
  }
  await Promise.all(sent);
}

function consent(userId: string, state: string, n: number): ReturnType<typeof anEvent> {
  return anEvent({
    userId,
    name: state === "granted" ? "Consent Given" : "Consent Withdrawn",
    occurredAt: testNow - 1_000 + n,
    properties: { purpose: "marketing", channel: "email" },
  });
}

function eventsOf(n: number): readonly ReturnType<typeof anEvent>[] {
  const userId = `crowd-${n % 40}`;
  const did = anEvent({
    userId,
    name: n % 3 === 0 ? "Bought" : "Looked",
    occurredAt: testNow - (n % 5) * hour,
  });
  return n % 4 === 0 ? [did, consent(userId, n % 8 === 0 ? "granted" : "withdrawn", n)] : [did];
}

async function merge(a: string, b: string): Promise<void> {
  const [from, into] = await Promise.all([open.find(a), open.find(b)]);
  const [fromLeafId, intoLeafId] = [from, into].map((one) => one?.leaves[0]?.leafId);
  if (fromLeafId === undefined || intoLeafId === undefined) return;
  await open.take([{ kind: "merge", fromLeafId, intoLeafId, actor: "test", receivedAt: testNow }]);
}

/** Everybody has left by the clock alone. */
function settled(key: string): Promise<void> {
  return untilRow(
    open,
    `select 1 where not exists (
       select 1 from segment_member m join definition d on d.definition_id = m.segment_id where d.key = $1
     )`,
    [key],
  );
}

function placeText({ position, ordinal }: MembershipNews): string {
  return `${position}.${ordinal}`;
}

function byPlace(a: MembershipNews, b: MembershipNews): number {
  return a.position - b.position || a.ordinal - b.ordinal;
}

function membersAfter(told: readonly MembershipNews[]): readonly string[] {
  const members = new Set<string>();
  for (const { segment, profileId, entered } of told) {
    if (entered) members.add(`${segment} ${profileId}`);
    else members.delete(`${segment} ${profileId}`);
  }
  return [...members].sort();
}

/** Nobody enters twice, nobody leaves who is not in. */
function faultsOfTurns(told: readonly MembershipNews[]): readonly string[] {
  const members = new Set<string>();
  return told.flatMap(({ segment, profileId, entered }) => {
    const one = `${segment} ${profileId}`;
    const isFault = members.has(one) === entered;
    if (entered) members.add(one);
    else members.delete(one);
    return isFault ? [one] : [];
  });
}

async function membersNow(sign: number): Promise<readonly string[]> {
  const rows = await open.stores.database.query<{ one: string }>(
    "select d.key || ' ' || m.profile_id as one from segment_member m join definition d on d.definition_id = m.segment_id * $1",
    [sign],
  );
  return rows.map((row) => row.one).sort();
}

async function sizesAgree(): Promise<void> {
  const rows = await open.stores.database.query<{
    segment_id: number;
    size: number;
    tide: number;
    members: number;
  }>(
    `select segment_id, coalesce(s.size, 0)::bigint as size, t.tide,
       (select count(*) from segment_member m where m.segment_id = t.segment_id) as members
     from (select segment_id, sum(entries - exits)::bigint as tide from segment_tide group by segment_id) t
     left join (select segment_id, sum(size) as size from segment_size group by segment_id) s using (segment_id)`,
  );
  expect(rows.filter(({ size, tide, members }) => size !== tide || tide !== members)).toEqual([]);
  const tides = await createTideStore(open.stores.database).tides(1, rows[0]?.segment_id ?? 0, [0, 1e15]);
  expect(tides).toHaveLength(2);
}
