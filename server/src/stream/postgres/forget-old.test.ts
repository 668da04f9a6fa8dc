import { afterAll, beforeAll, expect, test } from "vitest";
import { anEvent } from "../../profile/testing/an-event.ts";
import { type OpenStream, openStream, testNow } from "../testing/open-stream.ts";
import { forgetOld } from "./forget-old.ts";

let open: OpenStream;
beforeAll(async () => {
  open = await openStream();
});
afterAll(() => open.close());

const day = 86_400_000;

test("message ids are forgotten by the day after eight days, never sooner, and the inbox not before ClickHouse has it", async () => {
  const { database } = open.stores;
  await open.take([anEvent({ userId: "u", originalAt: testNow })]);
  await database.query("insert into inbox (brand_id, position, body) values (1, 999999, $1)", [
    JSON.stringify(anEvent({ receivedAt: testNow })),
  ]);
  const today = `message_seen_${Math.floor(testNow / day)}`;

  const soon = await forgetOld(database, testNow + 8 * day, 2_000_000);
  const behind = await forgetOld(database, testNow + 9 * day, 10);
  const passed = await forgetOld(database, testNow + 9 * day, 2_000_000);

  expect(soon).toEqual(["inbox_0"]);
  expect([...behind, ...passed]).toEqual([today]);
});
