import Analytics from "@rudderstack/rudder-sdk-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { allNumbers, burst, numbersOf, readTimeline, sendBurstOverRestarts, settle } from "./recorded.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ engines: "own" });
});
afterAll(() => server.close());

test("@rudderstack/rudder-sdk-node loses only what it reports over a restart and a kill -9, and nothing is doubled", async () => {
  const userId = "rudder-1";
  const errors: unknown[] = [];
  const analytics = open({ flushAt: 20, errorHandler: (error: unknown) => errors.push(error) });
  const outcomes = new Map<number, unknown>();

  analytics.identify({ userId, traits: { plan: "gold", email: `${userId}@example.com` } });
  analytics.track({ userId, event: "Product Viewed", properties: { product_id: "P1" } });
  analytics.page({ userId, name: "Home", properties: { path: "/" } });
  analytics.group({ userId, groupId: "house-1", traits: { name: "House" } });
  analytics.alias({ userId, previousId: `${userId}-old` });
  await waitUntil("the SDK's first batches", async () =>
    (await namesOf(userId)).length === 5 ? true : undefined,
  );
  await sendBurstOverRestarts(server, (n) => {
    const told = (error?: unknown): unknown => outcomes.set(n, error);
    analytics.track({ userId, event: "Burst", properties: { n } }, told);
  });
  await waitUntil(
    "the SDK to have told of every event",
    () => (outcomes.size === burst ? true : undefined),
    60_000,
  );
  await settle(server);

  const items = await readTimeline(server, `userId:${userId}`);
  const recorded = numbersOf(items);
  const reported = allNumbers.filter((n) => outcomes.get(n) !== undefined);
  console.info(
    `rudder-sdk-node reported ${reported.length} of ${burst} events as lost; ${burst - recorded.length} were.`,
  );
  expect(new Set(recorded).size).toBe(recorded.length);
  expect(allNumbers.filter((n) => !recorded.includes(n) && !reported.includes(n))).toEqual([]);
  expect(reported.length === 0).toBe(errors.length === 0);
  const others = items.filter((item) => item.name !== "Burst").map((item) => item.name);
  expect(others.sort()).toEqual(["Aliased", "Group Joined", "Identified", "Page Viewed", "Product Viewed"]);
  expect(await server.get(`/api/profiles/userId:${userId}`)).toMatchObject({ traits: { plan: "gold" } });
});

test("@rudderstack/rudder-sdk-node is understood without its gzip too", async () => {
  const userId = "rudder-2";
  const analytics = open({ flushAt: 10, gzip: false });

  for (let n = 0; n < 50; n += 1) analytics.track({ userId, event: "Burst", properties: { n } });

  await waitUntil("all of them", async () => ((await namesOf(userId)).length === 50 ? true : undefined));
});

function open(options: object): Analytics {
  return new Analytics(server.adminKey, {
    dataPlaneUrl: server.url,
    flushInterval: 200,
    logLevel: "none",
    ...options,
  });
}

async function namesOf(userId: string): Promise<readonly string[]> {
  const items = await readTimeline(server, `userId:${userId}`).catch(() => []);
  return items.map((item) => item.name);
}
