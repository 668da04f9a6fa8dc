import { expect, test } from "vitest";
import type { Condition } from "../condition.ts";
import { parseConditionText, printCondition } from "./condition-form.ts";

const written: readonly (readonly [text: string, condition: Condition])[] = [
  ['country is "AU"', { trait: "country", is: "AU" }],
  ["age >= 18 and < 30", { trait: "age", gte: 18, lt: 30 }],
  ['"first" is missing', { trait: "first", missing: true }],
  ['"odd \\"name\\"" not in ("a", 1, true)', { trait: 'odd "name"', notIn: ["a", 1, true] }],
  ['tags has any ("vip") and has none ("staff")', { trait: "tags", hasAny: ["vip"], hasNone: ["staff"] }],
  ["age between 18 and 30 and is not 20", { trait: "age", between: [18, 30], isNot: 20 }],
  ["due within next 2w", { trait: "due", withinNext: "2w" }],
  ["born anniversary within 7d", { trait: "born", anniversaryWithin: "7d" }],
  ["due on today", { trait: "due", onDayOf: "today" }],
  [
    'country is "AU" and did "Order Completed" where revenue >= 50 at least 2 times within 30d and not in segment "vip"',
    {
      all: [
        { trait: "country", is: "AU" },
        {
          did: "Order Completed",
          where: { "properties.revenue": { gte: 50 } },
          count: { gte: 2 },
          within: "30d",
        },
        { not: { segment: "vip" } },
      ],
    },
  ],
  [
    'did "A" where channel in ("web", "app"), context.campaign.source exists and starts with "x", "properties.a b" is 1',
    {
      did: "A",
      where: {
        channel: { in: ["web", "app"] },
        "context.campaign.source": { exists: true, startsWith: "x" },
        "properties.a b": { is: 1 },
      },
    },
  ],
  [
    'did "A" with sum of revenue more than 99.5 and at most 200 since last ("B" where product.brand is "Z")',
    {
      did: "A",
      sum: { of: "properties.revenue", gt: 99.5, lte: 200 },
      since: { did: "B", where: { "product.brand": { is: "Z" } }, time: "last" },
    },
  ],
  [
    'did "A" at least 2 times since stage grow within 90d',
    { did: "A", count: { gte: 2 }, since: { stage: "grow" }, within: "90d" },
  ],
  [
    'did "A" with distinct product_id at least 3 from "2026-01-01" until "2026-02-01"',
    {
      did: "A",
      distinct: { of: "product_id", gte: 3 },
      between: { from: "2026-01-01", until: "2026-02-01" },
    },
  ],
  [
    'did "A" first (after "2026-01-01" and within last 30d)',
    { did: "A", first: { after: "2026-01-01", withinLast: "30d" } },
  ],
  ['did "A" regularly in 3 of 6 months', { did: "A", regularly: { in: 3, of: 6, every: "month" } }],
  ['did "A" stopped for 90d after 3 times', { did: "A", stopped: { for: "90d", times: 3 } }],
  ['did "A" within 7d started again after 180d', { did: "A", within: "7d", startedAgain: { after: "180d" } }],
  [
    'did "Product Added" for each product_id within 7d without ("Order Completed")',
    { did: "Product Added", forEach: "product_id", within: "7d", without: [{ did: "Order Completed" }] },
  ],
  [
    'sequence ("A" where x is 1 then "B" within 1d without ("C", ("D" where y is 2)) then "E") span 7d for each cart_id',
    {
      sequence: [
        { did: "A", where: { "properties.x": { is: 1 } } },
        {
          did: "B",
          within: "1d",
          without: [{ did: "C" }, { did: "D", where: { "properties.y": { is: 2 } } }],
        },
        { did: "E" },
      ],
      span: "7d",
      forEach: "cart_id",
    },
  ],
  ['on list "press"', { list: "press" }],
  ['in scheme "value" is "gold"', { scheme: "value", is: "gold" }],
  ['in bucket "spring" from 0.25 until 0.5', { bucket: "spring", from: 0.25, until: 0.5 }],
  ['consent "email.marketing" is granted', { consent: "email.marketing", is: "granted" }],
  ['preference "colour" likes "green" not stated', { preference: "colour", likes: "green", stated: false }],
  ['occasion mothersDay region "GB" before 2w', { occasion: "mothersDay", region: "GB", before: "2w" }],
  ['near store "sydney-1" within 5 km', { near: { store: "sydney-1" }, km: 5 }],
  [
    'near point (-33.9, 151.2) within 5.5 km of "work"',
    { near: { latitude: -33.9, longitude: 151.2 }, km: 5.5, of: "work" },
  ],
  ["dimension netSpend12m >= 50000", { dimension: "netSpend12m", gte: 50_000 }],
  ['band daysSinceShop in ("RC", "RS")', { band: "daysSinceShop", in: ["RC", "RS"] }],
  ['rfm (group in ("CHAMPIONS", "NEW"), r >= 4)', { rfm: { group: ["CHAMPIONS", "NEW"], r: { gte: 4 } } }],
  [
    'stage grow sub "loyal" for at least 90d not at risk',
    { stage: "grow", sub: "loyal", forAtLeast: "90d", atRisk: false },
  ],
  ['score "churn" > 0.7', { score: "churn", gt: 0.7 }],
  [
    'regular store "a" or joined store "b" or catchment "c"',
    { any: [{ regularStore: "a" }, { joinedStore: "b" }, { catchment: "c" }] },
  ],
  [
    "(a exists or b exists) and not (c exists and d exists)",
    {
      all: [
        {
          any: [
            { trait: "a", exists: true },
            { trait: "b", exists: true },
          ],
        },
        {
          not: {
            all: [
              { trait: "c", exists: true },
              { trait: "d", exists: true },
            ],
          },
        },
      ],
    },
  ],
  ["all (any (a exists))", { all: [{ any: [{ trait: "a", exists: true }] }] }],
  ["a exists and not b in (1)", { all: [{ trait: "a", exists: true }, { not: { trait: "b", in: [1] } }] }],
  ["a exists and not in (1)", { trait: "a", exists: true, notIn: [1] }],
];

