import fc from "fast-check";
import { expect, test } from "vitest";
import { type CustomerView, emptyLeaf, foldLeaf, viewOf } from "../../profile/index.ts";
import { anEvent } from "../../profile/testing/an-event.ts";
import type { Shelf } from "../shelf.ts";
import { aShelf } from "../testing/a-shelf.ts";
import { type Affinity, listAffinities, ownSize, tastesOf } from "./affinities.ts";

const now = Date.UTC(2026, 5, 10, 12);
const day = 86_400_000;
const minute = 60_000;
const colours = ["blue", "red"] as const;
const products = colours.flatMap((colour) => Array.from({ length: 40 }, (_, n) => `${colour}-${n}`));
const shelf: Shelf = aShelf({
  products,
  facts: Object.fromEntries(
    products.map((key, n) => [
      key,
      {
        colour: key.split("-")[0],
        brand: n % 2 === 0 ? "Alder" : "Brook",
        category: ["Women", n % 3 === 0 ? "coat" : "dress"],
        size: n % 2 === 0 ? "M" : "L",
        band: "middle",
      },
    ]),
  ),
});

function viewed(product: string, at: number): ReturnType<typeof anEvent> {
  return anEvent({ name: "Product Viewed", occurredAt: at, properties: { product_id: product } });
}

function bought(product: string, at: number): ReturnType<typeof anEvent> {
  return anEvent({
    name: "Order Completed",
    occurredAt: at,
    properties: { order_id: `${product}${at}`, products: [{ product_id: product }] },
  });
}

function viewFrom(events: readonly ReturnType<typeof anEvent>[]): CustomerView {
  const leaf = events.reduce((state, event) => foldLeaf(state, event, []), emptyLeaf);
  return viewOf(7, { leaves: { 7: leaf }, segments: {} });
}

function first(view: CustomerView, dimension: Affinity["dimension"], at = now): Affinity | undefined {
  return listAffinities(tastesOf(view, shelf, at), 10).find((one) => one.dimension === dimension);
}

const today = (count: number): readonly ReturnType<typeof anEvent>[] =>
  Array.from({ length: count }, (_, n) => viewed(`red-${n}`, now - (count - n) * minute));

test("blue yesterday, red today: six red products looked at make red the colour, however many blue ones were before", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 39 }), { minLength: 1, maxLength: 60 }), (places) => {
      const blue = places.map((place, n) => viewed(`blue-${place}`, now - day - n * minute));

      expect(first(viewFrom(blue), "colour")?.value).toBe("blue");
      expect(first(viewFrom([...blue, ...today(6)]), "colour")?.value).toBe("red");
    }),
    { numRuns: 100 },
  );
});

test("eleven do it against all that was bought in blue, too", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 39 }), { minLength: 1, maxLength: 60 }), (places) => {
      const blue = places.map((place, n) => bought(`blue-${place}`, now - day - n * minute));

      expect(first(viewFrom([...blue, ...today(11)]), "colour")?.value).toBe("red");
    }),
    { numRuns: 100 },
  );
});

test("one red product after a long blue history changes nothing yet", () => {
  const blue = Array.from({ length: 30 }, (_, n) => viewed(`blue-${n}`, now - day - n * minute));

  expect(first(viewFrom([...blue, ...today(1)]), "colour")?.value).toBe("blue");
});

test("what was looked at a month ago counts half of what was looked at now", () => {
  const view = viewFrom([viewed("blue-1", now - 30 * day - minute), viewed("red-1", now - minute)]);
  const weights = new Map(
    listAffinities(tastesOf(view, shelf, now), 10).map((one) => [one.value, one.weight]),
  );

  const younger = (weights.get("blue") ?? 0) / (weights.get("red") ?? 1);
  expect(younger).toBeCloseTo(0.5 * 2 ** (-1 / 5), 2);
});

test("what a customer states wins over all that she did, and a dislike over a like", () => {
  const view = viewFrom([
    ...today(12),
    anEvent({
      name: "Preference Stated",
      properties: { preference: "colour", likes: ["Blue", "green"], dislikes: ["red", "green"] },
    }),
    anEvent({ type: "identify", name: "Identified", traits: { preferences: { brand: { likes: "Fell" } } } }),
  ]);

  const affinities = listAffinities(tastesOf(view, shelf, now), 10);

  expect(affinities.filter(({ dimension }) => dimension === "colour")).toEqual([
    { dimension: "colour", value: "Blue", weight: 1, source: "stated" },
    { dimension: "colour", value: "green", weight: -1, source: "stated" },
    { dimension: "colour", value: "red", weight: -1, source: "stated" },
  ]);
  expect(first(view, "brand")).toEqual({ dimension: "brand", value: "Fell", weight: 1, source: "stated" });
});

test("size is what was bought and kept, for the category in which it is worn; the store is where she goes", () => {
  const view = viewFrom([
    bought("blue-0", now - 9 * day),
    bought("blue-1", now - 2 * day),
    anEvent({
      name: "Product Returned",
      occurredAt: now - day,
      properties: { order_id: "x", product_id: "blue-1" },
    }),
    anEvent({
      name: "Store Visited",
      channel: "store",
      occurredAt: now - day,
      properties: { store_id: "leeds" },
    }),
  ]);
  const tastes = tastesOf(view, shelf, now);

  expect([ownSize(tastes, "Women"), ownSize(tastes, "Shoes")]).toEqual(["M", undefined]);
  expect(first(view, "store")).toMatchObject({ value: "leeds", weight: 1 });
});

test("tastes are the same however a customer's deeds are divided among devices, and do not change by being merged", () => {
  const deed = fc.tuple(
    fc.constantFrom(viewed, bought),
    fc.constantFrom(...products),
    fc.integer({ min: 1, max: 90 }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(deed, fc.integer({ min: 1, max: 3 })), { maxLength: 25 }), (deeds) => {
      const events = deeds.map(([[make, product, days], device], n) => ({
        event: make(product, now - days * day - n),
        device,
      }));
      const leaves = Object.fromEntries(
        [1, 2, 3].map((device) => [
          device,
          events
            .filter((one) => one.device === device)
            .reduce((state, { event }) => foldLeaf(state, event, []), emptyLeaf),
        ]),
      );

      const apart = listAffinities(tastesOf(viewOf(1, { leaves, segments: {} }), shelf, now), 50);

      expect(apart).toEqual(
        listAffinities(tastesOf(viewFrom(events.map(({ event }) => event)), shelf, now), 50),
      );
    }),
    { numRuns: 100 },
  );
});
