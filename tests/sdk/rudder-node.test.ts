import Analytics from "@rudderstack/rudder-sdk-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { allNumbers, burst, numbersOf, readTimeline, sendBurstOverRestarts, settle } from "./recorded.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.close());

test.each([true, false])(
  "@rudderstack/rudder-sdk-node (gzip: %s) loses only what it reports, and nothing is doubled",
  async (gzip) => {
    const userId = `rudder-${gzip}`;
    const errors: unknown[] = [];
    const options = { dataPlaneUrl: server.url, flushAt: 20, flushInterval: 200, gzip, logLevel: "none" };
    const analytics = new Analytics(server.adminKey, {
      ...options,
      errorHandler: (error: unknown) => errors.push(error),
    });
    const outcomes = new Map<number, unknown>();

    analytics.identify({ userId, traits: { plan: "gold", email: `${userId}@example.com` } });
    analytics.track({ userId, event: "Product Viewed", properties: { product_id: "P1" } });
    analytics.page({ userId, name: "Home", properties: { path: "/" } });
    analytics.group({ userId, groupId: "house-1", traits: { name: "House" } });
    analytics.alias({ userId, previousId: `${userId}-old` });
    await waitUntil("the SDK's first batches", async () => (await namesOf(userId)).length === 5 || undefined);
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

    const recorded = numbersOf(await readTimeline(server, `userId:${userId}`));
    const reported = allNumbers.filter((n) => outcomes.get(n) !== undefined);
    expect(new Set(recorded).size).toBe(recorded.length);
    expect(allNumbers.filter((n) => !recorded.includes(n) && !reported.includes(n))).toEqual([]);
    expect(reported.length === 0).toBe(errors.length === 0);
    console.info(
      `rudder-sdk-node reported ${reported.length} of ${burst} events as lost, ${burst - recorded.length} were.`,
    );
    expect((await namesOf(userId)).filter((name) => name !== "Burst").sort()).toEqual([
      "Aliased",
      "Group Joined",
      "Identified",
      "Page Viewed",
      "Product Viewed",
    ]);
    expect(await server.get(`/api/profiles/userId:${userId}`)).toMatchObject({ traits: { plan: "gold" } });
  },
);

async function namesOf(userId: string): Promise<readonly string[]> {
  const items = await readTimeline(server, `userId:${userId}`).catch(() => []);
  return items.map((item) => item.name);
}
