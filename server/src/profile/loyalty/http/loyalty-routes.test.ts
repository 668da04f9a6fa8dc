import {
  concentrationSchema,
  loyaltyAnswerSchema,
  loyaltyThresholdsSchema,
  stageReportSchema,
} from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRoutes, openRoutes } from "../../../collect/testing/open-routes.ts";
import { loyaltyReads } from "../../../compose-loyalty.ts";
import { stoppedClock } from "../../../kernel/clock.ts";
import { openTestStores, type TestStores } from "../../../platform/testing/stores.ts";
import { told } from "../../sale/testing/a-sale.ts";
import { readEngagement } from "../clickhouse/read-engagement.ts";
import { fillBrand, type OpenFillHands } from "../postgres/fill-brand.ts";
import { openFillHand } from "../postgres/fill-hand.ts";
import type { LoyaltyPorts } from "../postgres/loyalty-ports.ts";
import { readGround } from "../postgres/read-ground.ts";
import { rebuildBrand, refreshThresholds, renewDue } from "../postgres/renew-brand.ts";
import { Shoppers } from "../testing/shoppers-in-stores.ts";
import { loyaltyRoutes } from "./routes.ts";

const dayMs = 86_400_000;
const now = Date.parse("2026-06-01T12:00:00Z");
const clock = stoppedClock(now);

let stores: TestStores;
let api: OpenRoutes;
let ports: LoyaltyPorts;
beforeAll(async () => {
  stores = await openTestStores();
  const { database } = stores;
  await database.query("update brand set time_zone = 'Europe/Berlin', currency = 'EUR'");
  await database.query(
    `insert into store (brand_id, key, name, latitude, longitude, updated_at) values (1, 'leeds', 'Leeds', 53.8, -1.55, now())`,
  );
  await database.query(
    `insert into product (brand_id, key, name, category, updated_at) values (1, 'mug', 'Mug', '{Home}', now())`,
  );
  const brand = { brandId: 1, key: "main", name: "Brand", timeZone: "Europe/Berlin", currency: "EUR" };
  ports = {
    database,
    brand,
    step: (work) => database.transaction(work),
    tell: () => Promise.resolve(),
    changed: () => Promise.resolve(),
    onThresholds: () => Promise.resolve(),
  };
  const shoppers = new Shoppers(database, 1);
  await shoppers.take(
    Array.from({ length: 10 }, (_, at) => at + 1)
      .flatMap((leafId) =>
        Array.from({ length: leafId % 4 }, (_, nth) => ({
          leafId,
          event: told(
            "Order Completed",
            {
              order_id: `o${leafId}-${nth}`,
              products: [{ product_id: "mug", price: 10 * leafId, quantity: 1 }],
            },
            { occurredAt: now - (nth * 40 + leafId) * dayMs, channel: nth === 0 ? "web" : "store" },
          ),
        })),
      )
      .concat([
        {
          leafId: 4,
          event: told(
            "Identified",
            {},
            {
              type: "identify",
              traits: {
                address: { latitude: 53.81, longitude: -1.5, city: "Leeds", country: "GB" },
                createdAt: "2026-01-01",
                joinedStore: "leeds",
              },
              occurredAt: now - dayMs,
            },
          ),
        },
        { leafId: 11, event: told("Product Viewed", { product_id: "mug" }, { occurredAt: now - 3 * dayMs }) },
      ]),
    now,
  );
  await shoppers.keepProfiles();
  await database.query("delete from loyalty; delete from loyalty_history");
  api = await openRoutes((router) => loyaltyRoutes(router, loyaltyReads({ database, brand }, clock)));
});
afterAll(() => stores.close());

const get = async (path: string): Promise<unknown> => (await api.call("GET", path)).body;

test("everybody is worked out from scratch, and asked for, by thresholds that are told", async () => {
  const engagement = (range: { after: number; upTo: number }) => readEngagement(stores.memory, 1, range);
  const hands: OpenFillHands = async (nowMs) => [await openFillHand(ports, engagement, nowMs)];
  expect(await fillBrand(ports, hands, now)).toBe(10);

  const seven = loyaltyAnswerSchema.parse(await get("/api/profiles/userId:7/loyalty"));
  expect(seven).toMatchObject({
    thresholds: { version: 1 },
    rfmGroup: expect.any(String),
    stage: { stage: "onboard", since: expect.any(String), history: [{ stage: "onboard", until: null }] },
    preferredChannel: "store",
    firstShop: "2026-03-06",
    lastShop: "2026-05-25",
  });
  const byName = new Map(seven.dimensions.map((one) => [one.name, one]));
  expect(seven.dimensions).toHaveLength(20);
  expect(byName.get("shopCountAll")).toMatchObject({
    value: 3,
    band: "FL",
    percentile: 100,
    family: "frequency",
  });
  expect(byName.get("netSpend12m")).toMatchObject({ value: 21000, records: ["o7-0", "o7-1", "o7-2"] });
  expect(byName.get("daysSinceShop")).toMatchObject({ value: 7, records: ["o7-0"] });

  const thresholds = loyaltyThresholdsSchema.parse(await get("/api/loyalty/thresholds"));
  expect(thresholds).toMatchObject({
    version: 1,
    brandGapDays: 40,
    populations: [{ accountType: "consumer", customers: 10 }],
  });
});

