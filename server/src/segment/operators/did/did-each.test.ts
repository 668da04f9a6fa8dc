import type { DidCondition, JsonObject } from "@attune/contract";
import { expect, test } from "vitest";
import { aView } from "../../testing/a-view.ts";
import type { NaiveEvent } from "../../testing/naive-event.ts";
import { observeAll, programOf } from "../../testing/program-of.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 5, 15, 12);

type Deed = readonly [name: string, daysAgo: number, properties?: JsonObject, context?: JsonObject];

function ask(
  condition: DidCondition,
  ...deeds: readonly Deed[]
): {
  readonly isMember: boolean;
  readonly untilInDays: number | undefined;
  readonly things: readonly string[];
} {
  const program = programOf({ s: condition });
  const events = deeds.map(
    ([name, daysAgo, properties = {}, context = {}]): NaiveEvent => ({
      name,
      channel: "web",
      occurredAt: now - daysAgo * day,
      properties,
      context,
    }),
  );
  const view = aView({ slots: [observeAll(program, events)] });
  const [answer] = program.evaluate(view, "all", now, () => false);
  return {
    isMember: answer?.isMember ?? false,
    untilInDays: answer?.until === undefined ? undefined : (answer.until - now) / day,
    things: program.explain(1, view, now, () => false)?.things ?? [],
  };
}

const leftInCart: DidCondition = {
  did: "Product Added",
  forEach: "product_id",
  within: "7d",
  without: [{ did: "Order Completed" }],
};
const bought = (daysAgo: number, ...products: readonly string[]): Deed => [
  "Order Completed",
  daysAgo,
  { products: products.map((product_id) => ({ product_id })) },
];

test("who put two things by and bought one of them has left the other", () => {
  expect(
    ask(
      leftInCart,
      ["Product Added", 3, { product_id: "shoe" }],
      ["Product Added", 2, { product_id: "hat" }],
      bought(1, "hat"),
    ),
  ).toEqual({ isMember: true, untilInDays: 4, things: ["shoe"] });
  expect(ask(leftInCart, ["Product Added", 2, { product_id: "hat" }], bought(1, "hat", "bag"))).toMatchObject(
    {
      isMember: false,
    },
  );
});

test("an earlier purchase of the same thing does not excuse a cart that was left since", () => {
  expect(ask(leftInCart, bought(30, "hat"), ["Product Added", 2, { product_id: "hat" }])).toMatchObject({
    isMember: true,
    things: ["hat"],
  });
});

test("a number and its text are the same thing", () => {
  expect(ask(leftInCart, ["Product Added", 2, { product_id: 17 }], bought(1, "17"))).toMatchObject({
    isMember: false,
  });
});

test("who looked three times at one shoe is in, who looked at three shoes once is not", () => {
  const condition: DidCondition = {
    did: "Product Viewed",
    where: { "product.category": { is: "Shoes" } },
    forEach: "product_id",
    count: { gte: 3 },
  };
  const look = (product_id: string, daysAgo: number): Deed => [
    "Product Viewed",
    daysAgo,
    { product_id, category: "Shoes" },
  ];

  expect(ask(condition, look("a", 1), look("a", 2), look("b", 3), look("a", 4))).toMatchObject({
    isMember: true,
    things: ["a"],
  });
  expect(ask(condition, look("a", 1), look("b", 2), look("c", 3))).toMatchObject({ isMember: false });
});

test("what the catalogue said when the event came goes before what the event says", () => {
  const condition: DidCondition = {
    did: "Order Completed",
    where: { "product.category": { is: "Shoes" }, "product.price": { gte: 50 } },
  };
  const line = (category: string, price: number): JsonObject => ({
    products: [{ product_id: "a", category, price }],
  });

  expect(ask(condition, ["Order Completed", 1, line("Shoes", 60)])).toMatchObject({ isMember: true });
  expect(
    ask(condition, [
      "Order Completed",
      1,
      line("Shoes", 60),
      { catalogue: { a: { category: ["Women", "Boots"] } } },
    ]),
  ).toMatchObject({ isMember: false });
  expect(
    ask(condition, [
      "Order Completed",
      1,
      line("Boots", 60),
      { catalogue: { a: { category: ["Women", "Shoes"] } } },
    ]),
  ).toMatchObject({ isMember: true });
});

test("one and the same product must be all that is asked of a product", () => {
  const condition: DidCondition = {
    did: "Order Completed",
    where: { "product.category": { is: "Shoes" }, "product.price": { gte: 50 } },
  };
  const order: Deed = [
    "Order Completed",
    1,
    {
      products: [
        { product_id: "a", category: "Shoes", price: 10 },
        { product_id: "b", category: "Hats", price: 60 },
      ],
    },
  ];

  expect(ask(condition, order)).toMatchObject({ isMember: false });
});

test("of a customer with very many things the hundred of which was told last count", () => {
  const newer = Array.from({ length: 100 }, (_, at): Deed => ["Product Added", 1, { product_id: `p${at}` }]);
  const order = bought(0.5, ...newer.map(([, , properties]) => String(properties?.["product_id"])));

  expect(
    ask(leftInCart, ["Product Added", 2, { product_id: "old" }], ...newer.slice(1), order),
  ).toMatchObject({
    things: ["old"],
  });
  expect(ask(leftInCart, ["Product Added", 2, { product_id: "old" }], ...newer, order)).toMatchObject({
    isMember: false,
  });
});
