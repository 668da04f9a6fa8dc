import { afterAll, beforeAll, expect, test } from "vitest";
import { anEvent } from "../profile/testing/an-event.ts";
import { judgeAlerts, type WatchedSegment } from "../segment/index.ts";
import { createAlertStore, listAlerts } from "../segment/postgres/alert-store.ts";
import { tellOutbox } from "./tell-outbox.ts";
import { putSegment, untilLive } from "./testing/live-definitions.ts";
import { type OpenStream, openStream } from "./testing/open-stream.ts";

let open: OpenStream;
beforeAll(async () => {
  open = await openStream();
});
afterAll(() => open.close());

const hour = 3_600_000;

test("an alert is raised once when a segment grows or shrinks by its share or is empty, ends, and is raised again", async () => {
  const { database } = open.stores;
  await putSegment(open, "watched", { name: "Watched", condition: { did: "Came", within: "5h" } });
  await untilLive(open, "watched");
  const [row] = await database.query<{ id: number }>(
    "select definition_id as id from definition where key = 'watched'",
  );
  const segmentId = row?.id ?? 0;
  const watched: WatchedSegment = {
    segmentId,
    key: "watched",
    alerts: [{ when: "empty" }, { when: "changed", percent: 50, withinHours: 2 }],
  };
  const store = createAlertStore(database, tellOutbox);
  const look = (): Promise<number> => judgeAlerts(store, 1, [watched], open.clock.now());
  const come = async (from: number, to: number): Promise<void> => {
    const at = open.clock.now();
    const people = Array.from({ length: to - from }, (_, n) => `came-${from + n}`);
    await open.take(
      people.map((userId) =>
        anEvent({ userId, name: "Came", occurredAt: at, receivedAt: at, originalAt: at }),
      ),
    );
  };

  const atFirst = [await look(), await look()];
  await come(0, 10);
  const filled = await look();
  open.clock.moveBy(3 * hour);
  const steady = await look();
  await come(10, 14);
  const grownLittle = await look();
  await come(14, 16);
  const grown = [await look(), await look()];

  expect({ atFirst, filled, steady, grownLittle, grown }).toEqual({
    atFirst: [1, 0],
    filled: 0,
    steady: 0,
    grownLittle: 0,
    grown: [1, 0],
  });
  const raised = await listAlerts(database, 1, segmentId);
  expect(
    raised.map(({ alert, size, sizeBefore, endedAt }) => [alert.when, size, sizeBefore, endedAt !== null]),
  ).toEqual([
    ["changed", 16, 10, false],
    ["empty", 0, 0, true],
  ]);
  const told = await database.query("select 1 from outbox where kind = 'segment.alert'");
  expect(told).toHaveLength(2);
});