test("a condition is written as people would say it, and read again", () => {
  for (const [text, condition] of written) {
    expect(parseConditionText(text)).toEqual({ condition });
    expect(printCondition(condition)).toBe(text);
  }
});

test("and binds closer than or, and the reader keeps the brackets that are there", () => {
  const [a, b, c] = ["a", "b", "c"].map((trait) => ({ trait, exists: true as const }));

  expect(parseConditionText("a exists and b exists or c exists").condition).toEqual({
    any: [{ all: [a, b] }, c],
  });
  expect(parseConditionText("(a exists and b exists) and c exists").condition).toEqual({
    all: [{ all: [a, b] }, c],
  });
  expect(parseConditionText("((a exists))").condition).toEqual(a);
});

test("notes behind # and line ends are read over", () => {
  expect(parseConditionText("a exists # who they are\n  or b exists").condition).toEqual({
    any: [
      { trait: "a", exists: true },
      { trait: "b", exists: true },
    ],
  });
});

test("a long condition is broken into lines that are read again", () => {
  const part = (key: string): Condition => ({
    trait: `a.rather.long.path.of.${key}`,
    is: "a rather long text",
  });
  const condition: Condition = {
    all: [part("one"), { any: [part("two"), { all: [part("three"), part("four")] }] }, part("five")],
  };

  const text = printCondition(condition);

  expect(text.split("\n").length).toBeGreaterThan(4);
  expect(parseConditionText(text)).toEqual({ condition });
});

const faulty: readonly (readonly [text: string, line: number, column: number, message: string])[] = [
  ["", 1, 1, "Expected a condition: a trait, did, in segment, not, a bracket …, found the end."],
  ["country", 1, 8, "Expected a comparison of country, such as is, >=, in or exists, found the end."],
  ["country = 5", 1, 9, "= has no meaning here."],
  ["country is", 1, 11, "Expected text in quotes, a number, true or false, found the end."],
  ['a is "b', 1, 6, "This text is never closed, or holds what JSON does not allow."],
  ["a exists\nand (b exists", 2, 14, "Expected ), found the end."],
  ["a exists or\n  od exists and é is 😀", 2, 22, "😀 has no meaning here."],
  ["a > 3 and > 5", 1, 11, "gt is said twice."],
  ["did Order", 1, 5, "Expected the name of an event in quotes, found Order."],
  ['did "A" at least 2 within 3d', 1, 20, "Expected times, found within."],
  ["a exists b", 1, 10, "Expected and, or, or the end, found b."],
  // What the schemas refuse is told where it stands.
  [
    'did "A" where email is "x"',
    1,
    15,
    "This is personal: it is not kept with the events, so no condition on events can read it.",
  ],
  [
    'country is "AU" and\n  occasion mothersDay region "XX"',
    2,
    30,
    "mothersDay is known for AT AU BE BR CA CH CZ DE DK ES FI FR GB IE IN IT JP MX NL NO NZ PL PT SE SG US ZA.",
  ],
  ["dimension spend > 5", 1, 11, "This is one of daysSinceShop"],
  ['a matches "(b"', 1, 3, "At character 1: This bracket is never closed."],
  ['dimension netSpend12m starts with "x"', 1, 23, "Unknown member."],
];

test("what cannot be read is refused with line, column and what was expected", () => {
  for (const [text, line, column, message] of faulty) {
    const [fault] = parseConditionText(text).faults ?? [];
    expect({
      text,
      line: fault?.line,
      column: fault?.column,
      message: fault?.message.slice(0, message.length),
    }).toEqual({
      text,
      line,
      column,
      message,
    });
  }
});

test("hostile text is refused quickly", () => {
  const monsters = [
    "(".repeat(60_000),
    "not ".repeat(15_000),
    `${"a exists and ".repeat(4_900)}b exists`,
    `"${"\\u0041".repeat(10_000)}`,
    "x".repeat(10_000_000),
    "1".repeat(60_000),
    `a is ${"-".repeat(60_000)}`,
  ];
  for (const monster of monsters) {
    const began = performance.now();
    expect(parseConditionText(monster).faults?.length).toBeGreaterThan(0);
    expect(performance.now() - began).toBeLessThan(1_000);
  }
});
