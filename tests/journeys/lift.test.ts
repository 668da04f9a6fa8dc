import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { bucketHash, type LiftReport } from "@attune/contract";
import { batches, dayMs, load, type SimulatedEvent, simulate } from "@attune/simulator";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { settle } from "../sdk/recorded.ts";

const customers = 320;
const days = 45;

let server: TestServer;
let dataFolder: string;

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), "attune-lift-"));
  server = await startServer({ dataFolder });
});
afterAll(async () => {
  await server.close();
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
});

/** Nothing but till sales, so that whoever is counted is one of the customers. */
const tillsOnly = {
  storeOnly: 1,
  onlineOnly: 0,
  recognisedAtTill: 1,
  messagesPerWeek: 0,
  serviceCase: 0,
  presentAtStart: 1,
  buyingShape: 3,
  buyingWeeks: 12,
};

type Told = Generator<SimulatedEvent>;

async function tell(events: Told): Promise<void> {
  const { url, adminKey } = server;
  const { sent, acknowledged } = await load({ url, key: adminKey, batches: batches(events), connections: 1 });
  expect(acknowledged).toBe(sent);
  await settle(server);
}

/** Each customer's own, in pence: what was paid less what came back. */
function netSales(events: Told): readonly number[] {
  const net = Array.from({ length: customers }, () => 0);
  const buyers = new Map<unknown, number>();
  for (const { event, userId, properties } of events) {
    const [order, total] = [properties?.["order_id"], Math.round(Number(properties?.["total"]) * 100)];
    if (event === "Order Completed") buyers.set(order, Number(userId?.slice("customer-".length)));
    const buyer = buyers.get(order) ?? -1;
    if (event === "Order Completed") net[buyer] = (net[buyer] ?? 0) + total;
    if (event === "Order Refunded") net[buyer] = (net[buyer] ?? 0) - total;
  }
  return net;
}

const sum = (amounts: readonly number[]): number => amounts.reduce((all, one) => all + one, 0);

test("the lift that a retailer really has is found by the hold-out, to the penny in the sales and within the interval in the difference", async () => {
  await server.post("/api/definitions/placement/hero", { name: "Hero" }, "PUT");
  const tea = { name: "Tea", placement: "hero", content: "Tea" };
  await server.post("/api/definitions/experience/tea", tea, "PUT");
  const holdOut = { name: "Tea", share: 0.4, scope: { experience: "tea" } };
  await server.post("/api/definitions/hold-out/tea", holdOut, "PUT");
  const startAt = (Math.floor(Date.now() / dayMs) + 1) * dayMs;
  const live = (isTreated: (index: number) => boolean) =>
    simulate({
      seed: 11,
      customers,
      visitors: 0,
      months: days / 30,
      startAt,
      rates: tillsOnly,
      lift: { fromAt: startAt, factor: 2.5, isTreated },
    });
  await tell(live(() => false).introductions());
  const held = await Promise.all(
    Array.from({ length: customers }, async (_, index) => {
      const { id } = await server.get<{ id: string }>(`/api/profiles/userId:customer-${index}`);
      return bucketHash("hold-out:tea", id, 2) < holdOut.share;
    }),
  );

  await server.stop();
  const clock = new URL("../upgrade/shift-clock.ts", import.meta.url);
  clock.searchParams.set("by", String((days + 4) * dayMs));
  server = await startServer({ dataFolder, env: { NODE_OPTIONS: `--import=${clock.href}` } });
  const retailer = live((index) => held[index] === false);
  await tell(retailer.events());
  const [told] = (await server.get<LiftReport>("/api/reports/lift/experiences/tea")).comparisons;

  const net = netSales(retailer.events());
  const [gbp] = told?.currencies ?? [];
  expect(told?.customers).toEqual({
    heldOut: held.filter((one) => one).length,
    complement: held.filter((one) => !one).length,
  });
  expect(gbp?.heldOut.netMinor).toBe(sum(net.filter((_, index) => held[index])));
  expect(gbp?.complement.netMinor).toBe(sum(net.filter((_, index) => !held[index])));
  expect(gbp?.verdict).toBe("more");
  const truth =
    (sum(netSales(live(() => true).events())) - sum(netSales(live(() => false).events()))) / customers;
  expect(gbp?.differenceMinor?.from).toBeLessThan(truth);
  expect(gbp?.differenceMinor?.until).toBeGreaterThan(truth);
});