test("as of an earlier moment only what was bought until then counts, and a moment that is none is refused", async () => {
  const asOf = new Date(now - 30 * dayMs).toISOString();
  const [then, today] = [
    loyaltyAnswerSchema.parse(await get(`/api/profiles/userId:3/loyalty?asOf=${asOf}`)),
    loyaltyAnswerSchema.parse(await get("/api/profiles/userId:3/loyalty")),
  ];
  const numberIn = (answer: typeof then, name: string): number | null | undefined =>
    answer.dimensions.find((one) => one.name === name)?.value;

  // Bought 3, 43 and 83 days ago.
  expect([numberIn(then, "shopCountAll"), numberIn(today, "shopCountAll")]).toEqual([2, 3]);
  expect([numberIn(then, "daysSinceShop"), numberIn(today, "daysSinceShop")]).toEqual([13, 3]);
  expect(then.dimensions.find((one) => one.name === "shopCountAll")?.records).toHaveLength(2);
  expect((await api.call("GET", "/api/profiles/userId:3/loyalty?asOf=lately")).status).toBe(400);
});

test("where a customer belongs is told: joined store, catchment, delivery area", async () => {
  const four = loyaltyAnswerSchema.parse(await get("/api/profiles/userId:4/loyalty"));

  expect(four.stores).toEqual({ regular: [], joined: "leeds", catchment: "leeds", deliveryArea: "gb leeds" });
  expect(four.rfm).toBeNull();
  expect(four.stage).toMatchObject({ stage: "acquire" });
  expect(four.dimensions.find((one) => one.name === "tenureDays")).toMatchObject({ value: 151, band: "JC" });
});

test("nobody is refused as somebody", async () => {
  expect((await api.call("GET", "/api/profiles/userId:nobody/loyalty")).status).toBe(404);
});

test("new thresholds are made without a stop: each customer says which they are worked out by, and who stays the same is not written", async () => {
  const written = () => stores.database.query("select profile_id, xmin from loyalty order by profile_id");
  const before = await written();

  expect(await refreshThresholds(ports, now)).toBe(2);

  expect(await written()).toEqual(before);
  expect(await get("/api/profiles/userId:1/loyalty")).toMatchObject({ thresholds: { version: 2 } });
  expect(await get("/api/loyalty/thresholds")).toMatchObject({ version: 2, appliedAt: expect.any(String) });
});

test("made again from all sales, nothing is another", async () => {
  const read = () =>
    stores.database.query("select to_jsonb(l) - 'thresholds' as row from loyalty l order by profile_id");
  const before = await read();

  await rebuildBrand(ports, now);

  expect(await read()).toEqual(before);
});

test("stages are counted, who moved between them with how long it took, and who is stuck with a condition for them", async () => {
  const due = now + 95 * dayMs;
  const ground = await readGround(ports.database, ports.brand);
  while ((await renewDue(ports, ground, due)) > 0);
  clock.moveTo(due + 300 * dayMs);
  while ((await renewDue(ports, ground, due + 300 * dayMs)) > 0);

  const report = stageReportSchema.parse(await get("/api/reports/stages"));
  const customers = report.stages.reduce((sum, one) => sum + one.customers, 0);
  expect(customers).toBe(10);
  expect(report.transitions.length).toBeGreaterThan(0);
  for (const stuck of report.stuck)
    expect(stuck.condition).toEqual({ stage: stuck.stage, forAtLeast: `${stuck.longerThanDays}d` });
  clock.moveTo(now);
});

test("the curve of concentration says which share of customers brings which share of net sales", async () => {
  const curve = concentrationSchema.parse(await get("/api/reports/concentration?window=all"));

  expect(curve).toMatchObject({ currency: "EUR", customers: 8 });
  expect(curve.curve.at(0)).toMatchObject({ customers: 1, netMinor: 21000 });
  expect(curve.curve.at(-1)).toMatchObject({ customerShare: 1, spendShare: 1, netMinor: curve.netMinor });
  expect(curve.gini).toBeGreaterThan(0);
});
