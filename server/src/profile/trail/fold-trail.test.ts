import type { EventRecord } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { anEvent } from "../testing/an-event.ts";
import { foldTrail, mergeTrails } from "./fold-trail.ts";
import { readEntries } from "./newest-entries.ts";
import type { Trail } from "./trail.ts";

const start = Date.UTC(2026, 0, 1);
const at = fc.integer({ min: 0, max: 40 }).map((step) => start + step * 40_000_000);
const key = fc.integer({ min: 1, max: 60 }).map((number) => `p ${number}%`);
const event: fc.Arbitrary<Partial<EventRecord>> = fc.oneof(
  fc.record({
    name: fc.constantFrom("Order Completed", "Order Refunded", "Store Purchase Completed"),
    channel: fc.constantFrom("web" as const, "store" as const),
    properties: fc.record({
      store_id: fc.constantFrom("s1", "s2", "s3"),
      products: fc.array(fc.record({ product_id: key }), { maxLength: 12 }),
    }),
  }),
  fc.record({
    name: fc.constant("Products Searched"),
    properties: fc.record({ query: fc.constantFrom("lamp", "vase") }),
  }),
  fc.record({
    name: fc.constantFrom("Product Added to Wishlist", "Product Removed from Wishlist"),
    properties: fc.record({ product_id: key, wishlist_id: fc.constantFrom("a", "b") }),
  }),
  fc.record({
    name: fc.constantFrom("Service Case Opened", "Service Case Resolved", "Quiz Started", "Quiz Completed"),
    properties: fc.record({
      id: fc.integer({ min: 1, max: 7 }),
      subject: fc.constantFrom("late", "broken"),
    }),
  }),
  fc.record({
    name: fc.constant("Store Visited"),
    channel: fc.constant("store" as const),
    properties: fc.integer({ min: 1, max: 20 }).map((store) => ({ store_id: `store ${store}` })),
  }),
);
const history: fc.Arbitrary<readonly EventRecord[]> = fc
  .array(fc.tuple(event, at), { maxLength: 60 })
  .map((list) => list.map(([one, occurredAt], n) => anEvent({ ...one, occurredAt, messageId: `m${n}` })));

function fold(events: readonly EventRecord[]): Trail | undefined {
  return events.reduce<Trail | undefined>(foldTrail, undefined);
}

test("what a customer left behind is the same whatever order it comes in, and however it is divided among devices", () => {
  fc.assert(
    fc.property(
      history.chain((events) =>
        fc.tuple(fc.constant(events), fc.shuffledSubarray([...events], { minLength: events.length })),
      ),
      fc.integer({ min: 2, max: 5 }),
      ([events, shuffled], devices) => {
        const whole = fold(events);
        const parts = Array.from({ length: devices }, (_, device) =>
          fold(events.filter((_event, n) => (n * 7) % devices === device)),
        );

        expect(fold(shuffled)).toEqual(whole);
        expect(parts.reduce(mergeTrails, undefined)).toEqual(whole);
        expect(parts.reduceRight(mergeTrails, undefined)).toEqual(whole);
        expect(mergeTrails(whole, whole)).toEqual(whole);
      },
    ),
    { numRuns: 300 },
  );
});

test("however much a customer does, what is kept of it stays small", () => {
  const events = Array.from({ length: 600 }, (_, n) => [
    anEvent({
      name: "Order Completed",
      occurredAt: start + n * 1_000,
      properties: { products: [{ product_id: `product-${n}` }] },
    }),
    anEvent({ name: "Product Added to Wishlist", properties: { product_id: `product-${n}` } }),
    anEvent({ name: "Quiz Started", properties: { quiz_id: n, name: "q".repeat(500) } }),
    anEvent({ name: "Store Visited", channel: "store", properties: { store_id: `store-${n}` } }),
  ]).flat();

  const trail = fold(events);

  expect(JSON.stringify(trail).length).toBeLessThan(4_000);
  expect([readEntries(trail?.bought).length, trail?.listed?.length, trail?.matters?.length]).toEqual([
    30, 20, 4,
  ]);
});

test("what was bought and what came back is kept with its time, an exchange as both", () => {
  const trail = fold([
    anEvent({
      name: "Order Completed",
      occurredAt: start,
      properties: { products: [{ product_id: "a b%" }] },
    }),
    anEvent({
      name: "Store Purchase Completed",
      occurredAt: start + 5_000,
      properties: { products: [{ product_id: "c" }, { product_id: "a b%", quantity: -1 }] },
    }),
    anEvent({ name: "Product Returned", occurredAt: start + 9_000, properties: { product_id: "c" } }),
  ]);

  expect(readEntries(trail?.bought)).toEqual([
    { at: start + 9_000, text: "-c" },
    { at: start + 5_000, text: "-a b%" },
    { at: start + 5_000, text: "+c" },
    { at: start, text: "+a b%" },
  ]);
});

test("a case that was resolved stays so when an earlier word of it comes late", () => {
  const word = (name: string, occurredAt: number): EventRecord =>
    anEvent({ name, occurredAt, properties: { case_id: "c1", subject: "Late parcel" } });

  const trail = fold([word("Service Case Resolved", start + 2), word("Service Case Opened", start)]);

  expect(trail?.matters?.map(([, , , kind, id, open]) => [kind, id, open])).toEqual([["case", "c1", 0]]);
});
