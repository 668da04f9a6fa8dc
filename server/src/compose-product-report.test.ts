import {
  metricCustomersSchema,
  type ProductNumbers,
  type ProductReport,
  productReportSchema,
} from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenRoutes, openRoutes } from "./collect/testing/open-routes.ts";
import { composeMetrics } from "./compose-metrics.ts";
import { stoppedClock } from "./kernel/clock.ts";
import { openTestStores, type TestStores } from "./platform/testing/stores.ts";

const brand = { brandId: 1, key: "main", name: "Brand", timeZone: "Europe/London", currency: "GBP" };
const june = "from=2026-06-01&until=2026-07-01";

let stores: TestStores;
let api: OpenRoutes;

beforeAll(async () => {
  stores = await openTestStores();
  const { database, memory } = stores;
  const clock = stoppedClock(Date.parse("2026-06-30T12:00:00Z"));
  api = await openRoutes((router) =>
    composeMetrics({ database, memory, clock, router, brand }, { segmentId: () => 1 }),
  );
  await keepPeople();
  await keepEvents();
  await keepSales();
});
afterAll(() => stores.close());

/** Leaf 4 was joined into profile 1. */
async function keepPeople(): Promise<void> {
  const { database, memory } = stores;
  await database.query(
    `insert into profile (brand_id, profile_id, state, hidden)
     select 1, id, '{"leaves":{},"segments":{}}', false from unnest('{1,2,3}'::bigint[]) as t (id)`,
  );
  await database.query(
    `insert into leaf (brand_id, leaf_id, profile_id, namespace, value, proof, position)
     select 1, leaf, profile, 'userId', 'u' || leaf, 'secretKey', leaf
     from unnest('{1,2,3,4}'::bigint[], '{1,2,3,1}'::bigint[]) as t (leaf, profile)`,
  );
  await memory.insertLines(
    "leaf_profile",
    JSON.stringify({ brand_id: 1, leaf_id: 4, profile_id: 1, version: 9 }),
    "moves",
  );
  await database.query(
    `insert into product (brand_id, key, name, updated_at, withdrawn_at)
     values (1, 'mug', 'Enamel mug', now(), null), (1, 'bell', 'Brass bell', now(), now())`,
  );
}

type Told = readonly [leaf: number, name: string, at: string, ...products: string[]];

async function keepEvents(): Promise<void> {
  const told: readonly Told[] = [
    [1, "Product Viewed", "2026-06-02T10:00:00Z", "mug"],
    [4, "Product Viewed", "2026-06-03T10:00:00Z", "mug"],
    [2, "Product Viewed", "2026-06-30T22:30:00Z", "mug"],
    [3, "Product Viewed", "2026-06-30T23:30:00Z", "mug"],
    [1, "Product Added", "2026-06-02T10:05:00Z", "mug"],
    [2, "Product Added", "2026-06-04T10:00:00Z", "mug"],
    [3, "Product Added", "2026-06-05T10:00:00Z", "bell"],
    [4, "Store Purchase Completed", "2026-07-02T10:00:00Z", "mug", "lamp"],
    [2, "Order Completed", "2026-06-01T10:00:00Z", "mug"],
  ];
  const lines = told.map(([leaf, name, at, ...products], position) =>
    JSON.stringify({
      brand_id: 1,
      position,
      leaf_id: leaf,
      occurred_at: Date.parse(at),
      received_at: Date.parse(at),
      type: "track",
      name,
      channel: "web",
      source_id: 1,
      simulated: false,
      properties: JSON.stringify(
        products.length === 1 && name.startsWith("Product")
          ? { product_id: products[0] }
          : { products: products.map((product_id) => ({ product_id })) },
      ),
      context: "{}",
    }),
  );
  await stores.memory.insertLines("event", lines.join("\n"), "events");
}

async function keepSales(): Promise<void> {
  const { database } = stores;
  await database.query(
    `insert into sale (brand_id, sale_key, leaf_id, state, status, placed_at, channel, currency, net_minor, merchandise_minor)
     values (1, 'a', 2, '{}', 'returned', '2026-06-01T10:00:00Z', 'web', 'GBP', 3000, 3000),
            (1, 'b', null, '{}', 'completed', '2026-06-09T10:00:00Z', 'store', 'GBP', 1000, 1000),
            (1, 'c', 1, '{}', 'cancelled', '2026-06-10T10:00:00Z', 'web', 'GBP', 1000, 1000),
            (1, 'd', 3, '{}', 'returned', '2026-05-10T10:00:00Z', 'web', 'GBP', 500, 500)`,
  );
  await database.query(
    `insert into sale_line (brand_id, sale_key, line, kind, product_key, quantity, net_minor)
     values (1, 'a', 1, 'merchandise', 'mug', 3, 3000), (1, 'b', 1, 'merchandise', 'mug', 1, 1000),
            (1, 'c', 1, 'merchandise', 'mug', 1, 1000), (1, 'd', 1, 'merchandise', 'bell', 1, 500)`,
  );
  await database.query(
    `insert into sale_return (brand_id, sale_key, ordinal, returned_at, kind, product_key, quantity, net_minor)
     values (1, 'a', 1, '2026-06-20T10:00:00Z', 'merchandise', 'mug', 1, 1000),
            (1, 'd', 1, '2026-06-02T10:00:00Z', 'merchandise', 'bell', 1, 500)`,
  );
}

async function report(query: string): Promise<ProductReport> {
  const { status, body } = await api.call("GET", `/api/reports/products?${query}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return productReportSchema.parse(body);
}

async function behind(product: string, metric: keyof ProductNumbers["numbers"]): Promise<readonly string[]> {
  const { status, body } = await api.call(
    "GET",
    `/api/reports/products/${product}/customers?${june}&metric=${metric}`,
  );
  expect(status, JSON.stringify(body)).toBe(200);
  return metricCustomersSchema.parse(body).items.map(({ profile }) => profile);
}

const mug = { viewed: 2, carted: 2, left: 1, bought: 4, returned: 1, netSales: 3_000 };
const bell = { viewed: 0, carted: 1, left: 1, bought: 0, returned: 1, netSales: -500 };

test("who looked, put it in the cart and left it there counts once, joined or not; pieces are those of the ledger", async () => {
  const { items, next } = await report(june);

  expect(items).toEqual([
    { product: "mug", name: "Enamel mug", withdrawn: false, numbers: mug },
    { product: "bell", name: "Brass bell", withdrawn: true, numbers: bell },
  ]);
  expect(next).toBeNull();
});

test("products are sorted by what is asked for, page by page, and one product is told whatever became of it", async () => {
  const first = await report(`${june}&sort=returned&limit=1`);
  const second = await report(`${june}&sort=returned&limit=1&cursor=${first.next}`);
  const one = await report(`${june}&sort=viewed&product=bell`);
  const none = await report(`${june}&product=nothing`);

  expect([...first.items, ...second.items].map(({ product }) => product)).toEqual(["bell", "mug"]);
  expect(one.items).toMatchObject([{ product: "bell", numbers: bell }]);
  expect(none.items).toMatchObject([{ product: "nothing", name: null, numbers: { viewed: 0, bought: 0 } }]);
});

test("behind each number are its customers", async () => {
  expect(await behind("mug", "viewed")).toEqual(["prf_1", "prf_2"]);
  expect(await behind("mug", "left")).toEqual(["prf_2"]);
  expect(await behind("mug", "bought")).toEqual(["prf_2"]);
  expect(await behind("bell", "returned")).toEqual(["prf_3"]);
  expect(await behind("bell", "bought")).toEqual([]);
});
