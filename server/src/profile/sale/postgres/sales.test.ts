import type { EventRecord } from "@attune/contract";
import { saleSchema } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../../platform/testing/stores.ts";
import { day, lamp, mug, noon, told } from "../testing/a-sale.ts";
import { applySales } from "./apply-sales.ts";
import { findSale, listSales, salesOf } from "./read-sales.ts";
import { reportSales } from "./report-sales.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

let brands = 10;
async function aBrand(): Promise<number> {
  brands += 1;
  await stores.database.query(
    "insert into brand (brand_id, key, name, time_zone, currency) values ($1, $2, 'A brand', 'Europe/Berlin', 'EUR')",
    [brands, `b${brands}`],
  );
  return brands;
}

async function apply(brandId: number, leafId: number, ...events: readonly EventRecord[]): Promise<void> {
  await stores.database.transaction((tx) =>
    applySales(
      tx,
      brandId,
      events.map((event) => ({ event, leafId })),
    ),
  );
}

const everything = { from: undefined, until: undefined, channel: undefined, storeKey: undefined };

test("a sale is read with its lines and returns as they were derived, whichever came first", async () => {
  const brand = await aBrand();
  const order = told("Order Completed", {
    products: [mug(2), lamp(1, { name: "A \\ lamp\twith\nlines" })],
    shipping: 4.9,
    location_id: "north",
    staff_id: "s1",
    tender: "card",
    account_type: "trade",
  });
  const back = told("Product Returned", lamp(1), { occurredAt: noon + day });

  await apply(brand, 7, back);
  expect((await findSale(stores.database, brand, "o1"))?.status).toBe("returnOnly");
  await apply(brand, 7, order);

  const sale = await findSale(stores.database, brand, "o1");
  expect(saleSchema.parse(sale)).toEqual(sale);
  expect(sale).toMatchObject({
    status: "completed",
    netMinor: 2000,
    store: "north",
    staff: "s1",
    tender: "card",
    accountType: "trade",
  });
  expect(sale?.lines[1]).toMatchObject({
    product: "lamp",
    name: "A \\ lamp\twith\nlines",
    quantity: 1,
    returnedQuantity: 1,
    netMinor: 4550,
    returnedMinor: 4550,
  });
  const lines = await stores.database.query(
    "select product_key, quantity::float8 as quantity, net_minor, returned_minor from sale_line where brand_id = $1 order by line",
    [brand],
  );
  expect(lines).toEqual([
    { product_key: "mug", quantity: 2, net_minor: 2000, returned_minor: 0 },
    { product_key: "lamp", quantity: 1, net_minor: 4550, returned_minor: 4550 },
    { product_key: null, quantity: 1, net_minor: 490, returned_minor: 0 },
  ]);
});

test("a customer's orders count what is kept and take every return off the value", async () => {
  const brand = await aBrand();
  await apply(
    brand,
    7,
    told("Order Completed", { order_id: "a", products: [mug(3)] }),
    told("Order Completed", { order_id: "b", products: [lamp(1)] }, { occurredAt: noon + day }),
    told("Order Refunded", { order_id: "b" }, { occurredAt: noon + 2 * day }),
    told("Order Completed", { order_id: "c", products: [mug(1)] }, { occurredAt: noon + 3 * day }),
    told("Order Cancelled", { order_id: "c" }, { occurredAt: noon + 4 * day }),
    told("Product Returned", { order_id: "C9", products: [mug(1)] }, { occurredAt: noon + 5 * day }),
    told(
      "Order Completed",
      { order_id: "d", currency: "JPY", products: [mug(1)] },
      { occurredAt: noon + 6 * day },
    ),
  );
  await apply(brand, 8, told("Order Completed", { order_id: "other", products: [mug(1)] }));

  expect(await salesOf(stores.database, brand, [7], "EUR")).toEqual({
    count: 2,
    netMinor: 2000,
    currency: "EUR",
    lastAt: noon + 6 * day,
    byCurrency: [
      { currency: "EUR", count: 1, netMinor: 2000, lastAt: noon },
      { currency: "JPY", count: 1, netMinor: 10, lastAt: noon + 6 * day },
    ],
  });
  expect(await salesOf(stores.database, brand, [999], "EUR")).toEqual({
    count: 0,
    netMinor: 0,
    currency: "EUR",
    lastAt: undefined,
    byCurrency: [],
  });
});

