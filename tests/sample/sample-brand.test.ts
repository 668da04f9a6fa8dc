import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { DefinitionAnswer, SalesTotals, SaleView, SegmentDetail, StoreView } from "@attune/contract";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { beginTour, findTourCustomer, takeStep, tour } from "../../scripts/tour.ts";
import { openBrowser } from "../harness/open-browser.ts";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { shopAt } from "../journeys/shop.ts";
import { askReports, reported } from "./ask-reports.ts";
import { consoleJourneys } from "./console/console-journeys.ts";
import { customer, shippedCustomers } from "./shipped-customers.ts";

/** The last line of a start; the sample is loaded by then. */
const lastLine = "Three things to try";
let server: TestServer;

beforeAll(async () => {
  server = await startServer({ engines: "own", sample: "on" });
  await waitUntil(
    "the sample to be loaded",
    () => server.output().includes(lastLine) || undefined,
    240_000,
    200,
  );
}, 300_000);
afterEach(({ task }) => {
  if (task.result?.state === "fail") console.error(server.output());
});
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
  expect(server.output().slice(before)).not.toContain("definitions:");
  expect(totals[0]?.allLinesMinor).toBe(974_774_793);
});

const shipped = shippedCustomers({ latitude: 53.799, longitude: -1.549 }).map(({ key }) => key);

test("each shipped segment holds as many customers as both stores count", async () => {
  for (const key of shipped) {
    const size = await waitUntil(
      `both counts of ${key} to be one`,
      async () => {
        const segment = await server.get<SegmentDetail>(`/api/segments/${key}`);
        if (segment.state !== "live") return undefined;
        const { condition } = segment;
        const preview = await server.post<{ size: number }>("/api/segments/preview", { condition });
        return segment.size === preview.size ? segment.size : undefined;
      },
      60_000,
      500,
    );
    // Nothing of the sample was sold at a discount.
    expect([key, size > 0]).toEqual([key, key !== "discount-only"]);
  }
}, 120_000);

test("each report tells of the sample brand what adds up, and what a wholesaler's books make plain", async () => {
  const { overlap, comparison, stages, concentration, relevance, schemes, lookAlike } =
    await askReports(server);
  const sum = (numbers: readonly number[]): number => numbers.reduce((a, b) => a + b, 0);

  expect(overlap.sets.map(({ segment }) => segment)).toEqual(reported);
  expect(sum(overlap.regions.map(({ size }) => size))).toBe(overlap.everyone);
  for (const [at, { size }] of overlap.sets.entries())
    expect(sum(overlap.regions.flatMap((region) => (region.sets.includes(at) ? region.size : [])))).toBe(
      size,
    );
  // The best spend most, all of them in the highest fifth; nobody else does so surely.
  expect(
    comparison.differences.find(({ name, value }) => name === "netSpend12m" && value === "M5"),
  ).toMatchObject({
    first: { share: 1 },
    isClear: true,
  });
  expect(sum(stages.stages.map(({ customers }) => customers))).toBe(overlap.everyone);
  expect(stages.transitions.length).toBeGreaterThan(0);
  // Orders of a year were learnt in a minute: a stage that was taken back by a later one was none.
  expect(stages.transitions.filter(({ medianDays }) => medianDays < 0)).toEqual([]);
  expect(concentration.curve.at(-1)).toMatchObject({
    customerShare: 1,
    spendShare: 1,
    netMinor: concentration.netMinor,
  });
  const fifth = concentration.curve.find(({ customerShare }) => customerShare >= 0.2);
  expect(fifth?.spendShare).toBeGreaterThan(0.6);
  expect(relevance.known).toBeGreaterThan(1_000);
  expect(relevance.models.behaviour.auc).toBeGreaterThan(0.6);
  expect(relevance.verdict).not.toBe("moreThanBehaviour");
  const care = schemes.find(({ key }) => key === "care");
  expect([care?.objective, care?.owner]).toEqual(["Keep the best", "Ada"]);
  expect(sum(care?.parts.map(({ size }) => size) ?? [])).toBe(overlap.everyone);
  expect(lookAlike.auc.from).toBeGreaterThan(0.7);
}, 120_000);

test("each step of the README's tour has its page, and what it names stands there", async () => {
  const regular = await findTourCustomer(server.get);
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ locale: "en-GB", reducedMotion: "reduce" });
    const tourist = { page: await context.newPage(), url: server.url, secretKey: server.adminKey };
    await beginTour(tourist);
    for (const step of tour) await takeStep(tourist, step, regular);
  } finally {
    await browser.close();
  }
}, 120_000);

