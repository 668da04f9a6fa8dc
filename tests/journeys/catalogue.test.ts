import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { ago, day, hour, type Shop, shopAt, track, type Wire } from "./shop.ts";

let server: TestServer;
let shop: Shop;
beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
});
afterAll(() => server.close());

const browsed = {
  all: [
    {
      did: "Product Viewed",
      where: { "product.category": { is: "Garden" } },
      count: { gte: 2 },
      within: "30d",
    },
    { not: { did: "Order Completed", where: { "product.category": { is: "Garden" } }, within: "30d" } },
  ],
};

const putSegment = (key: string, condition: object): Promise<unknown> => shop.putSegment(key, { condition });

/** Who is in it by the fold, which must be whom the stores find. */
async function membersOf(key: string): Promise<readonly string[]> {
  const names = await shop.membersOf(key);
  const { condition } = await server.get<{ condition: unknown }>(`/api/segments/${key}`);
  await waitUntil(`the stores to find ${names.length} of ${key}`, async () => {
    const { size } = await server.post<{ size: number }>("/api/segments/preview", { condition });
    return size === names.length ? true : undefined;
  });
  return names;
}

const view = (userId: string, product: string, when = ago(day)): Wire =>
  track("Product Viewed", { userId }, { product_id: product }, { timestamp: when });
const order = (userId: string, id: string, ...products: string[]): Wire =>
  track(
    "Order Completed",
    { userId },
    {
      order_id: id,
      revenue: 9,
      products: products.map((one) => ({ product_id: one, price: 3, quantity: 1 })),
    },
    { timestamp: ago(hour) },
  );
const product = (key: string, said: object): Promise<unknown> =>
  server.post(`/api/products/${key}`, { name: key, ...said }, "PUT");

test("who browsed Garden twice in 30 days without buying from it is found by the catalogue, whose parts count too", async () => {
  await product("spade", {
    category: ["Garden", "Tools"],
    brand: "Alder",
    price: "19.99",
    attributes: { wood: "ash" },
  });
  await product("bulb", { category: "Garden > Bulbs", tags: "spring", price: 4 });
  await product("lamp", { category: ["Home", "Light"], price: 60 });
  await putSegment("browsed-garden", browsed);

  await shop.till(view("ann", "spade"), view("ann", "bulb"));
  await shop.till(view("bob", "spade"), view("bob", "lamp"));
  await shop.till(view("cid", "spade"), view("cid", "spade"), order("cid", "c1", "lamp", "bulb"));
  await shop.till(view("dee", "spade"), view("dee", "bulb", ago(31 * day)));
  await shop.till(view("eva", "bulb"), view("eva", "bulb"), order("eva", "e1", "lamp"));

  expect(await membersOf("browsed-garden")).toEqual(["ann", "eva"]);
  await shop.till(order("eva", "e2", "spade"));
  expect(await membersOf("browsed-garden")).toEqual(["ann"]);
});

test("history tells a new segment the same as the events told the old one: brand, price, tags and what else is known", async () => {
  await putSegment("again", browsed);
  await putSegment("ash", { did: "Product Viewed", where: { "product.attributes.wood": { is: "ash" } } });
  await putSegment("spring", {
    did: "Product Viewed",
    where: { "product.tags": { hasAny: ["spring"] }, "product.price": { lt: 5 } },
    count: { gte: 2 },
  });
  await putSegment("of-alder", {
    did: "Order Completed",
    where: { "product.brand": { is: "Alder" }, "product.price": { gte: 19.99 } },
  });

  expect(await membersOf("again")).toEqual(["ann"]);
  expect(await membersOf("ash")).toEqual(["ann", "bob", "cid", "dee"]);
  expect(await membersOf("spring")).toEqual(["eva"]);
  expect(await membersOf("of-alder")).toEqual(["eva"]);
});

test("a product counts as it was when the event came: what the catalogue says later is of later events", async () => {
  await product("spade", { category: ["Sale"], brand: "Brook", price: 5 });
  await shop.till(view("fay", "spade"), view("fay", "spade"));

  expect(await membersOf("browsed-garden")).toEqual(["ann"]);
  expect(await membersOf("of-alder")).toEqual(["eva"]);
  await putSegment("on-sale", { did: "Product Viewed", where: { "product.category": { is: "Sale" } } });
  expect(await membersOf("on-sale")).toEqual(["fay"]);
});

test("what a page claims that the catalogue says is not believed", async () => {
  const context = { catalogue: { lamp: { category: ["Sale"] }, none: { category: ["Sale"] } } };
  await shop.page({ ...view("gus", "lamp"), context }, { ...view("gus", "none"), context });

  expect(await membersOf("on-sale")).toEqual(["fay"]);
});

test("of a product that is told of later, an event before it knows only what it says itself", async () => {
  await shop.till(
    view("hal", "rake"),
    track(
      "Product Viewed",
      { userId: "ida" },
      { product_id: "rake", category: "Sale" },
      { timestamp: ago(day) },
    ),
  );
  await product("rake", { category: ["Sale", "Tools"] });
  expect(await membersOf("on-sale")).toEqual(["fay", "ida"]);

  await shop.till(view("hal", "rake", ago(2 * day)));
  expect(await membersOf("on-sale")).toEqual(["fay", "hal", "ida"]);
});

test("the page of a category stands for the wider ones that hold it", async () => {
  await putSegment("looked-at-home", {
    did: "Product List Viewed",
    where: { "product.category": { is: "Home" } },
  });
  const page = (userId: string, category: string): Wire =>
    track("Product List Viewed", { userId }, { category }, { timestamp: ago(day) });
  await shop.till(
    page("jan", "Light"),
    page("kim", "Home"),
    page("leo", "Tools"),
    page("mia", "Home > Light"),
  );

  expect(await membersOf("looked-at-home")).toEqual(["jan", "kim", "mia"]);
});

test("imported orders are told what products that were imported before them are", async () => {
  const rows = (...records: readonly object[]): object => ({
    rows: records.map((record, at) => ({ line: at + 1, record })),
    wait: true,
  });
  await server.post("/api/import/products", rows({ key: "tea", name: "Tea", category: ["Food", "Drink"] }));
  await server.post(
    "/api/import/orders",
    rows({
      orderId: "i1",
      userId: "ned",
      placedAt: ago(400 * day),
      currency: "GBP",
      lines: [{ productKey: "tea", quantity: 1, price: 3 }],
    }),
  );
  await putSegment("food", { did: "Order Completed", where: { "product.category": { is: "Food" } } });

  expect(await membersOf("food")).toEqual(["ned"]);
});

test("after a restart the catalogue is known before the first event comes", async () => {
  await server.restart();
  await shop.till(view("oda", "rake"));

  expect(await membersOf("on-sale")).toEqual(["fay", "hal", "ida", "oda"]);
});
