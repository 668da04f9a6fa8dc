import type { DefinitionAnswer, SalesTotals, SaleView, StoreView } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";

/** The last line of a start; the sample is loaded by then. */
const lastLine = "Three things to try";
let server: TestServer;

beforeAll(async () => {
  server = await startServer({ sample: "on" });
  await waitUntil(
    "the sample to be loaded",
    () => server.output().includes(lastLine) || undefined,
    240_000,
    200,
  );
}, 300_000);
afterAll(() => server.close());

test("the sample's totals are those of the published file, to the penny", async () => {
  const { totals } = await server.get<{ totals: readonly SalesTotals[] }>("/api/reports/sales?channel=web");

  expect(totals).toMatchObject([
    {
      currency: "GBP",
      allLinesMinor: 974_774_793,
      merchandiseMinor: 979_270_888,
      ordersWithoutCustomer: 1_404,
    },
  ]);
});

test("nothing of the sample is refused or set aside, and every definition is in force", async () => {
  const quarantine = await server.get<{ items: readonly unknown[] }>("/api/quarantine");
  const { items } = await server.get<{ items: readonly DefinitionAnswer[] }>("/api/definitions");

  expect(server.output()).not.toContain("refused");
  expect(quarantine.items).toEqual([]);
  expect(items.length).toBeGreaterThan(20);
  expect(items.filter(({ liveVersion }) => liveVersion === null).map(({ key }) => key)).toEqual([]);
});

test("the last invoice lies in the week before, a cancellation is a return of the order it belongs to", async () => {
  const last = await server.get<SaleView>("/api/sales/581587");
  const sold = await server.get<SaleView>("/api/sales/536488");
  const alone = await server.get<SaleView>("/api/sales/C536379");

  expect(Date.now() - Date.parse(last.placedAt)).toBeLessThan(8 * 86_400_000);
  expect(Date.parse(last.placedAt)).toBeLessThanOrEqual(Date.now());
  expect(sold.returns).toContainEqual(expect.objectContaining({ quantity: 6, netMinor: 2_550 }));
  expect(alone).toMatchObject({ status: "returnOnly", netMinor: -2_750 });
});

test("what is simulated says so, what is real does not", async () => {
  const store = await server.get<StoreView>("/api/stores/store-london");
  const real = await server.get<SaleView>("/api/sales/536365");
  const { totals } = await server.get<{ totals: readonly SalesTotals[] }>("/api/reports/sales?channel=store");

  expect(store.simulated).toBe(true);
  expect(store.areas.length).toBeGreaterThan(0);
  expect(real.simulated).toBe(false);
  expect(totals[0]?.orders).toBeGreaterThan(100);
});

test("its segments are filled", async () => {
  const sizeWhenFilled = (key: string): Promise<number> =>
    waitUntil(`segment ${key} to be filled`, async () => {
      const segment = await server.get<{ size: number; progress: number }>(`/api/segments/${key}`);
      return segment.progress === 1 ? segment.size : undefined;
    });
  const keys = ["regulars", "abroad", "lapsing", "newsletter", "carted-not-bought"];
  const sizes = await Promise.all(keys.map(sizeWhenFilled));

  expect(Math.min(...sizes)).toBeGreaterThan(30);
});

test("a second start goes straight up and changes nothing", async () => {
  const before = server.output().length;
  await server.restart();
  await waitUntil("the second start", () => server.output().slice(before).includes(lastLine) || undefined);

  const { totals } = await server.get<{ totals: readonly SalesTotals[] }>("/api/reports/sales?channel=web");
  expect(server.output().slice(before)).not.toContain("orders:");
  expect(totals[0]?.allLinesMinor).toBe(974_774_793);
});