test("a customer made by hand for each shipped segment goes in and out", async () => {
  const shop = shopAt(server);
  const { latitude, longitude } = await server.get<StoreView>("/api/stores/store-leeds");
  const customers = shippedCustomers({ latitude: latitude ?? 0, longitude: longitude ?? 0 });
  const until = (key: string, isIn: boolean): Promise<true> =>
    waitUntil(`the one made for ${key} to be ${isIn ? "in" : "out"}`, async () => {
      const { segments } = await shop.profile(`userId:${customer(key).userId}`);
      return segments.includes(key) === isIn || undefined;
    });

  await shop.till(...customers.flatMap(({ into }) => into));
  for (const { key } of customers) await until(key, true);
  await shop.till(...customers.flatMap(({ out }) => out));
  for (const { key } of customers) await until(key, false);
}, 120_000);

test("what somebody has changed or retired is left alone when the sample's definitions are installed anew", async () => {
  const path = "/api/definitions/segment";
  await server.post(`${path}/best-customers`, { name: "Ours", condition: { did: "Order Completed" } }, "PUT");
  await server.post(`${path}/high-returners`, {}, "DELETE");
  const before = await server.get<DefinitionAnswer>(`${path}/at-risk`);

  const loader = fileURLToPath(new URL("../../examples/sample-brand/load.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--no-warnings", loader, "--definitions", "--url", server.url],
    { env: { ...process.env, ATTUNE_KEY: server.adminKey } },
  );

  expect(stdout).toContain("definitions: 0 ");
  expect((await server.get<DefinitionAnswer>(`${path}/best-customers`)).body["name"]).toBe("Ours");
  expect((await server.get<DefinitionAnswer>(`${path}/high-returners`)).state).toBe("retired");
  expect((await server.get<DefinitionAnswer>(`${path}/at-risk`)).version).toBe(before.version);
});

// Nearly the last: they leave customers and definitions of their own behind.
describe("by keyboard alone", () => consoleJourneys(() => server));

/** Last: the sample is left, and turned to again. */
test("the sample is left for an empty brand that keys and staff go along to, and nothing of the sample shows there", async () => {
  const own = { name: "Lamps & Co", timeZone: "Europe/Berlin", currency: "EUR" };
  const mistyped = server.post("/api/brands", { ...own, confirm: "Sample" });
  await expect(mistyped).rejects.toThrow(/brand.not_confirmed/);
  const { customers, ownDefinitions } = await server.get<BrandContents>("/api/brand/contents");
  const sent = sendOnAndOn(server);

  const begun = await server.post<BrandName>("/api/brands", { ...own, confirm: "Sample brand" });
  await waitUntil(
    "the new brand to answer",
    async () => (await server.get<BrandName>("/api/brand")).key === begun.key || undefined,
  );
  const answered = await sent.stop();

  expect(customers).toBeGreaterThan(4_000);
  expect(ownDefinitions).toBeGreaterThan(0);
  expect(await server.get("/api/brand")).toMatchObject({ ...own, sampleState: "off" });
  for (const path of [
    "/api/products",
    "/api/stores",
    "/api/definitions",
    "/api/segments",
    "/api/lists",
    "/api/quarantine",
  ])
    expect([path, (await server.get<Items>(path)).items]).toEqual([path, []]);
  // What was sent meanwhile was answered, and went to one of the two.
  const here = await waitUntil("what came since to be folded", async () => {
    const contents = await server.get<BrandContents>("/api/brand/contents");
    return contents.customers === contents.events ? contents.customers : undefined;
  });
  await server.post("/api/brands/main/serve", {});
  await waitUntil(
    "the sample to answer",
    async () => (await server.get<BrandName>("/api/brand")).key === "main" || undefined,
  );
  const there = await waitUntil("what came before to be folded", async () => {
    const more = (await server.get<BrandContents>("/api/brand/contents")).customers - customers;
    return more + here === answered ? more : undefined;
  });

  expect([there > 0, here + there]).toEqual([true, answered]);
}, 120_000);

test("after a restart the brand is served that was turned to last, and the sample is not loaded into it", async () => {
  await server.post("/api/brands/brand-2/serve", {});
  await server.restart();

  expect(await server.get("/api/brand")).toMatchObject({ key: "brand-2", sampleState: "off" });
  expect((await server.get<Items>("/api/products")).items).toEqual([]);
});

interface BrandName {
  readonly key: string;
}

interface Items {
  readonly items: readonly unknown[];
}

interface BrandContents {
  readonly customers: number;
  readonly ownDefinitions: number;
  readonly events: number;
}

/** A shop that does not know of it: customers one after the other, each of whom is answered. */
function sendOnAndOn({ url, adminKey }: TestServer): { stop(): Promise<number> } {
  let isOn = true;
  let answered = 0;
  const run = async (): Promise<void> => {
    while (isOn) {
      const response = await fetch(`${url}/v1/identify`, {
        method: "POST",
        headers: { authorization: `Bearer ${adminKey}`, "content-type": "application/json" },
        body: JSON.stringify({ userId: `on-and-on-${answered}`, traits: { name: `on-and-on ${answered}` } }),
      });
      if (response.status !== 200) throw new Error(`An event was answered ${response.status}.`);
      answered += 1;
    }
  };
  const ran = run();
  return {
    stop: async () => {
      isOn = false;
      await ran;
      return answered;
    },
  };
}
