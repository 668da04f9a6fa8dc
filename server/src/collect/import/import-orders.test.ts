import type { EventRecord } from "@attune/contract";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { counts, importNow, type OpenImport, openImport } from "./testing/open-import.ts";

let stores: TestStores;
let door: OpenImport;
beforeAll(async () => {
  stores = await openTestStores();
});
beforeEach(async () => {
  door = await openImport(stores);
});
afterAll(() => stores.close());

const send: OpenImport["send"] = (kind, records, more) => door.send(kind, records, more);

const order = (more: object = {}): object => ({
  orderId: "536365",
  userId: "17850",
  placedAt: "2026-02-01T08:26:00Z",
  currency: "GBP",
  lines: [
    { productKey: "85123A", name: "WHITE HEART", quantity: "6", price: "2.55" },
    { kind: "shipping", quantity: 1, price: 4.95 },
  ],
  ...more,
});

describe("orders", () => {
  test("become the events that a shop's server would have sent, at their own time", async () => {
    expect(
      counts(await send("orders", [order({ email: " Anna@Example.com ", card: 777, accountType: "trade" })])),
    ).toEqual([1, 0, 0]);

    expect(door.inbox.events[0]).toMatchObject({
      kind: "event",
      type: "track",
      name: "Order Completed",
      proof: "secretKey",
      sourceId: 1,
      channel: "web",
      userId: "17850",
      identifiers: [
        { namespace: "card", value: "777" },
        { namespace: "email", value: "anna@example.com" },
      ],
      occurredAt: Date.UTC(2026, 1, 1, 8, 26),
      receivedAt: importNow,
      naturalKey: "order:536365",
      properties: {
        order_id: "536365",
        currency: "GBP",
        account_type: "trade",
        revenue: 15.3,
        products: [
          { product_id: "85123A", kind: "merchandise", name: "WHITE HEART", quantity: 6, price: 2.55 },
          { kind: "shipping", quantity: 1, price: 4.95 },
        ],
      },
    });
  });

  test("of a till, returns and exchanges have their own names", async () => {
    await send("orders", [
      order({
        orderId: "s1",
        userId: undefined,
        storeKey: "north",
        staffKey: "kim",
        tender: "cash",
        simulated: true,
      }),
      order({
        orderId: "r1",
        type: "return",
        returnOf: "536365",
        lines: [{ productKey: "85123A", quantity: -2, price: 2.55 }],
      }),
      order({ orderId: "r2", type: "return", lines: [{ productKey: "85123A", quantity: 2, price: 2.55 }] }),
      order({
        orderId: "x1",
        type: "exchange",
        channel: "store",
        returnOf: "s1",
        lines: [
          { productKey: "a", quantity: -1, price: 2 },
          { productKey: "b", quantity: 1, price: 2 },
        ],
      }),
    ]);
    const [till, linked, alone, exchange] = door.inbox.events as [
      EventRecord,
      EventRecord,
      EventRecord,
      EventRecord,
    ];

    expect(till).toMatchObject({
      name: "Store Purchase Completed",
      channel: "store",
      simulated: true,
      properties: { location_id: "north", staff_id: "kim", tender: "cash" },
    });
    expect(till.userId).toBeUndefined();
    expect(linked).toMatchObject({
      name: "Product Returned",
      properties: { order_id: "536365", return_id: "r1", products: [{ quantity: 2 }] },
    });
    expect(alone).toMatchObject({
      name: "Product Returned",
      properties: { order_id: "r2", return_id: "r2" },
    });
    expect(exchange).toMatchObject({
      name: "Store Purchase Completed",
      properties: { exchange: true, return_of: "s1", revenue: 0 },
    });
  });

  test("sent again change nothing, however their members are ordered; with other content they are refused", async () => {
    await send("orders", [order()]);
    const reordered = Object.fromEntries(Object.entries(order()).reverse());

    expect(counts(await send("orders", [reordered, order()]))).toEqual([0, 2, 0]);
    expect(await send("orders", [order({ placedAt: "2026-02-01T08:27:00Z" })])).toMatchObject({
      accepted: 0,
      rejected: [{ line: 2, code: "import.conflict" }],
    });
    expect(
      counts(
        await send("orders", [
          order({ orderId: "a" }),
          order({ orderId: "a" }),
          order({ orderId: "a", tender: "cash" }),
        ]),
      ),
    ).toEqual([1, 1, 1]);
    expect(door.inbox.events).toHaveLength(2);
  });

  test("that are bad cost their neighbours nothing, and each names its line and place", async () => {
    const answer = await send("orders", [
      order({ orderId: "good" }),
      order({ orderId: "" }),
      order({ placedAt: "2026-02-01 08:26" }),
      order({ placedAt: "2027-01-01T00:00:00Z" }),
      order({ lines: [] }),
      order({ lines: [{ productKey: "a", quantity: 1, price: "2,50" }] }),
      order({ lines: [{ quantity: 1, price: 2 }] }),
      order({ currency: "£" }),
      order({ email: "nobody" }),
      order({ lines: [{ productKey: "a\u0000", quantity: 1, price: 1 }] }),
      "not an order",
      null,
    ]);

    expect(answer.accepted).toBe(1);
    expect(answer.rejected.map(({ line, code, path }) => [line, code, path])).toEqual([
      [3, "import.invalid", "/orderId"],
      [4, "import.invalid", "/placedAt"],
      [5, "import.future", "/placedAt"],
      [6, "import.invalid", "/lines"],
      [7, "import.invalid", "/lines/0/price"],
      [8, "import.invalid", "/lines/0/productKey"],
      [9, "import.invalid", "/currency"],
      [10, "import.invalid", "/email"],
      [11, "import.invalid", "/lines/0/productKey"],
      [12, "import.invalid", ""],
      [13, "import.invalid", ""],
    ]);
  });

  test("are only judged in a dry run", async () => {
    expect(counts(await send("orders", [order(), order({ currency: "?" })], { dryRun: true }))).toEqual([
      1, 0, 1,
    ]);
    expect(door.inbox.events).toEqual([]);
    expect(counts(await send("orders", [order()]))).toEqual([1, 0, 0]);
  });

  test("are not remembered when the inbox is away", async () => {
    door.inbox.away = true;
    expect(
      (await door.api.call("POST", "/api/import/orders", { rows: [{ line: 1, record: order() }] })).status,
    ).toBe(503);
    door.inbox.away = false;
    expect(counts(await send("orders", [order()]))).toEqual([1, 0, 0]);
  });
});
