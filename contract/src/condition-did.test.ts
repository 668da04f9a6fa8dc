import { expect, test } from "vitest";
import { parseCondition } from "./condition-parse.ts";

function pointersOf(value: unknown): readonly string[] {
  return (parseCondition(value).faults ?? []).map(({ pointer }) => pointer);
}

test("every way to ask what was done is let in", () => {
  const conditions = [
    {
      did: "A",
      distinct: { of: "product_id", gte: 2 },
      avg: { of: "properties.revenue", gt: 1 },
      within: "30d",
    },
    {
      did: "A",
      min: { of: "properties.price", gte: 1 },
      max: { of: "properties.price", lt: 9 },
      between: { from: "2026-01-01" },
    },
    { did: "A", count: { gte: 2 }, since: { did: "B", time: "first" }, within: "1y" },
    { did: "A", since: { stage: "grow" } },
    { did: "A", first: { after: "2026-01-01" }, last: { withinLast: "30d", longerAgo: "7d" } },
    { did: "A", regularly: { in: 2, of: 4, every: "week" } },
    { did: "A", stopped: { for: "90d", times: 3 } },
    { did: "A", startedAgain: { after: "26w" }, within: "30d" },
    { did: "A", forEach: "cart_id", sum: { of: "properties.value", gte: 50 }, without: [{ did: "B" }] },
    { did: "A", where: { "properties.products[].price": { gte: 5 }, "product.tags": { hasAny: ["new"] } } },
    {
      sequence: [{ did: "A" }, { did: "B", within: "1d", without: [{ did: "C" }] }],
      span: "7d",
      forEach: "product_id",
    },
  ];

  for (const condition of conditions) expect(parseCondition(condition).faults).toBeUndefined();
});

test("what means nothing together, or cannot be kept, is refused with its place", () => {
  expect(pointersOf({ did: "A", between: { from: "2026-02-01", until: "2026-01-01" } })).toEqual([
    "/between",
  ]);
  expect(pointersOf({ did: "A", between: { from: "2026-02-30" } })).toEqual(["/between/from"]);
  expect(pointersOf({ did: "A", within: "1d", between: { from: "2026-01-01" } })).toEqual(["/between"]);
  expect(pointersOf({ did: "A", regularly: { in: 5, of: 4, every: "day" } })).toEqual(["/regularly/in"]);
  expect(pointersOf({ did: "A", regularly: { in: 1, of: 400, every: "hour" } })).toEqual([
    "/regularly/of",
    "/regularly/every",
  ]);
  expect(pointersOf({ did: "A", startedAgain: { after: "2d" } })).toEqual(["/startedAgain/after"]);
  expect(pointersOf({ did: "A", startedAgain: { after: "6mo" } })).toContain("/startedAgain/after");
  expect(pointersOf({ did: "A", forEach: "email" })).toEqual(["/forEach"]);
  expect(pointersOf({ did: "A", forEach: "product_id", avg: { of: "properties.a", gt: 1 } })).toEqual([
    "/forEach",
  ]);
  expect(pointersOf({ did: "A", distinct: { of: "product_id", gte: 101 } })).toEqual(["/distinct/gte"]);
  expect(pointersOf({ did: "A", where: { "product.colour": { is: "red" } } })).toEqual([
    "/where/product.colour",
  ]);
  expect(pointersOf({ did: "A", where: { "properties.a[].b[].c": { is: 1 } } })).toEqual([
    "/where/properties.a[].b[].c",
  ]);
  expect(pointersOf({ did: "A", where: { "properties.a": { matches: "(a" } } })).toEqual([
    "/where/properties.a/matches",
  ]);
  expect(pointersOf({ did: "A", since: {} })).toEqual(["/since"]);
  expect(pointersOf({ did: "A", since: { stage: "grown" } })).toEqual(["/since/stage"]);
  expect(pointersOf({ did: "A", since: { stage: "grow", did: "B", time: "last" } })).toEqual([
    "/since/did",
    "/since/time",
  ]);
  expect(pointersOf({ sequence: [{ did: "A" }] })).toEqual(["/sequence"]);
  expect(pointersOf({ sequence: [{ did: "A", within: "1d" }, { did: "B" }] })).toEqual([
    "/sequence/0/within",
  ]);
  expect(pointersOf({ sequence: [{ did: "A" }, { did: "B", within: "1mo" }] })).toEqual([
    "/sequence/1/within",
  ]);
});

test("a condition that would make the rows of customers large is refused where it does", () => {
  const sequence = { sequence: Array.from({ length: 6 }, () => ({ did: "A" })), forEach: "product_id" };

  expect(pointersOf({ all: [sequence, sequence, sequence] })).toEqual([]);
  expect(pointersOf({ all: [sequence, sequence, sequence, { not: sequence }] })).toEqual(["/all/3/not"]);
});
