import type { EventRecord, InboxRecord, JsonObject } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { splitEvent } from "../split-event.ts";
import type { Product } from "./catalogue.ts";
import { createKnownProducts, type KnownProducts } from "./known-products.ts";
import { mostWordBytes, wordOf } from "./product-word.ts";
import { mostBytesOfEvent, tellingCatalogue } from "./tell-events.ts";

const bulb = aProduct("bulb", {
  brand: "Alder",
  category: ["Home", "Garden", "Bulbs"],
  tags: ["spring"],
  priceMinor: 1_250,
  currency: "GBP",
  attributes: { colours: ["red", { deep: true }, "blue"], gender: "unisex", size: { cm: 9 }, organic: true },
});
const word = {
  price: 12.5,
  brand: "Alder",
  category: ["Home", "Garden", "Bulbs"],
  tags: ["spring"],
  attributes: { colours: ["red", "blue"], gender: "unisex", organic: true },
};

test("an event that names a product by its key alone is told what the catalogue says of it, whole", async () => {
  const known = await knowing([bulb, aProduct("17", { brand: "Brook" })]);

  expect(await toldOf(known, { product_id: "bulb" })).toEqual({ bulb: word });
  expect(await toldOf(known, { sku: 17 })).toEqual({ "17": { brand: "Brook" } });
  expect(await toldOf(known, { products: [{ product_id: "bulb" }, { product_id: "none" }, 3] })).toEqual({
    bulb: word,
  });
  expect(await toldOf(known, { product_id: "none" })).toBeUndefined();
});

test("what the catalogue says of a product stays plain, whatever it is called: nothing of it is anybody's", async () => {
  const known = await knowing([
    aProduct("email", { attributes: { gender: "women" }, tags: ["a@b.example"] }),
  ]);

  const [event] = await appended(known, [anEvent({ product_id: "email" })]);

  const { context, personal } = splitEvent(eventOf(event));
  expect(context).toEqual({
    catalogue: { email: { tags: ["a@b.example"], attributes: { gender: "women" } } },
  });
  expect(personal.taken).toEqual([]);
});

test("what a sender claims that the catalogue says is dropped", async () => {
  const known = await knowing([bulb]);
  const claimed = { catalogue: { bulb: { price: 1 }, mine: { price: 1 } }, locale: "en" };

  expect(await appended(known, [anEvent({ product_id: "bulb" }, claimed)])).toMatchObject([
    { context: { catalogue: { bulb: word }, locale: "en" } },
  ]);
  expect(await appended(known, [anEvent({}, claimed)])).toEqual([anEvent({}, { locale: "en" })]);
});

test("a category that is named without a product stands for its whole path, unless several end so", async () => {
  const known = await knowing([
    bulb,
    aProduct("a", { category: ["Women", "Shoes"] }),
    aProduct("b", { category: ["Men", "Shoes", "Boots"] }),
  ]);

  expect(await toldOf(known, { category: "Garden" })).toEqual({ "": { category: ["Home", "Garden"] } });
  expect(await toldOf(known, { category: "Garden > Bulbs" })).toEqual({
    "": { category: ["Home", "Garden", "Bulbs"] },
  });
  expect(await toldOf(known, { category: "Men>Shoes" })).toEqual({ "": { category: ["Men", "Shoes"] } });
  expect(await toldOf(known, { category: "Shoes" })).toBeUndefined();
  expect(await toldOf(known, { category: "den" })).toBeUndefined();
  expect(await toldOf(known, { category: "Garden", products: [] })).toBeUndefined();
});

test("events are told what is so now, and what was told before stays", async () => {
  const catalogue = [bulb];
  const known = await knowing(catalogue);
  const before = await toldOf(known, { product_id: "bulb" });

  catalogue[0] = { ...bulb, priceMinor: 999, category: ["Gifts"] };
  await known.refresh();

  expect(before).toEqual({ bulb: word });
  expect(await toldOf(known, { product_id: "bulb" })).toMatchObject({
    bulb: { price: 9.99, category: ["Gifts"] },
  });
  expect(await toldOf(known, { category: "Bulbs" })).toBeUndefined();
});

test("whatever the catalogue says, an event is told a bounded part of it, and a product is told of whole words", async () => {
  const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 200 });
  const product = fc.record({
    brand: fc.option(text),
    category: fc.array(text, { maxLength: 10 }),
    tags: fc.array(text, { maxLength: 100 }),
    priceMinor: fc.constantFrom(null, 0, 1, 999_999_999_999),
    attributes: fc.dictionary(text, fc.jsonValue({ maxDepth: 2 }), { noNullPrototype: true }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(product, { minLength: 1, maxLength: 30 }), async (facts) => {
      const catalogue = facts.map((one, at) =>
        aProduct(`p${at}`, { ...one, currency: "GBP", attributes: one.attributes as JsonObject }),
      );
      const known = await knowing(catalogue);

      const said = await toldOf(known, { products: catalogue.map(({ key }) => ({ product_id: key })) });

      expect(Buffer.byteLength(JSON.stringify(said ?? {}))).toBeLessThan(mostBytesOfEvent * 1.01);
      for (const one of catalogue) {
        const { word: of = {}, bytes = 0 } = wordOf(one) ?? {};
        expect(bytes).toBeLessThanOrEqual(mostWordBytes);
        expect(one.tags).toEqual(expect.arrayContaining([...((of["tags"] ?? []) as readonly string[])]));
      }
    }),
    { numRuns: 30 },
  );
});

function aProduct(key: string, facts: Partial<Product>): Product {
  return {
    key,
    name: key,
    brand: null,
    category: [],
    tags: [],
    priceMinor: null,
    currency: null,
    url: null,
    imageUrl: null,
    attributes: {},
    simulated: false,
    ...facts,
  };
}

async function knowing(products: readonly Product[]): Promise<KnownProducts> {
  const known = createKnownProducts(1, async () => ({ mark: "", products }));
  await known.refresh();
  return known;
}

async function appended(
  known: KnownProducts,
  records: readonly InboxRecord[],
): Promise<readonly InboxRecord[]> {
  const inbox: InboxRecord[] = [];
  const telling = tellingCatalogue({ append: async (_, all) => all.map((one) => inbox.push(one)) }, known);
  await telling.append(1, records);
  return inbox;
}

async function toldOf(known: KnownProducts, properties: JsonObject): Promise<unknown> {
  const [event] = await appended(known, [anEvent(properties)]);
  return eventOf(event).context["catalogue"];
}

function eventOf(record: InboxRecord | undefined): EventRecord {
  if (record?.kind !== "event") throw new Error("Nothing was appended.");
  return record;
}

function anEvent(properties: JsonObject, context: JsonObject = {}): EventRecord {
  return {
    kind: "event",
    type: "track",
    name: "Product Viewed",
    messageId: "m1",
    proof: "secretKey",
    sourceId: 1,
    channel: "web",
    userId: "u1",
    occurredAt: 1,
    receivedAt: 1,
    properties,
    traits: {},
    context,
  };
}
