import type { Condition } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database, Transaction } from "../platform/postgres/database.ts";
import { anEvent } from "../profile/testing/an-event.ts";
import { createSegmentStore } from "../segment/postgres/segment-store.ts";
import { Appender } from "./appender.ts";
import { askEveryone } from "./ask-everyone.ts";
import { createPartitions } from "./postgres/partitions.ts";
import { createQueue } from "./queue.ts";
import { putSegment, retireSegment, untilLive, untilRow } from "./testing/live-definitions.ts";
import { type OpenStream, openStream, testNow } from "./testing/open-stream.ts";

let open: OpenStream;
beforeAll(async () => {
  open = await openStream();
});
afterAll(() => open.close());

const bought: Condition = { did: "Order Completed" };
const day = 86_400_000;

test("a segment made while events keep coming holds everyone once, whether they came before, meanwhile or after", async () => {
  const people = Array.from({ length: 300 }, (_, n) => `flow-${n}`);
  const buy = (userId: string): Promise<unknown> => open.take([anEvent({ userId, name: "Flowing" })]);
  for (const userId of people.slice(0, 100)) await buy(userId);

  const made = put("flow", { did: "Flowing", count: { gte: 2 } });
  for (const userId of people.slice(0, 200)) await buy(userId);
  await made;
  for (const userId of people.slice(100)) await buy(userId);
  await untilLive(open, "flow");

  // 0–99 twice, 100–199 twice, 200–299 once.
  expect(await membersOf("flow")).toHaveLength(200);
  expect(await sizeOf("flow")).toBe(200);
}, 60_000);

test("a segment that was retired and comes back holds its members again", async () => {
  await open.take([1, 2, 3].map((n) => anEvent({ userId: `back-${n}`, name: "Coming Back" })));
  await put("back", { did: "Coming Back" });
  await untilLive(open, "back");
  await retireSegment(open, "back", { name: "back", condition: bought });
  const meanwhile = await sizeOf("back");
  await put("back", { did: "Coming Back" });
  await untilLive(open, "back");

  expect([meanwhile, await sizeOf("back"), (await membersOf("back")).length]).toEqual([0, 3, 3]);
});

test("a segment that refers to another follows when the other is changed", async () => {
  await open.take([1, 2].map((n) => anEvent({ userId: `ref-${n}`, name: "Order Completed" })));
  await put("base", bought);
  await untilLive(open, "base");
  await put("follower", { segment: "base" });
  await untilLive(open, "follower");
  const before = await sizeOf("follower");
  await put("base", { did: "Something Nobody Did" });
  await untilLive(open, "base");

  expect(before).toBeGreaterThanOrEqual(2);
  expect([await sizeOf("base"), await sizeOf("follower")]).toEqual([0, 0]);
});

test("a segment that is edited while it is being filled ends with the members of its last wording", async () => {
  await open.take(
    [1, 2, 3, 4].map((n) => anEvent({ userId: `edit-${n}`, name: n > 2 ? "Edited B" : "Edited A" })),
  );

  await put("edited", { did: "Edited A" });
  await put("edited", { any: [{ did: "Edited A" }, { did: "Edited B" }] });
  await untilLive(open, "edited");

  expect(await membersOf("edited")).toHaveLength(4);
});

test("a window ends by itself, without an event", async () => {
  const userId = "window-1";
  await open.take([anEvent({ userId, name: "Windowed", occurredAt: testNow - day })]);
  await put("lately", { did: "Windowed", within: "2d" });
  await untilLive(open, "lately");
  const before = await sizeOf("lately");
  open.clock.moveBy(day + 1);
  await untilRow(
    open,
    "select 1 from definition d where d.key = 'lately' and (select coalesce(sum(size), 0) from segment_size where segment_id = d.definition_id) = 0",
  );

  const left = await open.stores.database.query(
    "select kind from outbox where kind = 'segment.left' and body like '%\"segmentId\":' || (select definition_id from definition where key = 'lately') || ',%'",
  );
  expect([before, left.length]).toEqual([1, 1]);
});

test("who is asked of a new segment has left the others when they ended, and is never told to leave it before it began", async () => {
  await put("bell", { did: "Bell Pressed", within: "1d" });
  await untilLive(open, "bell");
  await put("silent", { all: [{ did: "Bell Pressed" }, { not: { did: "Bell Pressed", within: "3d" } }] });
  await untilLive(open, "silent");
  const startMs = open.clock.now();
  await open.take([anEvent({ userId: "silent-1", name: "Bell Pressed", occurredAt: startMs })]);
  const askedAt = startMs + 4 * day;

  await askAsOf("silent", askedAt);
  open.clock.moveTo(askedAt);
  await untilRow(open, "select 1 where not exists (select 1 from profile where timer_at <= $1)", [
    new Date(askedAt),
  ]);

  const told = await open.stores.database.query<{ told: string }>(
    `select d.key || ' ' || o.kind || ' ' || ((o.body::json ->> 'at')::bigint - ${startMs}) / ${day} as told
     from outbox o
     join definition d on d.definition_id = (o.body::json ->> 'segmentId')::int
     where d.key in ('bell', 'silent')
     order by o.position, o.ordinal`,
  );
  expect(told.map((one) => one.told)).toEqual([
    "bell segment.entered 0",
    "bell segment.left 1",
    "silent segment.entered 4",
  ]);
});

