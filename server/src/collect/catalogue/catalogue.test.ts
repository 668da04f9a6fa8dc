import { productSchema, storeSchema } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { stoppedClock } from "../../kernel/clock.ts";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { type OpenRoutes, openRoutes } from "../testing/open-routes.ts";
import { productRoutes } from "./http/product-routes.ts";
import { storeRoutes } from "./http/store-routes.ts";
import { createProductStore, productNames } from "./postgres/product-store.ts";
import { createStoreStore } from "./postgres/store-store.ts";

const clock = stoppedClock(Date.UTC(2026, 2, 1, 12));
let database: TestStores;
let api: OpenRoutes;
beforeAll(async () => {
  database = await openTestStores();
  const products = createProductStore(database.database);
  const stores = createStoreStore(database.database);
  api = await openRoutes((router) => {
    productRoutes(router, { products, stores, currencyOf: async () => "GBP", clock });
    storeRoutes(router, { stores, clock });
  });
});
afterAll(() => database.close());

test("a product is kept as it was stated, its price in minor units, and stating it again changes nothing", async () => {
  const statement = {
    name: "Enamel mug",
    brand: "Hearth",
    category: ["Home", "Kitchen"],
    tags: "gift, blue",
    price: "4.950",
    url: "/mug",
    attributes: { height: { cm: 9 } },
  };
  const put = await api.call("PUT", "/api/products/mug%2F1", statement);
  clock.moveBy(1000);
  const again = await api.call("PUT", "/api/products/mug%2F1", { ...statement, simulated: null });
  clock.moveBy(1000);
  const changed = await api.call("PUT", "/api/products/mug%2F1", {
    name: "Enamel mug",
    price: 5,
    currency: "JPY",
  });

  expect(productSchema.parse(put.body)).toEqual(put.body);
  expect(put.body).toEqual({
    key: "mug/1",
    name: "Enamel mug",
    brand: "Hearth",
    category: ["Home", "Kitchen"],
    tags: ["gift", "blue"],
    priceMinor: 495,
    currency: "GBP",
    url: "/mug",
    imageUrl: null,
    attributes: { height: { cm: 9 } },
    stock: [],
    simulated: false,
    withdrawnAt: null,
    updatedAt: "2026-03-01T12:00:00.000Z",
  });
  expect(again.body).toEqual(put.body);
  expect(changed.body).toMatchObject({
    brand: null,
    category: [],
    priceMinor: 5,
    currency: "JPY",
    updatedAt: "2026-03-01T12:00:02.000Z",
  });
  expect((await api.call("GET", "/api/v1/products/mug%2F1")).body).toEqual(changed.body);
});

test("a product that is withdrawn stays so, whatever an import states of it, until it is sold again", async () => {
  await api.call("PUT", "/api/products/bell", { name: "Bell" });
  const at = new Date(clock.now()).toISOString();
  await api.call("PUT", "/api/products/bell/withdrawal");
  clock.moveBy(1000);
  const twice = await api.call("PUT", "/api/products/bell/withdrawal");
  const stated = await api.call("PUT", "/api/products/bell", { name: "Brass bell" });
  const again = await api.call("DELETE", "/api/products/bell/withdrawal");

  expect(twice.body).toMatchObject({ name: "Bell", withdrawnAt: at });
  expect(stated.body).toMatchObject({ name: "Brass bell", withdrawnAt: at });
  expect(again.body).toMatchObject({ name: "Brass bell", withdrawnAt: null });
  expect(await api.call("PUT", "/api/products/nothing/withdrawal")).toMatchObject({ status: 404 });
});

test("stock lies online or in a store that is known", async () => {
  await api.call("PUT", "/api/products/lamp", { name: "Lamp" });
  await api.call("PUT", "/api/stores/north", { name: "North" });
  await api.call("PUT", "/api/products/lamp/stock", { quantity: 7 });
  const put = await api.call("PUT", "/api/products/lamp/stock", { store: "north", quantity: -1 });

  expect(put.body.stock).toMatchObject([
    { store: null, quantity: 7 },
    { store: "north", quantity: -1 },
  ]);
  expect(await api.call("PUT", "/api/products/lamp/stock", { store: "south", quantity: 1 })).toMatchObject({
    status: 422,
    body: { code: "stock.unknown_store" },
  });
  expect(await api.call("PUT", "/api/products/none/stock", { quantity: 1 })).toMatchObject({
    status: 404,
    body: { code: "product.unknown" },
  });
  expect((await api.call("PUT", "/api/products/lamp/stock", { quantity: 1.5 })).status).toBe(400);
});

test("products are found by any part of key or name, in pages, none left out", async () => {
  const products = createProductStore(database.database);
  const many = Array.from({ length: 25 }, (_, at) => ({
    key: `vase-${String(at).padStart(2, "0")}`,
    name: `Vase 100%_${at}`,
    brand: null,
    category: [],
    tags: [],
    priceMinor: null,
    currency: null,
    url: null,
    imageUrl: null,
    attributes: {},
    simulated: true,
  }));
  expect((await products.put(1, many, { dryRun: true, at: 0 })).size).toBe(25);
  expect(await products.find(1, "vase-00")).toBeUndefined();
  await products.put(1, many, { dryRun: false, at: 0 });

  const found: string[] = [];
  let cursor = "";
  do {
    const { body } = await api.call("GET", `/api/products?query=VASE&limit=10&cursor=${cursor}`);
    found.push(...body.items.map((item: { key: string }) => item.key));
    cursor = body.next ?? "";
  } while (cursor !== "");
  expect(found).toEqual(many.map((product) => product.key));
  expect(
    (await api.call("GET", `/api/products?query=${encodeURIComponent("100%_3")}`)).body.items,
  ).toHaveLength(1);
  expect(await api.call("GET", "/api/products?cursor=x")).toMatchObject({
    status: 400,
    body: { code: "request.bad_cursor" },
  });
  expect(await productNames(database.database, 1, ["vase-01", "nothing"])).toEqual(
    new Map([["vase-01", "Vase 100%_1"]]),
  );
});

