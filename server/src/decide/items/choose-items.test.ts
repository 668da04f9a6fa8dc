import { type ItemChoice, itemChoiceSchema } from "@attune/contract";
import { expect, test } from "vitest";
import { type CustomerView, emptyLeaf, foldLeaf, viewOf } from "../../profile/index.ts";
import { anEvent } from "../../profile/testing/an-event.ts";
import type { Audience } from "../audience.ts";
import { aShelf, type ShelfFacts } from "../testing/a-shelf.ts";
import { type ChosenItems, chooseItems } from "./choose-items.ts";
import type { Situation } from "./ranking.ts";

const now = Date.UTC(2026, 5, 10, 12);
const day = 86_400_000;
const stranger: Audience = { known: false, because: "unknownCustomer" };

type Deed = readonly [name: "view" | "buy" | "add", product: string, daysAgo: number];

function customer(
  deeds: readonly Deed[],
  traits: Parameters<typeof anEvent>[0] = {},
): Audience & { readonly known: true } {
  const names = { view: "Product Viewed", buy: "Order Completed", add: "Product Added" } as const;
  const events = deeds.map(([name, product, daysAgo]) =>
    anEvent({
      name: names[name],
      occurredAt: now - daysAgo * day,
      properties: name === "buy" ? { products: [{ product_id: product }] } : { product_id: product },
    }),
  );
  const stated = anEvent({ type: "identify", name: "Identified", occurredAt: now - day, ...traits });
  const leaf = [...events, stated].reduce((state, event) => foldLeaf(state, event, []), emptyLeaf);
  const view: CustomerView = viewOf(7, { leaves: { 7: leaf }, segments: {} });
  return { known: true, view };
}

interface Question {
  readonly shelf: ShelfFacts;
  readonly audience?: Audience;
  readonly situation?: Partial<Situation>;
  readonly limit?: number;
}

function choose(choice: Parameters<typeof itemChoiceSchema.parse>[0], question: Question): ChosenItems {
  const parsed: ItemChoice = itemChoiceSchema.parse(choice);
  const { audience = stranger, situation = {}, limit = 10 } = question;
  const where: Situation = { nowMs: now, store: "", productId: undefined, ...situation };
  return chooseItems(parsed, limit, audience, where, aShelf(question.shelf));
}

const keys = ({ items }: ChosenItems): readonly string[] => items.map(({ product }) => product);

const shop: ShelfFacts = {
  products: ["blue-coat", "red-coat", "blue-dress", "red-dress", "lamp", "new-coat", "mug"],
  popular: ["lamp", "mug", "red-dress", "blue-coat"],
  popularInStore: { leeds: ["mug", "blue-dress"] },
  popularInSegment: { fans: ["red-coat", "lamp"] },
  rising: ["blue-dress"],
  newest: ["new-coat"],
  facts: {
    "blue-coat": { category: ["Women", "coat"], colour: "blue", brand: "Alder", margin: 0.2 },
    "red-coat": { category: ["Women", "coat"], colour: "red", brand: "Alder", margin: 0.6 },
    "blue-dress": { category: ["Women", "dress"], colour: "blue", brand: "Brook", margin: 0.5 },
    "red-dress": { category: ["Women", "dress"], colour: "red", brand: "Brook", margin: 0.4 },
    "new-coat": { category: ["Women", "coat"], colour: "blue", brand: "Cove", addedAt: now - day },
    lamp: { category: ["Home"], brand: "Alder", margin: 0.1 },
    mug: { category: ["Home"], brand: "Fell" },
  },
};

test("popular is asked for everywhere, at the store, in a segment, or as it rises", () => {
  const at = (choice: object, situation = {}): readonly string[] =>
    keys(choose(choice, { shelf: shop, situation }));

  expect(at({ strategy: "popular" })).toEqual(["lamp", "mug", "red-dress", "blue-coat"]);
  expect(at({ strategy: "popularInStore" }, { store: "leeds" })).toEqual([
    "mug",
    "blue-dress",
    "lamp",
    "red-dress",
    "blue-coat",
  ]);
  expect(at({ strategy: "popularInSegment", segment: "fans" })).toEqual(["red-coat", "lamp"]);
  expect(at({ strategy: "rising" })).toEqual(["blue-dress"]);
  expect(at({ strategy: "newest" })).toEqual(["new-coat"]);
});

