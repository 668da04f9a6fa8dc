import type { Identifier } from "@attune/contract";
import { expect, test } from "vitest";
import { type RehearsedStep, rehearsedEvent, rehearsedSteps } from "./rehearsed-event.ts";

const lamp = { key: "lamp", name: "Lamp", price: 12.5 };

function told(step: RehearsedStep, ...identifiers: readonly Identifier[]): ReturnType<typeof rehearsedEvent> {
  return rehearsedEvent(
    { step, products: [lamp, { key: "vase", price: 3, quantity: 2 }], currency: "GBP", store: "leeds" },
    identifiers,
    "r-1",
  );
}

test("whatever is rehearsed is marked as simulated and says where it happens", () => {
  for (const step of rehearsedSteps)
    expect(told(step, { namespace: "userId", value: "ada" })).toMatchObject({
      userId: "ada",
      context: { simulated: true, channel: expect.any(String) },
    });
});

test("a sale at the till is an order of that store with what it comes to", () => {
  expect(told("buyInStore", { namespace: "userId", value: "ada" })).toMatchObject({
    event: "Order Completed",
    channel: "store",
    properties: {
      order_id: "r-1",
      store_id: "leeds",
      revenue: 18.5,
      products: [
        { product_id: "lamp", price: 12.5, quantity: 1 },
        { product_id: "vase", price: 3, quantity: 2 },
      ],
    },
  });
});

test("who has no customer number is named by device, else by what else is known", () => {
  expect(told("view", { namespace: "anonymousId", value: "d-1" })).toMatchObject({ anonymousId: "d-1" });
  expect(told("view", { namespace: "card", value: "98" })).toMatchObject({
    context: { externalIds: [{ type: "card", id: "98", collection: "users", encoding: "none" }] },
  });
  expect(told("view", { namespace: "external.shop", value: "s" })).toMatchObject({
    context: { externalIds: [{ type: "shop", id: "s" }] },
  });
});
