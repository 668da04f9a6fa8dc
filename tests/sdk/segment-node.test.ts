import { Analytics } from "@segment/analytics-node";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { allNumbers, numbersOf, readTimeline, sendBurstOverRestarts, settle } from "./recorded.ts";

let server: TestServer;
beforeAll(async () => {
  server = await startServer({ engines: "own" });
});
afterAll(() => server.close());

test("@segment/analytics-node loses nothing and doubles nothing over a restart and a kill -9", async () => {
  const analytics = new Analytics({
    writeKey: server.adminKey,
    host: server.url,
    flushAt: 20,
    flushInterval: 200,
  });
  const errors: unknown[] = [];
  analytics.on("error", (error) => errors.push(error));

  analytics.identify({
    userId: "node-1",
    anonymousId: "node-device",
    traits: { plan: "gold", email: "node@example.com" },
  });
  analytics.track({
    userId: "node-1",
    event: "Product Viewed",
    properties: { product_id: "P1", price: 12.5 },
  });
  analytics.page({ userId: "node-1", name: "Home", properties: { path: "/" } });
  analytics.group({ userId: "node-1", groupId: "house-1", traits: { name: "House" } });
  analytics.alias({ userId: "node-1", previousId: "node-old" });
  await sendBurstOverRestarts(server, (n) =>
    analytics.track({ userId: "node-1", event: "Burst", properties: { n } }),
  );
  await analytics.closeAndFlush({ timeout: 60_000 });
  await settle(server);

  const items = await readTimeline(server, "userId:node-1");
  expect(errors).toEqual([]);
  expect(numbersOf(items)).toEqual(allNumbers);
  const others = items.filter((item) => item.name !== "Burst").map((item) => item.name);
  expect(others.sort()).toEqual(["Aliased", "Group Joined", "Identified", "Page Viewed", "Product Viewed"]);
  expect(await server.get("/api/profiles/email:node@example.com")).toMatchObject({
    traits: { plan: "gold" },
  });
  expect(await server.get("/api/quarantine")).toMatchObject({ items: [] });
});

test("@segment/analytics-node is told to go on when one event of its batch is bad", async () => {
  const analytics = new Analytics({ writeKey: server.writeKey, host: server.url, flushAt: 3 });

  analytics.track({ anonymousId: "node-2", event: "Good", properties: { n: 1 } });
  analytics.track({ userId: "undefined", event: "Bad" });
  analytics.track({ anonymousId: "node-2", event: "Good", properties: { n: 2 } });
  await analytics.closeAndFlush();

  const items = await waitUntil("both good events", async () => {
    const read = await readTimeline(server, "anonymousId:node-2").catch(() => []);
    return read.length === 2 ? read : undefined;
  });
  expect(items.map((item) => item.name)).toEqual(["Good", "Good"]);
  const listed = await server.get<{ items: { id: string; code: string }[] }>("/api/quarantine");
  expect(listed.items).toMatchObject([
    { code: "event.no_identifier", path: "/userId", event: { name: "Bad" } },
  ]);

  const fixed = { type: "track", event: "Bad", userId: "node-3", messageId: "mended" };
  await server.post(`/api/quarantine/${listed.items[0]?.id}/release`, { event: fixed });
  expect(await readTimeline(server, "userId:node-3")).toMatchObject([{ name: "Bad" }]);
});
