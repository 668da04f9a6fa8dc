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

test("numbers of a window are bounded: a fifth sum of one condition is refused, with the reason", () => {
  const sum = (of: string): object => ({ did: "A", sum: { of: `properties.${of}`, gte: 1 }, within: "1y" });
  const all = ["a", "b", "c", "d", "e"].map(sum);

  expect(pointersOf({ all: all.slice(0, 4) })).toEqual([]);
  expect(parseCondition({ all }).faults).toEqual([
    { pointer: "/all/4", message: expect.stringMatching(/up to 2500 times and things .* at most 2000/) },
  ]);
  expect(pointersOf({ all: all.map((one) => ({ ...one, within: "90d", since: { did: "B" } })) })).toEqual([]);
});

test("what can never be compared is refused where it stands", () => {
  const asked = (path: string, comparison: object): readonly string[] =>
    pointersOf({ did: "A", where: { [path]: comparison } });

  expect(asked("channel", { gt: 5 })).toEqual(["/where/channel/gt"]);
  expect(asked("channel", { is: "webb" })).toEqual(["/where/channel/is"]);
  expect(asked("channel", { hasAny: ["web"] })).toEqual(["/where/channel/hasAny"]);
  expect(asked("channel", { in: ["web", "app"], contains: "b" })).toEqual([]);
  expect(asked("product.price", { contains: "9", lt: 10 })).toEqual(["/where/product.price/contains"]);
  expect(asked("product.price", { is: "9" })).toEqual(["/where/product.price/is"]);
  expect(asked("product.tags", { hasAny: ["new", 5] })).toEqual(["/where/product.tags/hasAny"]);
  expect(asked("product.category", { before: "2026-01-01" })).toEqual(["/where/product.category/before"]);
  expect(asked("properties.revenue", { gt: 5, lt: "b" })).toEqual(["/where/properties.revenue"]);
  expect(pointersOf({ trait: "age", gte: 18, lt: "30" })).toEqual([""]);
});

test("a year's days around an occasion are those of a region, and years do not overlap", () => {
  const around = { occasion: "mothersDay", region: "GB", before: "14d", in: 2, of: 3 };
  const asked = (more: object): readonly string[] =>
    pointersOf({ did: "A", around: { ...around, ...more } }).map((pointer) =>
      pointer.slice("/around".length),
    );

  expect(asked({})).toEqual([]);
  expect(asked({ in: 4 })).toEqual(["/in"]);
  expect(asked({ of: 21 })).toEqual(["/of"]);
  expect(asked({ occasion: "birthday" })).toEqual(["/region"]);
  expect(asked({ region: "XX" })).toEqual(["/region"]);
  expect(asked({ before: "91d" })).toEqual(["/before"]);
  expect(asked({ on: 1 })).toEqual(["/on"]);
  expect(pointersOf({ did: "A", around: { occasion: "winter", in: 1, of: 1 } })).toEqual(["/around"]);
  expect(pointersOf({ did: "A", around: { occasion: "easter", in: 1, of: 1 }, within: "1y" })).toEqual([
    "/around",
  ]);
});
