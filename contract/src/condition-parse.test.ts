import fc from "fast-check";
import { expect, test } from "vitest";
import { conditionOperators } from "./condition.ts";
import { conditionSchema, parseCondition } from "./condition-parse.ts";

const faultsOf = (value: unknown): readonly (readonly [pointer: string, message: string])[] =>
  (parseCondition(value).faults ?? []).map(({ pointer, message }) => [pointer, message] as const);
const pointersOf = (value: unknown): readonly string[] => faultsOf(value).map(([pointer]) => pointer);

test("a condition of every operator is let in as it was given", () => {
  const condition = {
    all: [
      { trait: "address.country", is: "AU" },
      {
        any: [
          { trait: "age", gte: 18, lt: 30 },
          { trait: "tags", contains: "vip" },
        ],
      },
      { not: { segment: "staff" } },
      { consent: "email.marketing.news.weekly", is: "granted" },
      {
        did: "Order Completed",
        where: { "properties.revenue": { gte: 50 }, channel: { in: ["web", "app"] } },
        count: { gte: 2 },
        sum: { of: "properties.revenue", gt: 99.99 },
        within: "3mo",
      },
    ],
  };

  expect(parseCondition(condition)).toEqual({ condition });
});

test("every fault is told with its place", () => {
  const condition = {
    all: [
      { trait: "a" },
      { trait: "a", is: {} },
      { trait: "a", in: [] },
      { trait: "a", exists: false },
      { trait: "a", resembles: "x", "o/~": 1 },
      { did: "", count: { gte: 1.5 }, within: "30 days" },
      { did: "A", where: { "properties.": { is: 1 }, revenue: { is: 1 }, "properties.b": {} } },
      { did: "A", sum: { gte: 3 } },
      { consent: "email", is: "yes" },
      { segment: "no spaces" },
      { trait: "a", is: 1, did: "A" },
      {},
      7,
      { any: [] },
      { not: [], also: 1 },
    ],
  };

  expect(pointersOf(condition)).toEqual([
    "/all/0",
    "/all/1/is",
    "/all/2/in",
    "/all/3/exists",
    "/all/4/resembles",
    "/all/4/o~1~0",
    "/all/4",
    "/all/5/did",
    "/all/5/count/gte",
    "/all/5/within",
    "/all/6/where/properties.",
    "/all/6/where/revenue",
    "/all/6/where/properties.b",
    "/all/7/sum/of",
    "/all/8/consent",
    "/all/8/is",
    "/all/9/segment",
    "/all/10",
    "/all/11",
    "/all/12",
    "/all/13/any",
    "/all/14/also",
    "/all/14/not",
  ]);
});

test("an unknown operator is refused, not taken for one that never holds", () => {
  expect(faultsOf({ did_not: "Order Completed" })).toEqual([
    ["", `A condition names one of ${conditionOperators.join(" ")}.`],
  ]);
});

test("a condition on events cannot read what is personal", () => {
  const where = {
    "properties.email": { exists: true },
    "properties.card.iban": { exists: true },
    "context.ip": { is: "::1" },
    "context.campaign.source": { is: "news" },
  };

  expect(pointersOf({ did: "A", where })).toEqual([
    "/where/properties.email",
    "/where/properties.card.iban",
    "/where/context.ip",
  ]);
});

test("a window counts no more events than a customer's state can hold", () => {
  expect(pointersOf({ did: "A", count: { gte: 101 }, within: "7d" })).toEqual(["/count/gte"]);
  expect(pointersOf({ did: "A", count: { gte: 101 } })).toEqual([]);
});

test("numbers that a decimal cannot hold exactly are refused", () => {
  const exact = [0, -0, 0.1, 1e-9, 123456789.12345679, 1e21, -1e28];
  const inexact = [1e-10, 0.1 + 0.2, 1e29, Number.NaN, Number.POSITIVE_INFINITY];

  expect(exact.flatMap((gte) => pointersOf({ trait: "a", gte }))).toEqual([]);
  expect(inexact.flatMap((gte) => pointersOf({ trait: "a", gte }))).toEqual(inexact.map(() => "/gte"));
});

test("text that a store cannot hold is refused", () => {
  expect(pointersOf({ trait: "a", is: "\u0000" })).toEqual(["/is"]);
  expect(pointersOf({ trait: "\ud800", is: "a" })).toEqual(["/trait"]);
});

test("durations are whole numbers of known units, up to a hundred years", () => {
  const known = ["1s", "90m", "24h", "30d", "2w", "3mo", "1y", "100y"];
  const unknown = ["0d", "-1d", "1.5d", "1 d", "d", "30", "1M", "1001y", "99999999999d", "", 30];

  expect(known.flatMap((within) => pointersOf({ did: "A", within }))).toEqual([]);
  expect(unknown.flatMap((within) => pointersOf({ did: "A", within }))).toEqual(unknown.map(() => "/within"));
});

test("a condition may not nest deeper than 32", () => {
  const nested = (depth: number): unknown =>
    depth === 1 ? { trait: "a", exists: true } : { not: nested(depth - 1) };

  expect(pointersOf(nested(32))).toEqual([]);
  expect(pointersOf(nested(33))).toEqual(["/not".repeat(32)]);
});

test("a condition may not have more than 500 parts", () => {
  const parts = (count: number): unknown => ({
    any: Array.from({ length: count }, () => ({ segment: "a" })),
  });

  expect(pointersOf(parts(499))).toEqual([]);
  expect(pointersOf(parts(600))).toEqual(["/any/499"]);
});

test("a member that JavaScript takes for the prototype is refused", () => {
  expect(pointersOf(JSON.parse('{"did":"A","where":{"__proto__":{"is":1}}}'))).toEqual(["/where/__proto__"]);
});

test("monstrous input is refused quickly", () => {
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level += 1) deep = { not: deep };
  const monsters: readonly unknown[] = [
    deep,
    Array.from({ length: 1_000_000 }, () => 0),
    { all: Array.from({ length: 300_000 }, () => ({})) },
    Object.fromEntries(Array.from({ length: 50_000 }, (_, at) => [`k${at}`, 1])),
    { trait: "a", is: "x".repeat(10_000_000) },
    { trait: "a".repeat(10_000_000), is: 1 },
  ];
  for (const monster of monsters) {
    const began = performance.now();
    expect(parseCondition(monster).faults?.length).toBe(1);
    expect(performance.now() - began).toBeLessThan(1_000);
  }
});

test("whatever JSON comes, the parser answers with a condition or with faults", () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const { condition, faults } = parseCondition(value);
      expect((condition === undefined) !== (faults === undefined)).toBe(true);
    }),
  );
});

test("as part of a body a condition's faults keep their places", () => {
  const { error } = conditionSchema.safeParse({ all: [{ "a/b": 1 }] });

  expect(error?.issues.map((issue) => issue.path)).toEqual([["all", "0"]]);
  expect(conditionSchema.safeParse({ segment: "a" }).data).toEqual({ segment: "a" });
});
