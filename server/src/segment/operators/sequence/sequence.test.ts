import type { JsonObject, SequenceCondition } from "@attune/contract";
import { expect, test } from "vitest";
import { explainCondition } from "../../explain-condition.ts";
import type { Explanation } from "../../explanation.ts";
import { aView } from "../../testing/a-view.ts";
import type { NaiveEvent } from "../../testing/naive-event.ts";
import { observeAll, programOf } from "../../testing/program-of.ts";

const hour = 3_600_000;
const now = Date.UTC(2026, 5, 15, 12);

type Deed = readonly [name: string, hoursAgo: number, properties?: JsonObject];

function ask(
  condition: SequenceCondition,
  ...deeds: readonly Deed[]
): {
  readonly isMember: boolean;
  readonly untilInHours: number | undefined;
  readonly why: Explanation | undefined;
} {
  const program = programOf({ s: condition });
  const events = deeds.map(
    ([name, hoursAgo, properties = {}]): NaiveEvent => ({
      name,
      channel: "web",
      occurredAt: now - hoursAgo * hour,
      properties,
      context: {},
    }),
  );
  const view = aView({ slots: [observeAll(program, events)] });
  const [answer] = program.evaluate(view, "all", now, () => false);
  return {
    isMember: answer?.isMember ?? false,
    untilInHours: answer?.until === undefined ? undefined : (answer.until - now) / hour,
    why: program.explain(1, view, now, () => false),
  };
}

const boughtAfterLooking: SequenceCondition = {
  sequence: [{ did: "Product Viewed" }, { did: "Product Added" }, { did: "Order Completed" }],
};

test("looked, put by and bought counts in this order only, whatever else was done between", () => {
  expect(
    ask(
      boughtAfterLooking,
      ["Order Completed", 1],
      ["Product Added", 2],
      ["Page Viewed", 3],
      ["Product Viewed", 4],
    ),
  ).toMatchObject({ isMember: true, untilInHours: undefined });
  expect(
    ask(boughtAfterLooking, ["Product Added", 1], ["Order Completed", 2], ["Product Viewed", 4]),
  ).toMatchObject({
    isMember: false,
  });
});

test("what happened at the same moment did not happen one after the other", () => {
  const condition = { sequence: [{ did: "Product Viewed" }, { did: "Product Added" }] };

  expect(ask(condition, ["Product Viewed", 1], ["Product Added", 1])).toMatchObject({ isMember: false });
});

test("each step may have to follow soon, and something may not come between", () => {
  const condition: SequenceCondition = {
    sequence: [
      { did: "Product Added" },
      { did: "Order Completed", within: "24h", without: [{ did: "Product Removed" }] },
    ],
  };

  expect(ask(condition, ["Product Added", 30], ["Order Completed", 6])).toMatchObject({ isMember: true });
  expect(ask(condition, ["Product Added", 31], ["Order Completed", 6])).toMatchObject({ isMember: false });
  expect(ask(condition, ["Product Added", 10], ["Product Removed", 8], ["Order Completed", 6])).toMatchObject(
    {
      isMember: false,
    },
  );
  expect(
    ask(
      condition,
      ["Product Added", 10],
      ["Product Removed", 8],
      ["Product Added", 7],
      ["Order Completed", 6],
    ),
  ).toMatchObject({ isMember: true });
});

test("a sequence in a window ends when its first step leaves, unless it was done again later", () => {
  const condition = { ...boughtAfterLooking, within: "24h" };
  const once: readonly Deed[] = [
    ["Product Viewed", 20],
    ["Product Added", 19],
    ["Order Completed", 18],
  ];

  expect(ask(condition, ...once)).toMatchObject({ isMember: true, untilInHours: 4 });
  expect(
    ask(condition, ...once, ["Product Viewed", 4], ["Product Added", 3], ["Order Completed", 2]),
  ).toMatchObject({ isMember: true, untilInHours: 20 });
});

test("from the first step to the last may take no longer than the span", () => {
  const condition = { ...boughtAfterLooking, span: "2h" };

  expect(ask(condition, ["Product Viewed", 9], ["Product Added", 8], ["Order Completed", 7])).toMatchObject({
    isMember: true,
  });
  expect(ask(condition, ["Product Viewed", 9], ["Product Added", 8], ["Order Completed", 6])).toMatchObject({
    isMember: false,
  });
});

test("about one product all steps are of the same one, found in the lines of the order, and it is named", () => {
  const condition = { ...boughtAfterLooking, forEach: "product_id" };
  const looked: readonly Deed[] = [
    ["Product Viewed", 9, { product_id: "shoe" }],
    ["Product Viewed", 9, { product_id: "hat" }],
    ["Product Added", 8, { product_id: "shoe" }],
    ["Product Added", 8, { product_id: "hat" }],
  ];
  const bought = ask(condition, ...looked, [
    "Order Completed",
    7,
    { products: [{ product_id: "hat" }, { product_id: "bag" }] },
  ]);

  expect(bought).toMatchObject({ isMember: true, why: { things: ["hat"] } });
  expect(
    ask(condition, ...looked, ["Order Completed", 7, { products: [{ product_id: "bag" }] }]),
  ).toMatchObject({
    isMember: false,
  });
});

test("what must not come after the last step ends it", () => {
  const condition = {
    sequence: [{ did: "Product Viewed" }, { did: "Product Added" }],
    without: [{ did: "Order Completed" }],
  };

  expect(ask(condition, ["Product Viewed", 3], ["Product Added", 2])).toMatchObject({ isMember: true });
  expect(ask(condition, ["Product Viewed", 3], ["Product Added", 2], ["Order Completed", 1])).toMatchObject({
    isMember: false,
  });
});

test("of a customer's many events the newest hundred of each step count", () => {
  const condition = { sequence: [{ did: "Product Viewed" }, { did: "Order Completed" }] };
  const later = Array.from({ length: 100 }, (_, at): Deed => ["Product Viewed", at / 100]);

  expect(ask(condition, ["Product Viewed", 9], ["Order Completed", 8], ...later.slice(1))).toMatchObject({
    isMember: true,
  });
  expect(ask(condition, ["Product Viewed", 9], ["Order Completed", 8], ...later)).toMatchObject({
    isMember: false,
  });
});

test("a sequence is told in words", () => {
  expect(
    explainCondition({
      sequence: [
        { did: "Product Viewed" },
        { did: "Order Completed", within: "1d", without: [{ did: "Product Removed" }] },
      ],
      forEach: "product_id",
      within: "30d",
    }),
  ).toBe(
    "Customers who did “Product Viewed”, then “Order Completed” within 1 day without “Product Removed” in between, for one and the same product_id, in the last 30 days.",
  );
});
