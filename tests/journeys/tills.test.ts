import { afterAll, beforeAll, expect, test } from "vitest";
import { startServer, type TestServer } from "../harness/start-server.ts";
import { waitUntil } from "../harness/wait-until.ts";
import { readTimeline } from "../sdk/recorded.ts";
import { ago, day, hour, type Shop, shopAt, track, type Wire } from "./shop.ts";

let server: TestServer;
let shop: Shop;
beforeAll(async () => {
  server = await startServer();
  shop = shopAt(server);
  await server.post("/api/stores/north", { name: "North" }, "PUT");
});
afterAll(() => server.close());

interface Totals {
  readonly orders: number;
  readonly ordersWithoutCustomer: number;
  readonly netMinor: number;
  readonly merchandiseMinor: number;
  readonly allLinesMinor: number;
  readonly returnsMinor: number;
}

async function totals(query = ""): Promise<Totals | undefined> {
  return (await server.get<{ totals: Totals[] }>(`/api/reports/sales${query}`)).totals[0];
}

async function countCustomers(): Promise<number> {
  return (await server.get<{ items: unknown[] }>("/api/profiles?limit=200")).items.length;
}

const line = (product_id: string, price: number, quantity = 1, more: Wire = {}): Wire => ({
  product_id,
  price,
  quantity,
  ...more,
});

function till(
  order_id: string,
  products: readonly Wire[],
  more: Wire = {},
  who: Wire = {},
  when: Wire = {},
): Wire {
  const properties = {
    order_id,
    location_id: "north",
    currency: "GBP",
    staff_id: "kim",
    tender: "cash",
    products,
    ...more,
  };
  return track("Store Purchase Completed", who, properties, when);
}

test("a till sale without a customer counts, makes no customer, and a receipt claim attaches it later", async () => {
  await shop.till(
    { type: "identify", userId: "ida", traits: { email: "ida@example.com" } },
    till("r-1", [line("mug", 4.5, 2), line("lamp", 20), line("bag", 0.1, 1, { kind: "fee" })]),
    till("r-2", [line("mug", 4.5, 1)]),
  );

  expect(await totals()).toMatchObject({
    orders: 2,
    ordersWithoutCustomer: 2,
    merchandiseMinor: 3350,
    allLinesMinor: 3360,
  });
  expect(await totals("?store=north")).toMatchObject({ orders: 2 });
  expect(await totals("?channel=web")).toBeUndefined();
  expect(await countCustomers()).toBe(1);
  expect(await server.get("/api/sales/r-1")).toMatchObject({
    channel: "store",
    store: "north",
    staff: "kim",
    tender: "cash",
  });
  expect((await shop.profile("userId:ida")).orders.count).toBe(0);

  await shop.till(track("Receipt Claimed", { userId: "ida" }, { receipt_id: "r-1" }));
  expect((await shop.profile("userId:ida")).orders).toMatchObject({ count: 1, currency: "GBP" });
  expect((await server.get<{ items: object[] }>("/api/profiles/userId:ida/orders")).items).toMatchObject([
    { id: "r-1" },
  ]);
  expect(await totals()).toMatchObject({ orders: 2, ordersWithoutCustomer: 1 });
  expect((await readTimeline(server, "userId:ida")).map((item) => item.name)).toContain(
    "Store Purchase Completed",
  );

  await shop.till(track("Receipt Claimed", { userId: "thief" }, { receipt_id: "r-1" }));
  await shop.page(track("Receipt Claimed", { userId: "page", anonymousId: "p" }, { receipt_id: "r-2" }));
  expect((await shop.profile("userId:thief")).orders.count).toBe(0);
  expect((await shop.profile("userId:page")).orders.count).toBe(0);
  expect((await shop.profile("userId:ida")).orders.count).toBe(1);
});

test("sales of nobody make products popular", async () => {
  await server.post("/api/products/mug", { name: "Mug" }, "PUT");
  await server.post("/api/definitions/placement/row", { name: "Row" }, "PUT");
  await server.post(
    "/api/definitions/experience/row",
    { name: "Row", placement: "row", content: null, items: { strategy: "popular" } },
    "PUT",
  );
  const { items } = await waitUntil("the next look at the sales", async () => {
    const answer = await shop.ask("POST", "/api/decide", { identity: { userId: "x" }, placements: ["row"] });
    const { row } = answer.body.placements;
    return row.items === undefined ? undefined : row;
  });
  expect(items).toMatchObject([{ product: "mug" }]);
});

