import { channels } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../../platform/testing/stores.ts";
import { readEngagement } from "./read-engagement.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

const noon = Date.parse("2026-05-04T12:00:00Z");
let position = 0;

/** As many numbers as there are channels. */
function on(moments: Readonly<Record<string, number>>): readonly number[] {
  return channels.map((channel) => moments[channel] ?? 0);
}

function line(leafId: number, name: string, channel: string, at: number): string {
  position += 1;
  return JSON.stringify({
    brand_id: 1,
    position,
    leaf_id: leafId,
    occurred_at: at,
    received_at: at,
    type: "track",
    name,
    channel,
    source_id: 1,
    simulated: false,
    properties: "{}",
    context: "{}",
  });
}

test("the last meaningful interaction on each channel is found, also of a leaf that joined a customer of the range", async () => {
  await stores.memory.insertLines(
    "event",
    [
      line(5, "Product Viewed", "web", noon),
      line(5, "Message Opened", "email", noon + 5),
      line(5, "Page Viewed", "web", noon - 9),
      line(90, "Store Visited", "store", noon + 7),
      line(91, "Store Visited", "store", noon + 7),
    ].join("\n"),
    "engagement-1",
  );
  await stores.memory.insertLines(
    "leaf_profile",
    JSON.stringify({ brand_id: 1, leaf_id: 90, profile_id: 5, version: 1 }),
    "engagement-2",
  );

  const found = await readEngagement(stores.memory, 1, { after: -1, upTo: 10 });

  expect([...found].sort(([a], [b]) => a - b)).toEqual([
    [5, { firstAt: noon - 9, engagedAt: on({ web: noon }) }],
    [90, { firstAt: noon + 7, engagedAt: on({ store: noon + 7 }) }],
  ]);
});
