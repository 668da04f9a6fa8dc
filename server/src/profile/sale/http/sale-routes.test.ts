import { type InboxRecord, type OrderRecord, saleSchema } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createImportDoor, type ImportDoor } from "../../../collect/index.ts";
import { createMemoryImportKeys } from "../../../collect/testing/memory-import-keys.ts";
import { type OpenRoutes, openRoutes } from "../../../collect/testing/open-routes.ts";
import { stoppedClock } from "../../../kernel/clock.ts";
import { openTestStores, type TestStores } from "../../../platform/testing/stores.ts";
import { applySales } from "../postgres/apply-sales.ts";
import { findSale, listSales } from "../postgres/read-sales.ts";
import { reportSales } from "../postgres/report-sales.ts";
import { saleRoutes } from "./routes.ts";

let stores: TestStores;
let door: ImportDoor;
let api: OpenRoutes;
beforeAll(async () => {
  stores = await openTestStores();
  const { database } = stores;
  const unused = (): never => {
    throw new Error("Orders need no catalogue.");
  };
  const append = async (brandId: number, records: readonly InboxRecord[]): Promise<readonly number[]> => {
    const landed = records.flatMap((event) =>
      event.kind === "event" ? [{ event, leafId: event.userId === undefined ? 900 : 7 }] : [],
    );
    await database.transaction((tx) => applySales(tx, brandId, landed));
    return records.map((_, at) => at + 1);
  };
  door = createImportDoor({
    inbox: { append },
    stream: { foldedUpTo: async () => undefined },
    keys: createMemoryImportKeys(),
    products: {
      find: unused,
      list: unused,
      put: unused,
      withdraw: unused,
      putStock: unused,
      unknown: unused,
    },
    stores: { find: unused, list: unused, put: unused, unknown: unused },
    brands: {
      sourceOf: async (sourceId) => ({ sourceId, channel: "web", simulated: false }),
      currencyOf: async () => "GBP",
    },
    clock: stoppedClock(Date.UTC(2026, 2, 1)),
  });
  api = await openRoutes((router) =>
    saleRoutes(router, {
      find: (brandId, key) => findSale(database, brandId, key),
      list: (brandId, _ref, cursor, limit) => listSales(database, brandId, [7], cursor, limit),
      report: (brandId, question) => reportSales(database, brandId, question),
    }),
  );
});
afterAll(() => stores.close());

const order = (
  orderId: string,
  lines: OrderRecord["lines"],
  more: Partial<OrderRecord> = {},
): OrderRecord => ({
  orderId,
  userId: "anna",
  placedAt: "2026-01-05T10:00:00Z",
  currency: "GBP",
  lines,
  ...more,
});

test("imported orders, till sales, returns and exchanges add up to the penny, with and without a customer", async () => {
  const { userId: _, ...till } = order(
    "till",
    [
      { productKey: "a", quantity: 3, price: "0.333" },
      { kind: "giftCard", quantity: 1, price: 25 },
    ],
    { storeKey: "north", placedAt: "2026-01-06T10:00:00Z" },
  );
  const records = [
    order("web", [
      { productKey: "a", quantity: 6, price: "2.55" },
      { productKey: "pads", quantity: 1, price: "0.001" },
      { kind: "shipping", quantity: 1, price: 4.95 },
      { kind: "discount", quantity: 1, price: -1 },
    ]),
    order("C-1", [{ productKey: "a", quantity: -2, price: 2.55 }], {
      type: "return",
      returnOf: "web",
      placedAt: "2026-01-09T10:00:00Z",
    }),
    order("C-2", [{ productKey: "b", quantity: -10, price: 1.25 }], {
      type: "return",
      placedAt: "2026-01-09T11:00:00Z",
    }),
    order(
      "swap",
      [
        { productKey: "a", quantity: -1, price: 2.55 },
        { productKey: "c", quantity: 1, price: 2.55 },
      ],
      { type: "exchange", storeKey: "north", placedAt: "2026-01-09T12:00:00Z" },
    ),
    order("bad-debt", [{ kind: "adjustment", quantity: 1, price: "-11.06" }], {
      placedAt: "2026-01-09T13:00:00Z",
    }),
    till,
  ];
  const answer = await door.take({ brandId: 1, sourceId: 1 }, "orders", {
    dryRun: false,
    wait: true,
    rows: records.map((record, line) => ({ line, record })),
  });
  expect(answer).toEqual({ accepted: 6, unchanged: 0, rejected: [] });

  const { body } = await api.call("GET", "/api/reports/sales");
  const merchandise = 1530 + 0 - 510 - 1250 - 255 + 255 + 100;
  expect(body.totals).toEqual([
    {
      currency: "GBP",
      orders: 2,
      ordersWithoutCustomer: 0,
      allLinesMinor: merchandise + 495 - 100 - 1106 + 2500,
      netMinor: merchandise - 100 - 1106,
      merchandiseMinor: merchandise,
      returnsMinor: 510 + 1250 + 255,
      discountMinor: 0,
    },
  ]);
  const store = await api.call(
    "GET",
    "/api/reports/sales?channel=store&store=north&from=2026-01-06T00:00:00Z&until=2026-01-07T00:00:00Z",
  );
  expect(store.body.totals).toMatchObject([{ orders: 1, merchandiseMinor: 100, allLinesMinor: 2600 }]);
});

test("one sale and a customer's sales are told in full", async () => {
  const sale = await api.call("GET", "/api/sales/web");
  expect(saleSchema.parse(sale.body)).toEqual(sale.body);
  expect(sale.body).toMatchObject({
    id: "web",
    status: "completed",
    netMinor: 920,
    returns: [{ product: "a", quantity: 2, netMinor: 510, returnedAt: "2026-01-09T10:00:00.000Z" }],
  });
  expect((await api.call("GET", "/api/sales/C-2")).body).toMatchObject({
    status: "returnOnly",
    netMinor: -1250,
    lines: [],
  });

  const first = await api.call("GET", "/api/profiles/userId:anna/orders?limit=2&cursor=");
  const second = await api.call("GET", `/api/profiles/userId:anna/orders?limit=10&cursor=${first.body.next}`);
  expect([...first.body.items, ...second.body.items].map((item: { id: string }) => item.id)).toEqual([
    "bad-debt",
    "swap",
    "C-2",
    "web",
  ]);
  expect(second.body.next).toBeNull();
});

test("what is not known or not meant is refused", async () => {
  expect(await api.call("GET", "/api/sales/none%00")).toMatchObject({
    status: 404,
    body: { code: "sale.unknown" },
  });
  for (const query of ["from=yesterday", "channel=moon", "store=%00", "until=2026-01-01"]) {
    expect((await api.call("GET", `/api/reports/sales?${query}`)).status).toBe(400);
  }
  expect(await api.call("GET", "/api/profiles/userId:anna/orders?cursor=abc")).toMatchObject({
    status: 400,
    body: { code: "request.bad_cursor" },
  });
  expect(api.faults).toEqual([]);
});
