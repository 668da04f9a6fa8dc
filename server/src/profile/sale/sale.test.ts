import type { EventRecord, JsonObject } from "@attune/contract";
import { describe, expect, it } from "vitest";
import { saleKeyOf } from "./sale-key.ts";
import { day, lamp, mug, noon, saleOf, told } from "./testing/a-sale.ts";

describe("a sale", () => {
  it("was made to try out the shop when it says so, and is real when somebody says that later", () => {
    const trial = told("Order Completed", { products: [mug(1)], test: true });
    const real = told("Order Updated", { products: [mug(1)], test: false }, { occurredAt: noon + 1 });

    expect([saleOf(trial).test, saleOf(trial, real).test, saleOf(real).test]).toEqual([true, false, false]);
  });

  it("is worth its lines after discount, without tax and shipping", () => {
    const sale = saleOf(
      told("Order Completed", {
        products: [mug(2), lamp(1, { discount: 5.5 })],
        shipping: 4.9,
        tax: 9.58,
        total: 74.48,
      }),
    );

    expect(sale.netMinor).toBe(6000);
    expect(sale.merchandiseMinor).toBe(6000);
    expect(sale.lines.map(({ kind, netMinor }) => [kind, netMinor])).toEqual([
      ["merchandise", 2000],
      ["merchandise", 4000],
      ["shipping", 490],
    ]);
    expect(sale).toMatchObject({
      status: "completed",
      placedAt: noon,
      channel: "web",
      currency: "EUR",
      leafId: 7,
    });
  });

  it("spreads the discount of the order over its merchandise, unless the subtotal says that it is in the prices", () => {
    const products = [
      { product_id: "a", price: 19, quantity: 1 },
      { product_id: "b", price: 3, quantity: 2 },
    ];

    const spread = saleOf(
      told("Order Completed", { products, discount: 2.5, subtotal: 22.5, shipping: 3, tax: 2, total: 27.5 }),
    );
    expect(spread.netMinor).toBe(2250);
    expect(spread.lines.map((line) => line.discountMinor)).toEqual([190, 60, 0]);

    const contained = saleOf(told("Order Completed", { products, discount: 2.5, subtotal: 25 }));
    expect(contained.netMinor).toBe(2500);
  });

  it("is worth its subtotal, else revenue, else total without tax and shipping, when no line has a price", () => {
    expect(saleOf(told("Order Completed", { subtotal: 20, revenue: 21, total: 27 })).netMinor).toBe(2000);
    expect(saleOf(told("Order Completed", { revenue: "21", total: 27 })).netMinor).toBe(2100);
    expect(saleOf(told("Order Completed", { total: 27 })).netMinor).toBe(2700);
    expect(saleOf(told("Order Completed", { total: 27, tax: 4, shipping: 3 })).netMinor).toBe(2000);
    const unpriced = saleOf(
      told("Order Completed", {
        revenue: 30,
        products: [{ product_id: "a", quantity: 2 }, { product_id: "b" }],
      }),
    );
    expect(unpriced.lines.map((line) => line.netMinor)).toEqual([2000, 1000]);
  });

  it("keeps fees, gift cards and samples apart from merchandise", () => {
    const sale = saleOf(
      told("Order Completed", {
        products: [
          mug(1),
          { kind: "giftCard", price: 50 },
          { kind: "fee", price: 2 },
          { kind: "sample", product_id: "s", price: 0 },
          { kind: "shipping", price: 4 },
          { kind: "discount", price: -1 },
        ],
        shipping: 4,
      }),
    );

    expect(sale.merchandiseMinor).toBe(1000);
    expect(sale.netMinor).toBe(1100);
    expect(sale.lines.filter((line) => line.kind === "shipping")).toHaveLength(1);
  });

  it("takes out tax that a till says is in the price", () => {
    expect(saleOf(told("Store Purchase Completed", { products: [mug(1, { tax: 1.67 })] })).netMinor).toBe(
      833,
    );
    expect(
      saleOf(told("Store Purchase Completed", { products: [mug(1, { tax: 1.67, net: "8.40" })] })).netMinor,
    ).toBe(840);
  });

  it("counts in the minor units of its own currency", () => {
    expect(
      saleOf(told("Order Completed", { currency: "JPY", products: [{ product_id: "a", price: 1200 }] }))
        .netMinor,
    ).toBe(1200);
    expect(
      saleOf(told("Order Completed", { currency: "kwd", products: [{ product_id: "a", price: "1.2345" }] }))
        .netMinor,
    ).toBe(1235);
    expect(saleOf(told("Order Completed", { currency: "¥", products: [mug(1)] })).currency).toBe("EUR");
  });

  it("told by page and server is one sale, and the server's word stands", () => {
    const page = told(
      "Order Completed",
      { products: [mug(9)] },
      { proof: "publicKey", occurredAt: noon - 10 },
    );
    const server = told("Order Completed", { products: [mug(1)] }, { occurredAt: noon + 5 });

    expect(saleOf(page, server)).toMatchObject({ netMinor: 1000, placedAt: noon + 5, status: "completed" });
  });

  it("cannot be refunded or cancelled by a page when a server sold it", () => {
    const server = told("Order Completed", { products: [mug(2)] });
    const refund = told("Order Refunded", {}, { proof: "publicKey", occurredAt: noon + 1 });
    const cancel = told("Order Cancelled", {}, { proof: "publicKey", occurredAt: noon + 2 });

    expect(saleOf(server, refund, cancel)).toMatchObject({ status: "completed", netMinor: 2000 });
  });

  it("follows an update of what was ordered, but keeps its date", () => {
    const sale = saleOf(
      told("Order Completed", { products: [mug(2)] }),
      told("Order Updated", { products: [mug(1), lamp(1)] }, { occurredAt: noon + day }),
      told("Order Updated", { shipping: 3 }, { occurredAt: noon + 2 * day }),
    );

    expect(sale).toMatchObject({ netMinor: 5550, placedAt: noon, status: "completed" });
    expect(sale.lines).toHaveLength(3);
  });

  it("that was only updated is not yet a sale", () => {
    expect(saleOf(told("Order Updated", { products: [mug(2)] })).status).toBe("open");
  });

  it("that is cancelled is worth nothing, refund or not", () => {
    const cancelled = saleOf(
      told("Order Completed", { products: [mug(2)] }),
      told("Order Cancelled", {}, { occurredAt: noon + 1 }),
      told("Order Refunded", {}, { occurredAt: noon + 2 }),
    );

    expect(cancelled).toMatchObject({ status: "cancelled", netMinor: 0, merchandiseMinor: 0, returns: [] });
  });

  it("that is completed and cancelled at one moment is cancelled, however its messages are called", () => {
    for (const [completed, cancelled] of [
      ["a", "b"],
      ["b", "a"],
    ] as const) {
      const sale = saleOf(
        told("Order Completed", { products: [mug(2)] }, { messageId: completed }),
        told("Order Cancelled", {}, { messageId: cancelled }),
      );
      expect(sale.status).toBe("cancelled");
    }
  });

  it("told in GA4's words is the same sale, the prices of its items being reduced already", () => {
    const items = [{ item_id: "mug", item_name: "Mug", price: 8, discount: 2, quantity: 2 }];
    const bought = told("purchase", { order_id: null, transaction_id: "o1", value: 99, items, shipping: 4 });
    const back = told(
      "refund",
      { order_id: null, transaction_id: "o1", items: [{ item_id: "mug", quantity: 1 }] },
      { occurredAt: noon + 1 },
    );

    expect(saleKeyOf(bought)).toBe("o1");
    expect(saleOf(bought, back)).toMatchObject({ netMinor: 800, status: "completed" });
    expect(saleOf(told("purchase", { value: 12.5 })).netMinor).toBe(1250);
  });

  it("without a customer belongs to its receipt, also when another brings it back", () => {
    const nobody = told("Store Purchase Completed", { products: [mug(2)] }, { channel: "store" });
    delete (nobody as { userId?: string }).userId;
    const gift = told("Product Returned", mug(1), { occurredAt: noon + day });

    expect(saleOf(nobody, gift)).toMatchObject({ leafId: 99, netMinor: 1000 });
  });
});