test("a stranger and a newcomer get what is popular; who looks at a blue coat gets coats, new ones too", () => {
  const forYou = (audience: Audience): ChosenItems =>
    choose({ strategy: "forYou" }, { shelf: shop, audience, limit: 3 });

  expect(keys(forYou(stranger))).toEqual(["lamp", "mug", "red-dress"]);
  expect(forYou(stranger).withheld).toBe(true);
  expect(keys(forYou(customer([])))).toEqual(["lamp", "mug", "red-dress"]);
  const blue = forYou(customer([["view", "blue-coat", 0.01]]));
  expect(keys(blue)).toEqual(["blue-coat", "red-coat", "new-coat"]);
  expect(blue.personalised).toBe(true);
});

test("what a customer says she dislikes is in no list of hers; what she likes comes first, whatever she looked at", () => {
  const traits = { preferences: { colour: { likes: ["red"] }, brand: { dislikes: "Alder" } } };
  const audience = customer(
    [
      ["view", "blue-coat", 0.01],
      ["view", "blue-dress", 0.02],
    ],
    { traits },
  );

  expect(keys(choose({ strategy: "forYou" }, { shelf: shop, audience }))[0]).toBe("red-dress");
  for (const strategy of ["forYou", "recentlyViewed", "boughtAgain", "similar", "nextInSession"] as const)
    expect(keys(choose({ strategy }, { shelf: shop, audience })).join()).not.toMatch(
      /-coat\b(?<!new-coat)|lamp/,
    );
});

test("bought again is what is due by its own rhythm; what was bought once comes after", () => {
  const audience = customer([
    ["buy", "mug", 90],
    ["buy", "mug", 60],
    ["buy", "mug", 29],
    ["buy", "lamp", 20],
    ["buy", "lamp", 10],
    ["buy", "red-dress", 200],
  ]);

  expect(keys(choose({ strategy: "boughtAgain" }, { shelf: shop, audience }))).toEqual([
    "lamp",
    "mug",
    "red-dress",
  ]);
});

test("the basket is completed by what goes with all that is in it", () => {
  const shelf = { ...shop, together: { mug: ["lamp", "red-coat"], "red-coat": ["lamp", "blue-dress"] } };
  const audience = customer([
    ["add", "mug", 1],
    ["add", "red-coat", 1],
  ]);

  expect(keys(choose({ strategy: "completeBasket" }, { shelf, audience }))).toEqual(["lamp", "blue-dress"]);
});

test("until it is learned, next in a visit is what goes with and is like the product looked at; then it is what was learned", () => {
  const audience = customer([["view", "blue-coat", 0.001]]);
  const ask = (shelf: ShelfFacts): readonly string[] =>
    keys(choose({ strategy: "nextInSession" }, { shelf, audience }));

  expect(ask(shop).slice(0, 2).toSorted()).toEqual(["new-coat", "red-coat"]);
  const sessions: (readonly string[])[] = [];
  const nextInSession = (session: readonly string[]): readonly (readonly [string, number])[] => {
    sessions.push(session);
    return [
      ["blue-coat", 2],
      ["mug", 1],
    ];
  };
  expect(ask({ ...shop, models: { nextInSession } })).toEqual(["mug"]);
  expect(sessions).toEqual([["blue-coat"]]);
});

test("in stock means in the customer's size, above the safety stock, at the store if one is asked for", () => {
  const shelf: ShelfFacts = {
    products: ["coat-m", "coat-l", "dress-m", "dress-l", "lamp"],
    popular: ["coat-m", "dress-m", "lamp"],
    stock: { "coat-l": 3, "dress-l": 2, lamp: 3, "coat-l@leeds": 0 },
    facts: Object.fromEntries(
      ["coat-m", "coat-l", "dress-m", "dress-l"].map((key) => [
        key,
        { category: ["Women"], style: key.split("-")[0], size: key.endsWith("l") ? "L" : "M" },
      ]),
    ),
  };
  const choice = { strategy: "popular", filters: { size: "own", safetyStock: 2 } } as const;
  const audience = customer([], { traits: { preferences: { size: { likes: ["L"] } } } });
  const own = choose(choice, { shelf, audience });

  expect(keys(own)).toEqual(["coat-l", "lamp"]);
  expect(own.personalised).toBe(true);
  expect(keys(choose(choice, { shelf, audience, situation: { store: "leeds" } }))).toEqual([
    "dress-l",
    "lamp",
  ]);
  expect(keys(choose(choice, { shelf }))).toEqual(["coat-m", "dress-m", "lamp"]);
});