/** Asks everybody as a fill does that comes before the timers: the stream's clock stands still meanwhile. */
async function askAsOf(key: string, nowMs: number): Promise<void> {
  const { database } = open.stores;
  const { segments } = open.stream;
  const [row] = await database.query<{ id: number; position: number }>(
    `select definition_id as id, (select position from stream_cursor where brand_id = 1 and name = 'fold') as position
     from definition where key = $1`,
    [key],
  );
  const fill = segments.fills().find(({ segmentId }) => segmentId === row?.id);
  if (fill === undefined || row === undefined) throw new Error(`${key} is not filled.`);
  const fold = { position: row.position, queue: createQueue(), cache: { forget: () => undefined } };
  const ports = { database, segments, fold, loyalty: () => undefined, clock: { now: () => nowMs } };
  await askEveryone(1, ports, { ...fill, state: "evaluating", doneProfileId: 0 });
}

test("nothing is passed over when two copies of the program append in turn", async () => {
  const other = new Appender({
    database: open.stores.database,
    partitions: createPartitions(),
    isLeading: () => false,
    onAppended: () => undefined,
  });
  const sent: Promise<readonly number[]>[] = [];
  for (let n = 0; n < 200; n += 1) {
    sent.push(
      (n % 2 === 0 ? open.stream.inbox : other).append(1, [
        anEvent({ userId: "two-copies", messageId: `two-${n}` }),
      ]),
    );
    if (n % 10 === 0) await Promise.all(sent);
  }
  const positions = (await Promise.all(sent)).flat();
  await open.stream.foldedUpTo(1, Math.max(...positions));

  const found = await open.find("two-copies");
  expect(Object.values(found?.state.leaves ?? {}).reduce((sum, leaf) => sum + leaf.events, 0)).toBe(200);
});

test("a size that is read while those who are due are being told is that of one moment", async () => {
  const { database } = open.stores;
  await open.take(
    [1, 2, 3].map((n) => anEvent({ userId: `sized-${n}`, name: "Sized", occurredAt: open.clock.now() })),
  );
  await put("sized", { did: "Sized", within: "2d" });
  await untilLive(open, "sized");
  const [row] = await database.query<{ id: number }>(
    "select definition_id as id from definition where key = 'sized'",
  );
  const later = open.clock.now() + 2 * day + 1;
  // Between the size and who is due all of them are told to leave.
  const telling = async (): Promise<void> => {
    open.clock.moveTo(later);
    await untilRow(
      open,
      "select 1 where not exists (select from segment_member m join definition d on d.definition_id = m.segment_id where d.key = 'sized')",
    );
  };
  const slowly: Database = {
    ...database,
    transaction: (work, options) => database.transaction((tx) => work(oneByOne(tx, telling)), options),
  };

  const { sizes, due } = await createSegmentStore(slowly).written(1, later, 1_000);

  const leaving = due.filter(({ state }) => state.segments[row?.id ?? 0] !== undefined);
  expect([sizes.get(row?.id ?? 0), leaving.length, await sizeOf("sized")]).toEqual([3, 3, 0]);
});

/** Each statement waits for the one before; behind the one on sizes something else happens. */
function oneByOne(tx: Transaction, happens: () => Promise<void>): Transaction {
  let last: Promise<unknown> = Promise.resolve();
  return {
    ...tx,
    query: (sql, params) => {
      const rows = last.then(() => tx.query(sql, params));
      last = rows.then(() => (sql.includes("from segment_size") ? happens() : undefined));
      return rows as ReturnType<typeof tx.query<never>>;
    },
  };
}

function put(key: string, condition: Condition): Promise<void> {
  return putSegment(open, key, { name: key, condition });
}

async function membersOf(key: string): Promise<readonly object[]> {
  return open.stores.database.query(
    "select profile_id from segment_member where segment_id = (select definition_id from definition where key = $1)",
    [key],
  );
}

async function sizeOf(key: string): Promise<number> {
  const [row] = await open.stores.database.query<{ size: number }>(
    "select coalesce(sum(size), 0)::bigint as size from segment_size where segment_id = (select definition_id from definition where key = $1)",
    [key],
  );
  return row?.size ?? 0;
}