describe("the key of a sale", () => {
  const keyOf = (properties: JsonObject, more: Partial<EventRecord> = {}): string | undefined =>
    saleKeyOf({ type: "track", name: "Order Completed", messageId: "m-1", properties, ...more });

  it("is the order, else the receipt, else the receipt's number in its store", () => {
    expect(keyOf({ order_id: 17, receipt_id: "r" })).toBe("17");
    expect(keyOf({ receipt_id: " r\u0000 " })).toBe("r");
    expect(keyOf({ receipt_number: 5, location_id: "north" })).toBe("north:5");
    expect(keyOf({ receipt_number: 5 })).toBeUndefined();
    expect(keyOf({ order_id: "x".repeat(201) })).toBeUndefined();
    expect(keyOf({ order_id: "1" }, { name: "Cart Viewed" })).toBeUndefined();
  });

  it("is never a placeholder, which would make one sale of many strangers'", () => {
    for (const order_id of ["undefined", "null", "0", 0, "", "[object Object]"])
      expect(keyOf({ order_id })).toBeUndefined();
    expect(keyOf({ order_id: "null", receipt_id: "r" })).toBe("r");
  });

  it("of an order that a customer completed without an id is the message that told it", () => {
    expect(keyOf({}, { userId: "anna" })).toBe("message:m-1");
    expect(keyOf({ order_id: "undefined" }, { anonymousId: "device" })).toBe("message:m-1");
    expect(keyOf({}, { userId: "anna", name: "Order Refunded" })).toBeUndefined();
  });
});
