import type { Condition } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { anEvent } from "../profile/testing/an-event.ts";
import { Appender } from "./appender.ts";
import { createPartitions } from "./postgres/partitions.ts";
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

  const made = putSegment("flow", { did: "Flowing", count: { gte: 2 } });
  for (const userId of people.slice(0, 200)) await buy(userId);
  await made;
  for (const userId of people.slice(100)) await buy(userId);
  await live("flow");

  // 0–99 twice, 100–199 twice, 200–299 once.
  expect(await membersOf("flow")).toHaveLength(200);
  expect(await sizeOf("flow")).toBe(200);
}, 60_000);

test("a segment that was retired and comes back holds its members again", async () => {
  await open.take([1, 2, 3].map((n) => anEvent({ userId: `back-${n}`, name: "Coming Back" })));
  await putSegment("back", { did: "Coming Back" });
  await live("back");
  await retire("back");
  const meanwhile = await sizeOf("back");
  await putSegment("back", { did: "Coming Back" });
  await live("back");

  expect([meanwhile, await sizeOf("back"), (await membersOf("back")).length]).toEqual([0, 3, 3]);
});

test("a segment that refers to another follows when the other is changed", async () => {
  await open.take([1, 2].map((n) => anEvent({ userId: `ref-${n}`, name: "Order Completed" })));
  await putSegment("base", bought);
  await live("base");
  await putSegment("follower", { segment: "base" });
  await live("follower");
  const before = await sizeOf("follower");
  await putSegment("base", { did: "Something Nobody Did" });
  await live("base");

  expect(before).toBeGreaterThanOrEqual(2);
  expect([await sizeOf("base"), await sizeOf("follower")]).toEqual([0, 0]);
});

test("a segment that is edited while it is being filled ends with the members of its last wording", async () => {
  await open.take(
    [1, 2, 3, 4].map((n) => anEvent({ userId: `edit-${n}`, name: n > 2 ? "Edited B" : "Edited A" })),
  );

  await putSegment("edited", { did: "Edited A" });
  await putSegment("edited", { any: [{ did: "Edited A" }, { did: "Edited B" }] });
  await live("edited");

  expect(await membersOf("edited")).toHaveLength(4);
});

test("a window ends by itself, without an event", async () => {
  const userId = "window-1";
  await open.take([anEvent({ userId, name: "Windowed", occurredAt: testNow - day })]);
  await putSegment("lately", { did: "Windowed", within: "2d" });
  await live("lately");
  const before = await sizeOf("lately");
  open.clock.moveBy(day + 1);
  await signal("the customer to leave", async () => ((await sizeOf("lately")) === 0 ? true : undefined));

  const left = await open.stores.database.query(
    "select kind from outbox where kind = 'segment.left' and body like '%\"segmentId\":' || (select definition_id from definition where key = 'lately') || ',%'",
  );
  expect([before, left.length]).toEqual([1, 1]);
});

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

async function putSegment(key: string, condition: Condition): Promise<void> {
  const { database } = open.stores;
  const [row] = await database.query<{ version: number }>(
    `insert into definition (brand_id, kind, key, version) values (1, 'segment', $1, 1)
     on conflict (brand_id, kind, key) do update set version = definition.version + 1
     returning version`,
    [key],
  );
  await state(key, row?.version ?? 0, "live", { name: key, condition });
}

async function retire(key: string): Promise<void> {
  const [row] = await open.stores.database.query<{ version: number }>(
    "update definition set version = version + 1 where key = $1 returning version",
    [key],
  );
  await state(key, row?.version ?? 0, "retired", { name: key, condition: bought });
}

async function state(key: string, version: number, standing: string, body: object): Promise<void> {
  await open.stores.database.query(
    `insert into definition_version (definition_id, version, state, body, author, reason)
     select definition_id, $2, $3, $4, 'test', '' from definition where key = $1`,
    [key, version, standing, JSON.stringify(body)],
  );
  await open.take([{ kind: "definition", definitionKind: "segment", key, version, receivedAt: testNow }]);
}

async function live(key: string): Promise<void> {
  await signal(`${key} to be live`, async () => {
    const rows = await open.stores.database.query<{ state: string }>(
      "select f.state from segment_fill f join definition d on d.definition_id = f.segment_id and d.version = f.version where d.key = $1",
      [key],
    );
    return rows[0]?.state === "live" ? true : undefined;
  });
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

/** The stream works on its own: asked until it has got there. */
async function signal(what: string, ask: () => Promise<true | undefined>): Promise<void> {
  const deadline = performance.now() + 20_000;
  while ((await ask()) === undefined) {
    if (performance.now() > deadline) throw new Error(`Waited in vain for ${what}.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