test("a store keeps the area whose customers are its own, and an area that is none is refused with its place", async () => {
  const ring = [
    [-2, 53],
    [-1, 53],
    [-1, 54],
    [-2, 53],
  ];
  const catchment = { type: "Polygon", coordinates: [ring] };

  const put = await api.call("PUT", "/api/stores/harbour", { name: "Harbour", catchment });
  const wrong = await api.call("PUT", "/api/stores/harbour", {
    name: "Harbour",
    catchment: { type: "Polygon", coordinates: [[[200, 53]]] },
  });
  const bare = await api.call("PUT", "/api/stores/harbour", { name: "Harbour" });

  expect(storeSchema.parse(put.body).catchment).toEqual(catchment);
  expect([wrong.status, JSON.stringify(wrong.body.errors)]).toEqual([
    400,
    expect.stringContaining("/catchment/coordinates/0"),
  ]);
  expect(bare.body.catchment).toBeNull();
});

test("a store keeps its place, hours and floor areas; areas that are left out stay", async () => {
  const statement = {
    name: "South",
    address: { street: "1 High St", city: "Leeds", country: "GB" },
    latitude: 53.8,
    longitude: "-1.55",
    timeZone: "Europe/London",
    hours: { monday: [{ from: "09:00", until: "17:30" }] },
    areas: [
      { from: "2024-01-01", squareMetres: 120.5 },
      { from: "2025-06-01", squareMetres: "180" },
    ],
  };
  const put = await api.call("PUT", "/api/stores/south", statement);
  expect(storeSchema.parse(put.body)).toEqual(put.body);
  expect(put.body).toMatchObject({
    longitude: -1.55,
    hours: statement.hours,
    areas: [
      { from: "2024-01-01", squareMetres: 120.5 },
      { from: "2025-06-01", squareMetres: 180 },
    ],
  });

  const stores = createStoreStore(database.database);
  const [record] = [
    {
      key: "south",
      name: "South",
      address: statement.address,
      latitude: 53.8,
      longitude: -1.55,
      timeZone: "Europe/London",
      hours: { monday: [{ from: "09:00", until: "17:30" }] },
    },
  ];
  const put2 = (areas: { from: string; squareMetres: number }[] | undefined): Promise<ReadonlySet<string>> =>
    stores.put(1, [{ ...record, key: "south", name: "South", ...(areas ? { areas } : {}) }], {
      dryRun: false,
      at: clock.now(),
    });
  expect((await put2(undefined)).size).toBe(0);
  expect(
    (
      await put2([
        { from: "2024-01-01", squareMetres: 120.5 },
        { from: "2025-06-01", squareMetres: 180 },
      ])
    ).size,
  ).toBe(0);
  expect((await put2([{ from: "2024-01-01", squareMetres: 99 }])).size).toBe(1);
  expect((await api.call("GET", "/api/stores/south")).body.areas).toEqual([
    { from: "2024-01-01", squareMetres: 99 },
  ]);
  expect((await api.call("GET", "/api/stores?query=sou")).body.items).toHaveLength(1);
  expect(await api.call("GET", "/api/stores/west")).toMatchObject({
    status: 404,
    body: { code: "store.unknown" },
  });
});

test("what no store could hold is refused with its place, and never a fault of ours", async () => {
  const bad: readonly (readonly [string, string, string])[] = [
    ["/api/products/p", '{"name":""}', "/name"],
    ["/api/products/p", '{"name":"a\\u0000b"}', "/name"],
    ["/api/products/p", '{"name":"a","attributes":{"x":"\\ud800"}}', "/attributes"],
    [
      "/api/products/p",
      `{"name":"a","attributes":{"x":${"[".repeat(1000)}${"]".repeat(1000)}}}`,
      "/attributes",
    ],
    ["/api/products/p", '{"name":"a","attributes":{"x":1e400}}', "/attributes"],
    ["/api/products/p", '{"name":"a","url":"javascript:alert(1)"}', "/url"],
    ["/api/products/p", '{"name":"a","price":"12,50"}', "/price"],
    ["/api/products/p", '{"name":"a","currency":"pound"}', "/currency"],
    ["/api/stores/s", '{"name":"a","timeZone":"Mars/Olympus"}', "/timeZone"],
    ["/api/stores/s", '{"name":"a","latitude":91}', "/latitude"],
    [
      "/api/stores/s",
      '{"name":"a","hours":{"monday":[{"from":"9","until":"17:00"}]}}',
      "/hours/monday/0/from",
    ],
    ["/api/stores/s", '{"name":"a","areas":[{"from":"2024-02-30","squareMetres":1}]}', "/areas/0/from"],
  ];
  for (const [path, body, pointer] of bad) {
    const answer = await api.call("PUT", path, body);
    expect(answer, body.slice(0, 80)).toMatchObject({ status: 400, body: { code: "request.invalid" } });
    expect(answer.body.errors[0].pointer).toBe(pointer);
  }
  expect((await api.call("PUT", "/api/products/p", { name: "a", price: 1e15 })).body.code).toBe(
    "product.price_too_large",
  );
  expect((await api.call("PUT", `/api/products/${"x".repeat(201)}`, { name: "a" })).status).toBe(400);
  expect((await api.call("GET", "/api/products/a%00b")).status).toBe(400);
  expect(api.faults).toEqual([]);
});
