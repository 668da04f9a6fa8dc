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
  [{ list: "press" }, "Customers on the list “press”."],
  [{ scheme: "value", is: "gold" }, "Customers in “gold” of the scheme “value”."],
  [{ bucket: "spring", until: 0.1 }, "Customers in the first 10 % of “spring”."],
  [{ preference: "colour", likes: "green" }, "Customers who like “green” as “colour”."],
  [{ occasion: "birthday", before: "7d" }, "Customers when today is at most 7 days before their birthday."],
  [{ occasion: "mothersDay", region: "GB" }, "Customers when today is Mothers Day in GB."],
  [
    { near: { store: "sydney-1" }, km: 5 },
    "Customers whose address is at most 5 km from the store “sydney-1”.",
  ],
  [{ dimension: "netSpend12m", gte: 500 }, "Customers whose net spend 12m is at least 500."],
  [
    { band: "daysSinceShop", in: ["RC"] },
    "Customers whose days since shop is in the band under 3 months (RC).",
  ],
  [
    { rfm: { group: ["AT_RISK"], r: { gte: 4 } } },
    "Customers in the RFM group at risk and whose recency score is at least 4.",
  ],
  [
    { stage: "grow", sub: "loyal", forAtLeast: "1mo", atRisk: true },
    "Customers in the stage grow (loyal) for at least 1 month, at risk.",
  ],
  [{ score: "churn", gt: 0.7 }, "Customers whose score “churn” is above 0.7."],
  [{ regularStore: "s" }, "Customers who shop regularly at the store “s”."],
  [{ joinedStore: "s" }, "Customers who joined at the store “s”."],
  [{ catchment: "s" }, "Customers who live in the catchment of the store “s”."],
  [
    { trait: "due", withinNext: "2w", before: "2027-01-01" },
    "Customers whose due is in the next 2 weeks and is before 2027-01-01.",
  ],
  [{ trait: "age", between: [18, 30] }, "Customers whose age is between 18 and 30."],
  [{ trait: "tags", hasNone: ["staff"] }, "Customers whose tags has none of “staff”."],
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

test("a reason tells what was found, and until when it holds", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");
  const told = (condition: Condition, view: Parameters<typeof aView>[0]): readonly unknown[] => {
    const found = programOf({ s: condition }).explain(1, aView(view), now, () => false);
    return [
      found?.holds,
      found?.why,
      found?.until === undefined ? null : new Date(found.until).toISOString(),
    ];
  };

  expect(told({ trait: "due", withinLast: "1d" }, { traits: { due: "2026-11-22T06:00:00Z" } })).toEqual([
    true,
    "Due is “2026-11-22T06:00:00Z”.",
    "2026-11-23T06:00:00.000Z",
  ]);
  expect(told({ occasion: "birthday", before: "7d" }, { traits: { birthday: "1990-11-25" } })).toEqual([
    true,
    "Today is at most 7 days before their birthday.",
    "2026-11-26T00:00:00.000Z",
  ]);
  expect(told({ list: "press" }, { lists: ["press"] })).toEqual([true, "On the list “press”.", null]);
  expect(told({ preference: "colour", likes: "green" }, {})).toEqual([
    false,
    "Nothing said of “colour”.",
    null,
  ]);
  expect(
    told(
      { near: { latitude: 51.5, longitude: 0 }, km: 5 },
      { traits: { "address.lat": 51.6, "address.lon": 0 } },
    ),
  ).toEqual([false, "Address is 11.1 km from 51.5, 0.", null]);
  expect(told({ rfm: { group: ["CHAMPIONS"] } }, {})).toEqual([false, "Bought nothing yet.", null]);
});