test("filters keep to a category, a price, a brand, and to what was not bought", () => {
  const filters = {
    only: { categories: ["women"], priceUntilMinor: 5_000 },
    not: [{ brands: ["brook"], tags: ["sale"] }, { products: ["red-coat"] }],
    bought: "exclude",
  };
  const shelf = { ...shop, popular: [...(shop.products ?? [])], prices: { "new-coat": 9_000 } };

  expect(
    keys(choose({ strategy: "popular", filters }, { shelf, audience: customer([["buy", "blue-dress", 3]]) })),
  ).toEqual(["blue-coat", "red-dress"]);
});

test("strategies are blended by weight or by a formula with the margin; a margin that is not known makes a score of 0", () => {
  const blend = { popular: 1, rising: 0.6 };

  const weighed = choose({ blend }, { shelf: shop });
  expect(keys(weighed)).toEqual(["lamp", "mug", "red-dress", "blue-coat", "blue-dress"]);
  expect(weighed.made?.items.map(([score, from]) => [score, ...from])).toEqual([
    [1, "popular"],
    [0.9091, "popular"],
    [0.8333, "popular"],
    [0.7692, "popular"],
    [0.6, "rising"],
  ]);
  const formula = "(popular + rising) * item.margin";
  expect(keys(choose({ blend, formula }, { shelf: shop }))).toEqual([
    "blue-dress",
    "red-dress",
    "blue-coat",
    "lamp",
    "mug",
  ]);
  expect(() => choose({ blend, formula: "popular / 0" }, { shelf: shop })).toThrow("divides by zero");
  expect(() => choose({ blend, formula: "forYou" }, { shelf: shop })).toThrow(
    "A name is a strategy of the blend",
  );
});

test("what staff decide wins over every score, and it is told which rule did it", () => {
  const rules = [
    { do: "pin", what: { products: ["new-coat"] }, place: 2 },
    { do: "boost", what: { brands: ["Brook"] }, by: 10 },
    { do: "bury", what: { products: ["lamp"] } },
    { do: "exclude", what: { categories: ["Home"] }, from: "2027-01-01T00:00:00Z" },
    { do: "exclude", what: { products: ["mug"] } },
  ];

  const chosen = choose({ strategy: "popular", rules }, { shelf: { ...shop, soldOut: [] } });

  expect(keys(chosen)).toEqual(["red-dress", "new-coat", "blue-coat", "lamp"]);
  expect(chosen.made?.items.map(([, , rule]) => rule)).toEqual([1, 0, -1, 2]);
  expect(chosen.made?.excluded).toEqual([["mug", 4]]);
  expect(
    keys(choose({ strategy: "popular", rules }, { shelf: { ...shop, soldOut: ["new-coat"] } })),
  ).not.toContain("new-coat");
});

test("a category page is put in order: by taste, then as it was given; nothing is added, what is sold out goes", () => {
  const products = ["lamp", "red-coat", "mug", "blue-coat", "gone"];
  const choice = { given: true, formula: "taste + 0 * item.isNew" };
  const audience = customer([["view", "blue-dress", 0.01]]);
  const shelf = { ...shop, soldOut: ["mug"] };

  const ranked = choose(choice, { shelf, audience, situation: { products } });

  expect(keys(ranked)).toEqual(["blue-coat", "red-coat", "lamp"]);
  expect(ranked.personalised).toBe(true);
  expect(keys(choose(choice, { shelf, situation: { products } }))).toEqual(["lamp", "red-coat", "blue-coat"]);
});

test("a list that cannot be made is refused when it is written, with the reason", () => {
  const faults = (choice: object): string =>
    itemChoiceSchema
      .safeParse(choice)
      .error?.issues.map(({ message }) => message)
      .join() ?? "";

  expect(faults({})).toContain("Give a strategy, or a blend of several.");
  expect(faults({ strategy: "popular", blend: { rising: 1 } })).toContain("Give a strategy");
  expect(faults({ strategy: "popularInSegment" })).toContain("needs a segment");
  expect(faults({ strategy: "popular", rules: [{ do: "bury", what: {} }] })).toContain("at least one");
});
