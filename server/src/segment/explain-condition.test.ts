import type { Condition } from "@attune/contract";
import { expect, test } from "vitest";
import { explainCondition } from "./explain-condition.ts";
import { aView } from "./testing/a-view.ts";
import { programOf } from "./testing/program-of.ts";

const told: readonly (readonly [Condition, string])[] = [
  [{ trait: "address.country", is: "AU" }, "Customers whose country (address) is “AU”."],
  [{ trait: "age", gte: 18, lt: 30 }, "Customers whose age is at least 18 and is below 30."],
  [{ trait: "tags", in: ["a", 1, true] }, "Customers whose tags is one of “a”, 1, true."],
  [{ trait: "email", missing: true }, "Customers whose email is not known."],
  [{ segment: "buyers" }, "Customers in the segment “buyers”."],
  [
    { consent: "email.marketing.news", is: "granted" },
    "Customers whose consent to marketing about news by email is granted.",
  ],
  [
    { consent: "any.analytics", is: "unknown" },
    "Customers whose consent to analytics on any channel is unknown.",
  ],
  [{ did: "Order Completed" }, "Customers who did “Order Completed”."],
  [
    { did: "Order Completed", count: { eq: 0 }, within: "1mo" },
    "Customers who did not do “Order Completed” in the last month.",
  ],
  [
    {
      did: "Order Completed",
      count: { gte: 2 },
      sum: { of: "properties.revenue", gt: 99.5 },
      within: "30d",
      where: { channel: { is: "web" }, "properties.coupon": { exists: true } },
    },
    "Customers who did “Order Completed” at least twice with revenue summing to more than 99.5 in the last 30 days, where channel is “web” and coupon is known.",
  ],
  [
    { not: { did: "Order Completed", within: "7d" } },
    "Customers who did not do “Order Completed” in the last 7 days.",
  ],
  [
    { did: "Order Completed", count: { eq: 1 }, sum: { of: "properties.revenue", lt: 5 } },
    "Customers who did “Order Completed” exactly once with revenue summing to less than 5.",
  ],
  [
    { all: [{ segment: "a" }, { any: [{ segment: "b" }, { not: { segment: "c" } }] }] },
    "Customers in the segment “a” and (in the segment “b” or who are not among those in the segment “c”).",
  ],
];

test("a condition is told in plain English", () => {
  expect(told.map(([condition]) => explainCondition(condition))).toEqual(told.map(([, text]) => text));
});

test("a reason names only what decides", () => {
  const program = programOf({
    s: {
      all: [
        { trait: "tier", is: "gold" },
        {
          any: [
            { trait: "age", gte: 18 },
            { consent: "email.marketing", is: "granted" },
          ],
        },
        { not: { trait: "staff", is: true } },
      ],
    },
  });
  const why = (traits: Record<string, string | number | boolean>): string | undefined =>
    program.explain(1, aView({ traits }), 0, () => false)?.why;

  expect(why({ tier: "gold", age: 20 })).toBe("Tier is “gold”, age is 20 and staff is not known.");
  expect(why({ tier: "silver", age: 20 })).toBe("Tier is “silver”.");
  expect(why({ tier: "gold", age: 10, staff: true })).toBe(
    "Age is 10, consent to marketing by email is unknown and staff is true.",
  );
});
