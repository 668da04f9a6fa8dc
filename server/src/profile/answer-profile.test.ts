import { expect, test } from "vitest";
import { answerProfile, type ProductFacts } from "./answer-profile.ts";
import { emptyLeaf, foldLeaf } from "./fold-leaf.ts";
import type { ProfileAnswer } from "./profiles.ts";
import { anEvent } from "./testing/an-event.ts";

function cartWith(products: Readonly<Record<string, ProductFacts>>): ProfileAnswer["openCart"] {
  const leaf = Object.keys(products).reduce(
    (state, product) =>
      foldLeaf(state, anEvent({ name: "Product Added", properties: { product_id: product } }), []),
    emptyLeaf,
  );
  const state = { leaves: { 1: leaf }, segments: {} };
  const found = { profileId: 1, state, timerAt: undefined, leaves: [], identifiers: [], sold: [] };
  const orders = { count: 0, netMinor: 0, currency: "GBP", lastAt: null };
  return answerProfile(found, {
    segments: [],
    orders,
    products: new Map(Object.entries(products)),
    sourceNames: new Map(),
    currency: "GBP",
    affinities: [],
    computed: {},
  }).openCart;
}

test("an open cart is in the currency of its products when they share one, else in the brand's", () => {
  const lamp = { name: "Lamp", currency: "EUR" };
  const vase = { name: "Vase", currency: "EUR" };

  expect(cartWith({ lamp, vase }).currency).toBe("EUR");
  expect(cartWith({ lamp, vase: { ...vase, currency: "USD" } }).currency).toBe("GBP");
  expect(cartWith({ lamp, vase: { ...vase, currency: null } }).currency).toBe("GBP");
  expect(cartWith({}).currency).toBe("GBP");
});
