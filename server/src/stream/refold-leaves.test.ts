import { afterAll, beforeAll, expect, test } from "vitest";
import { foldVersion, type LeafState, type ProfileState } from "../profile/index.ts";
import { anEvent } from "../profile/testing/an-event.ts";
import { type FoldStanding, readFoldStanding } from "./postgres/fold-standing.ts";
import { refoldLeaf } from "./refold.ts";
import { type OpenStream, openStream, testNow } from "./testing/open-stream.ts";
import { untilFilled } from "./testing/until-filled.ts";

let open: OpenStream;
beforeAll(async () => {
  open = await openStream();
});
afterAll(() => open.close());

test("customers whom an earlier program folded are made anew from their events while new ones come in", async () => {
  await visit("ada", "bea", "cleo");
  await becomeOld({ version: 1 });
  expect((await leafOf("ada")).engaged).toBeUndefined();

  await open.restart();
  await open.take([anEvent({ userId: "ada", messageId: "later", channel: "app", name: "Product Viewed" })]);
  await untilRefolded();

  expect(await leafOf("ada")).toMatchObject({
    events: 3,
    engaged: { web: testNow, app: expect.any(Number) },
    joined: [testNow, null],
  });
  for (const userId of ["ada", "bea", "cleo"]) expect(await again(userId)).toEqual(await leafOf(userId));
});

test("after a restart it goes on where it stopped", async () => {
  const [, bea, cleo] = await Promise.all(["ada", "bea", "cleo"].map(leafIdOf));
  const doneLeafId = Math.min(bea ?? 0, cleo ?? 0);
  await becomeOld({ version: 1, refolding: { to: foldVersion, doneLeafId } });

  await open.restart();
  await untilRefolded();

  const engaged = await Promise.all(
    ["bea", "cleo"].map(async (userId) => [
      (await leafIdOf(userId)) > doneLeafId,
      (await leafOf(userId)).engaged !== undefined,
    ]),
  );
  expect(engaged.toSorted()).toEqual([
    [false, false],
    [true, true],
  ]);
});

test("of whom events have been forgotten stays as they are kept", async () => {
  await visit("dora", "emma");
  await becomeOld({ version: 1 });
  const kept = await leafOf("dora");
  await open.stores.database.query(
    "delete from event_private where position = (select min(position) from event_private where leaf_id = $1)",
    [await leafIdOf("dora")],
  );

  await open.restart();
  await untilRefolded();

  expect(await leafOf("emma")).toMatchObject({ engaged: { web: testNow } });
  expect(await leafOf("dora")).toEqual(kept);
});

async function visit(...people: readonly string[]): Promise<void> {
  const positions = await open.take(
    people.flatMap((userId) => [
      anEvent({ userId, messageId: `${userId}-1`, name: "Signed Up", occurredAt: testNow }),
      anEvent({ userId, messageId: `${userId}-2`, name: "Product Viewed", occurredAt: testNow - 1_000 }),
    ]),
  );
  await open.stream.sunkUpTo(Math.max(...positions));
  await untilFilled(open.stores.database);
}

/** As a program of that version would have left it. */
async function becomeOld(standing: FoldStanding): Promise<void> {
  const { database } = open.stores;
  await open.stream.stop();
  await database.query(
    `update profile set state = regexp_replace(state, '"(engaged|joined)":(\\{[^}]*\\}|\\[[^\\]]*\\]),', '', 'g')`,
  );
  for (const table of ["loyalty", "loyalty_history", "loyalty_thresholds"])
    await database.query(`delete from ${table}`);
  await database.query("delete from setting where key = 'loyalty'");
  await database.query("update setting set value = $1::jsonb where key = 'fold'", [JSON.stringify(standing)]);
}

async function untilRefolded(): Promise<void> {
  await untilFilled(open.stores.database); // behind it
  expect(await readFoldStanding(open.stores.database, 1, 0)).toEqual({ version: foldVersion });
}

async function leafIdOf(userId: string): Promise<number> {
  return (await open.find(userId))?.leaves[0]?.leafId ?? 0;
}

async function leafOf(userId: string): Promise<LeafState> {
  const found = await open.find(userId);
  const state: ProfileState | undefined = found?.state;
  const leaf = state?.leaves[await leafIdOf(userId)];
  if (leaf === undefined) throw new Error(`Nothing is kept of ${userId}.`);
  return leaf;
}

async function again(userId: string): Promise<LeafState | undefined> {
  const { database, memory } = open.stores;
  const program = open.stream.segments.program();
  const { sunk } = open.stream.progress();
  return refoldLeaf(1, await leafIdOf(userId), { database, memory, program, sunkTo: sunk });
}