test("a customer's sales come newest first, page by page, none twice", async () => {
  const brand = await aBrand();
  const orders = Array.from({ length: 7 }, (_, at) =>
    told(
      "Order Completed",
      { order_id: `o${at}`, products: [mug(1)] },
      { occurredAt: noon + Math.floor(at / 2) * day },
    ),
  );
  await apply(brand, 7, ...orders);

  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listSales(stores.database, brand, [7], cursor, 3);
    seen.push(...page.items.map((sale) => sale.id));
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);

  expect(seen).toEqual(["o6", "o5", "o4", "o3", "o2", "o1", "o0"]);
  await expect(listSales(stores.database, brand, [7], "nonsense")).rejects.toMatchObject({
    code: "request.bad_cursor",
  });
});

test("the report counts sales on their day and returns on theirs, with and without a customer", async () => {
  const brand = await aBrand();
  const nobody = told(
    "Store Purchase Completed",
    { order_id: "till", products: [mug(1), { kind: "giftCard", price: 30 }], location_id: "north" },
    { channel: "store", occurredAt: noon + day },
  );
  delete (nobody as { userId?: string }).userId;
  await stores.database.query(
    "insert into leaf (brand_id, leaf_id, profile_id, namespace, value, proof, position) values ($1, 99, 99, 'receipt', 'till', 'none', 1), ($1, 7, 7, 'userId', 'anna', 'secretKey', 2)",
    [brand],
  );
  await apply(brand, 99, nobody);
  await apply(
    brand,
    7,
    told("Order Completed", { order_id: "web", products: [mug(3, { discount: 5 })], shipping: 4 }),
    told("Product Returned", { order_id: "web", ...mug(1) }, { occurredAt: noon + 2 * day }),
    told("Order Completed", { order_id: "gone", products: [mug(50)] }),
    told("Order Cancelled", { order_id: "gone" }, { occurredAt: noon + 1 }),
    told(
      "Store Purchase Completed",
      { order_id: "swap", products: [mug(-1), mug(1)], location_id: "north" },
      { channel: "store", occurredAt: noon + 2 * day },
    ),
  );

  expect(await reportSales(stores.database, brand, everything)).toEqual([
    {
      currency: "EUR",
      orders: 2,
      ordersWithoutCustomer: 1,
      allLinesMinor: 2500 + 400 + 4000 - 833,
      netMinor: 2500 + 1000 - 833,
      merchandiseMinor: 2500 + 1000 - 833,
      returnsMinor: 833 + 1000,
      discountMinor: 500,
    },
  ]);
  expect(
    await reportSales(stores.database, brand, { ...everything, from: noon, until: noon + day }),
  ).toMatchObject([{ orders: 1, allLinesMinor: 2900, returnsMinor: 0 }]);
  expect(await reportSales(stores.database, brand, { ...everything, from: noon + 2 * day })).toMatchObject([
    { orders: 0, allLinesMinor: -833, returnsMinor: 1833 },
  ]);
  expect(
    await reportSales(stores.database, brand, { ...everything, channel: "store", storeKey: "north" }),
  ).toMatchObject([{ orders: 1, merchandiseMinor: 1000 }]);
  expect(await reportSales(stores.database, brand, { ...everything, storeKey: "south" })).toEqual([]);
});

test("a till that sends its events in two uploads, the second first, ends with the same rows", async () => {
  const [one, other] = [await aBrand(), await aBrand()];
  const events = [
    told("Store Purchase Completed", { order_id: "t1", products: [mug(2), lamp(1)] }, { channel: "store" }),
    told("Product Returned", { order_id: "t1", ...mug(1) }, { occurredAt: noon + day }),
    told("Order Updated", { order_id: "t1", tender: "cash" }, { occurredAt: noon + 5 }),
  ];
  await apply(one, 7, ...events);
  for (const event of events.toReversed()) await apply(other, 7, event);

  const rows = (brand: number): Promise<object[]> =>
    stores.database.query(
      `select sale_key, state, status, placed_at, net_minor, tender,
              (select json_agg(l order by line) from (select line, kind, quantity, net_minor, returned_minor from sale_line where brand_id = $1) l) as lines,
              (select json_agg(r order by ordinal) from (select ordinal, returned_at, net_minor from sale_return where brand_id = $1) r) as returns
       from sale where brand_id = $1`,
      [brand],
    );
  expect(await rows(other)).toEqual(await rows(one));
});
