import type { EventRecord, JsonObject } from "@attune/contract";
import { describe, expect, it } from "vitest";
import { day, lamp, mug, noon, saleOf, told } from "./testing/a-sale.ts";

describe("a return", () => {
  const sold = (): EventRecord =>
    told("Order Completed", {
      products: [mug(3, { discount: 1 }), lamp(1)],
      shipping: 5,
      tax: 2,
      total: 81.5,
    });

  it("of a piece is worth what was paid for it, to the last penny", () => {
    const back = (at: number): EventRecord => told("Product Returned", mug(1), { occurredAt: noon + at });

    expect(saleOf(sold(), back(1)).netMinor).toBe(2900 + 4550 - 967);
    const all = saleOf(sold(), back(1), back(2), back(3), back(4));
    expect(all.netMinor).toBe(4550);
    expect(all.lines[0]).toMatchObject({ quantity: 3, returnedQuantity: 3, returnedMinor: 2900 });
  });

  it("of the whole order leaves nothing, however it is told", () => {
    const refunds: readonly JsonObject[] = [
      {},
      { total: 81.5 },
      { total: 100 },
      { products: [mug(3), lamp(1)], total: 81.5 },
    ];
    for (const refund of refunds) {
      expect(saleOf(sold(), told("Order Refunded", refund, { occurredAt: noon + 1 }))).toMatchObject({
        status: "returned",
        netMinor: 0,
        merchandiseMinor: 0,
      });
    }
  });

  it("of an amount takes the goods' share of it", () => {
    expect(saleOf(sold(), told("Order Refunded", { revenue: 10 }, { occurredAt: noon + 1 })).netMinor).toBe(
      6450,
    );
    const gross = saleOf(sold(), told("Order Refunded", { total: 40.75 }, { occurredAt: noon + 1 }));
    expect(gross.returns.reduce((sum, entry) => sum + entry.netMinor, 0)).toBe(3975);
    expect(gross.status).toBe("completed");
  });

  it("told twice under one refund id counts once", () => {
    const refund = (at: number): EventRecord =>
      told("Order Refunded", { refund_id: "r1", products: [lamp(1)] }, { occurredAt: noon + at });

    expect(saleOf(sold(), refund(1), refund(2)).netMinor).toBe(2900);
  });

  it("is booked on the day it came back", () => {
    expect(saleOf(sold(), told("Product Returned", lamp(1), { occurredAt: noon + 9 * day })).returns).toEqual(
      [{ returnedAt: noon + 9 * day, kind: "merchandise", productKey: "lamp", quantity: 1, netMinor: 4550 }],
    );
  });

  it("whose sale nobody told counts at the value it states", () => {
    const sale = saleOf(
      told("Product Returned", { order_id: "C1", products: [mug(2), { kind: "discount", price: 1 }] }),
    );

    expect(sale).toMatchObject({
      status: "returnOnly",
      netMinor: -2100,
      merchandiseMinor: -2000,
      leafId: 7,
      placedAt: noon,
    });
  });

  it("that comes before its sale ends in the same state", () => {
    const events = [sold(), told("Product Returned", lamp(1), { occurredAt: noon + 1 })];

    expect(saleOf(...events.toReversed())).toEqual(saleOf(...events));
  });

  it("in another currency than its sale is not booked as an amount", () => {
    expect(
      saleOf(sold(), told("Order Refunded", { total: 5, currency: "USD" }, { occurredAt: noon + 1 }))
        .netMinor,
    ).toBe(7450);
  });
});

describe("an exchange", () => {
  it("of equal value nets to nothing, of a dearer thing to the difference", () => {
    const even = told("Store Purchase Completed", {
      products: [mug(-1), { product_id: "cup", price: 10, quantity: 1 }],
    });
    const dearer = told("Store Purchase Completed", { products: [mug(-1, { discount: 2 }), lamp(1)] });

    expect(saleOf(even)).toMatchObject({ netMinor: 0, status: "completed" });
    expect(saleOf(dearer).netMinor).toBe(4550 - 800);
  });
});