test("a return is booked on its own day and an exchange nets out", async () => {
  const jo = { userId: "jo" };
  await shop.till(
    till("s-1", [line("mug", 4.5, 4), line("rug", 50)], {}, jo, { timestamp: ago(40 * day) }),
    track(
      "Product Returned",
      jo,
      { order_id: "s-1", return_id: "s-1-a", products: [line("mug", 4.5, 1)] },
      { timestamp: ago(2 * day) },
    ),
    track(
      "Product Returned",
      jo,
      { order_id: "s-1", return_id: "s-1-a", products: [line("mug", 4.5, 1)] },
      { timestamp: ago(2 * day) },
    ),
    till("x-1", [line("rug", 50, -1), line("vase", 50)], { exchange: true, return_of: "s-1" }, jo),
  );

  expect(await server.get("/api/sales/s-1")).toMatchObject({
    status: "completed",
    netMinor: 6350,
    returns: [{ product: "mug", quantity: 1, netMinor: 450 }],
  });
  expect(await server.get("/api/sales/x-1")).toMatchObject({ netMinor: 0 });
  expect((await shop.profile("userId:jo")).orders).toMatchObject({ count: 1, netMinor: 6350 });
  const [from, until] = [ago(3 * day), ago(day)];
  expect(await totals(`?from=${from}&until=${until}`)).toMatchObject({
    orders: 0,
    returnsMinor: 450,
    netMinor: -450,
  });
});

test("an order that is refunded, cancelled or told of by page and server is one order", async () => {
  const kay = { userId: "kay" };
  const order = {
    order_id: "w-1",
    currency: "GBP",
    products: [line("mug", 10, 2)],
    shipping: 3,
    tax: 0,
    total: 23,
  };
  await shop.page(track("Order Completed", { anonymousId: "kays-phone" }, order));
  await shop.till(
    track("Order Completed", kay, order),
    track("Order Refunded", kay, { order_id: "w-1", refund_id: "w-1-r", products: [line("mug", 10, 1)] }),
    track("Order Completed", kay, { order_id: "w-2", revenue: 80, currency: "GBP" }),
    track("Order Cancelled", kay, { order_id: "w-2" }),
    track("Order Completed", kay, { revenue: 7, currency: "GBP" }),
  );

  expect((await shop.profile("userId:kay")).orders).toMatchObject({ count: 2, netMinor: 1000 + 700 });
  expect(await server.get("/api/sales/w-2")).toMatchObject({ status: "cancelled", netMinor: 0 });
});

test("a till that was offline uploads later, twice and in the wrong order, with its original times", async () => {
  const soldAt = ago(9 * hour);
  const sent = { timestamp: soldAt, sentAt: new Date().toISOString() };
  const sale = till("off-1", [line("mug", 4.5)], { card: "6335 0099" }, {}, { ...sent, messageId: "off-1" });
  const back = track(
    "Product Returned",
    {},
    { order_id: "off-1", return_id: "off-1-r", products: [line("mug", 4.5)] },
    { ...sent, timestamp: ago(8 * hour), messageId: "off-2" },
  );
  await shop.till(
    back,
    track("Store Visited", {}, { card: "63350099", location_id: "north" }, { ...sent, messageId: "off-3" }),
  );
  await shop.till(sale, back);
  await shop.till(sale, back);

  const told = await server.get<{ placedAt: string; status: string }>("/api/sales/off-1");
  expect(Math.abs(Date.parse(told.placedAt) - Date.parse(soldAt))).toBeLessThan(2_000);
  expect(told.status).toBe("returned");
  const card = await shop.profile("card:6335-0099");
  expect(card.orders).toMatchObject({ netMinor: 0 });
  expect(await readTimeline(server, card.id)).toHaveLength(3);
});

test("what names no order, no purpose and nobody is set aside with its place, and taken in once it is mended", async () => {
  const batch = [
    track("Order Refunded", { userId: "lea" }, { total: 5 }),
    track("Consent Given", { userId: "lea" }, { purpose: "spam" }),
    till("undefined", [line("mug", 1)]),
    track("Order Completed", { userId: "lea" }, { order_id: "l-1", revenue: 5, currency: "GBP" }),
  ];
  const answer = await shop.ask("POST", "/v1/batch", { batch });
  expect(answer.body).toMatchObject({
    success: true,
    accepted: 1,
    quarantined: 3,
    faults: [
      { index: 0, code: "event.no_order", path: "/properties/order_id" },
      { index: 1, code: "event.invalid_consent", path: "/properties/purpose" },
      { index: 2, code: "event.no_identifier", path: "/userId" },
    ],
  });

  const listed = await server.get<{ items: { id: string }[] }>("/api/quarantine?code=event.no_order");
  const id = listed.items[0]?.id;
  expect(await server.get(`/api/quarantine/${id}`)).toMatchObject({ original: JSON.stringify(batch[0]) });
  expect((await shop.ask("POST", `/api/quarantine/${id}/release`)).status).toBe(422);
  await server.post(`/api/quarantine/${id}/release`, {
    event: track("Order Refunded", { userId: "lea" }, { order_id: "l-1" }),
  });
  expect((await shop.profile("userId:lea")).orders).toMatchObject({ netMinor: 0 });
});
