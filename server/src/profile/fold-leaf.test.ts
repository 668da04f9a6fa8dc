import type { EventRecord } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { emptyLeaf, foldLeaf, isSimulated, mergeLeaves, openCart } from "./fold-leaf.ts";
import type { LeafState } from "./profile-state.ts";
import { anEvent } from "./testing/an-event.ts";

const start = Date.UTC(2026, 0, 1);
const at = fc.integer({ min: 0, max: 6 }).map((step) => start + step * 60_000);
const product = fc.constantFrom("p1", "p2", "p3");
const shape = fc.oneof(
  fc.record({
    name: fc.constantFrom("Product Viewed", "Product Added", "Product Removed"),
    channel: fc.constantFrom("web" as const, "app" as const),
    properties: fc.record({
      product_id: product,
      quantity: fc.integer({ min: 0, max: 3 }),
      price: fc.constantFrom(1.5, 2),
    }),
  }),
  fc.record({
    name: fc.constant("Cart Viewed"),
    properties: fc.record({
      products: fc.array(fc.record({ product_id: product, quantity: fc.integer({ min: 1, max: 3 }) }), {
        maxLength: 2,
      }),
    }),
  }),
  fc.record({
    name: fc.constant("Order Completed"),
    channel: fc.constantFrom("web" as const, "store" as const),
  }),
  fc.record({
    type: fc.constant("identify" as const),
    name: fc.constant("Identified"),
    traits: fc.record({
      city: fc.constantFrom("Bath", "York", null),
      address: fc.record({ country: fc.constantFrom("GB", "AU") }),
    }),
  }),
);
const history: fc.Arbitrary<readonly EventRecord[]> = fc
  .array(fc.tuple(shape, at), { maxLength: 12 })
  .map((list) =>
    list.map(
      ([one, occurredAt], index) =>
        anEvent({ ...one, occurredAt, messageId: `m${index % 5}${index}` }) as EventRecord,
    ),
  );

function fold(events: readonly EventRecord[]): LeafState {
  return events.reduce(
    (state, event) =>
      foldLeaf(state, event, [
        [
          "any.marketing",
          [event.channel === "store" ? "withdrawn" : "granted", event.occurredAt, event.messageId],
        ],
      ]),
    emptyLeaf,
  );
}

test("a customer's state is the same whatever order her events come in", () => {
  fc.assert(
    fc.property(
      history.chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray([...events], { minLength: events.length })),
      ),
      ([events, shuffled]) => {
        expect(sorted(fold(shuffled))).toEqual(sorted(fold(events)));
      },
    ),
    { numRuns: 400 },
  );
});

test("merging two halves of a history equals folding the whole of it", () => {
  fc.assert(
    fc.property(history, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), (events, sides) => {
      const [left, right] = [
        events.filter((_, index) => sides[index]),
        events.filter((_, index) => !sides[index]),
      ];
      const { slots: _slots, ...whole } = fold(events);

      expect(sorted(mergeLeaves(fold(left), fold(right)))).toEqual(sorted(whole));
      expect(sorted(mergeLeaves(fold(right), fold(left)))).toEqual(sorted(whole));
    }),
    { numRuns: 400 },
  );
});

test("the newest stated value of a trait wins, and null clears it", () => {
  const state = fold([
    anEvent({ type: "identify", occurredAt: start + 2, traits: { city: "York" } }),
    anEvent({ type: "identify", occurredAt: start + 1, traits: { city: "Bath", age: 30 } }),
    anEvent({ type: "identify", occurredAt: start + 3, traits: { age: null } }),
  ]);

  expect([state.traits["city"]?.[0], state.traits["age"]?.[0]]).toEqual(["York", null]);
});

test("an online order empties the cart, a store purchase does not", () => {
  const added = anEvent({
    name: "Product Added",
    occurredAt: start,
    properties: { product_id: "p1", quantity: 2, price: 3.5 },
  });
  const inStore = anEvent({ name: "Order Completed", occurredAt: start + 1, channel: "store" });
  const online = anEvent({ name: "Order Completed", occurredAt: start + 2 });

  expect(openCart(fold([inStore, added]).cart)).toEqual([{ product: "p1", quantity: 2, priceMinor: 350 }]);
  expect(openCart(fold([online, inStore, added]).cart)).toEqual([]);
});

test("a cart understands numbers written as text, and prices in their own currency", () => {
  const added = (properties: Record<string, string | number>): EventRecord =>
    anEvent({ name: "Product Added", occurredAt: start, properties });
  const cart = openCart(
    fold([
      added({ product_id: "a", quantity: "2", price: "1.005" }),
      added({ product_id: "b", quantity: 1e300, price: 1200, currency: "JPY" }),
      added({ product_id: "c", quantity: "many", price: "dear" }),
    ]).cart,
  );

  expect(Object.fromEntries(cart.map((line) => [line.product, [line.quantity, line.priceMinor]]))).toEqual({
    a: [2, 101],
    b: [1, 1200],
    c: [1, null],
  });
});

test("what was put into the cart in the very moment of the order was ordered", () => {
  const added = anEvent({
    name: "Product Added",
    messageId: "z",
    occurredAt: start,
    properties: { product_id: "p" },
  });
  const ordered = anEvent({ name: "Order Completed", messageId: "a", occurredAt: start });

  expect(openCart(fold([added, ordered]).cart)).toEqual([]);
  expect(openCart(fold([ordered, added]).cart)).toEqual([]);
});

/** Key order says nothing. */
function sorted(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) =>
      part !== null && typeof part === "object" && !Array.isArray(part)
        ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
        : part,
    ),
  );
}

test("a customer is simulated when everything about them is, whatever the order", () => {
  const real = anEvent();
  const made = [anEvent({ simulated: true }), anEvent({ simulated: true })];
  const fold = (events: readonly ReturnType<typeof anEvent>[]): LeafState =>
    events.reduce((state, event) => foldLeaf(state, event, []), emptyLeaf);

  expect(isSimulated(fold(made))).toBe(true);
  expect(isSimulated(fold([...made, real]))).toBe(false);
  expect(isSimulated(mergeLeaves(fold(made), fold(made)))).toBe(true);
  expect(isSimulated(mergeLeaves(fold(made), fold([real])))).toBe(false);
  expect(isSimulated(emptyLeaf)).toBe(false);
  expect(fold([real])).not.toHaveProperty("simulated");
});
