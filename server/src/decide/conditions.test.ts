import { type Condition, experienceSchema } from "@attune/contract";
import { expect, test } from "vitest";
import { compileSegments } from "../segment/index.ts";
import { createConditions, programKeyOf } from "./conditions.ts";
import { aCustomer } from "./testing/a-customer.ts";

const segment = (segmentId: number, key: string, condition: Condition) => ({
  segmentId,
  key,
  version: 1,
  name: key,
  condition,
});

const regulars = segment(1, "regulars", { trait: "visits", gte: 3 });
const insiders = segment(2, "insiders", { all: [{ segment: "regulars" }, { trait: "town", is: "Leeds" }] });
const experience = (id: number, condition: Condition) => ({
  id,
  key: "hero",
  version: 1,
  body: experienceSchema.parse({ name: "Hero", placement: "hero", content: null, condition }),
});
const forInsiders = experience(9, { segment: "insiders" });

function conditionsWith(filled: readonly number[], more: readonly ReturnType<typeof segment>[] = []) {
  const program = compileSegments([regulars, insiders, ...more], { timeZone: "UTC" });
  return createConditions({
    programOf: () => program,
    isFilled: (_brandId, id) => filled.includes(id),
    position: () => 1,
  });
}

const hero = segment(9, programKeyOf(forInsiders), { segment: "insiders" });
const insider = aCustomer({ traits: { visits: 5, town: "Leeds" } }).view;
const newcomer = aCustomer({ traits: { visits: 1, town: "Leeds" } }).view;

test("an experience for a segment is judged by what the segment's condition says of the customer right now", () => {
  const holds = conditionsWith([1, 2, 9], [hero]).prepare(1, forInsiders);

  expect([holds(insider, 0), holds(newcomer, 0)]).toEqual([true, false]);
});

test("it cannot be told whether a condition holds while history is still being read for one of its segments", () => {
  const buyers = segment(3, "buyers", { not: { did: "Order Completed" } });
  const forBuyers = experience(9, { all: [{ segment: "insiders" }, { segment: "buyers" }] });
  const own = segment(9, programKeyOf(forBuyers), forBuyers.body.condition ?? { segment: "buyers" });

  expect(conditionsWith([1, 2, 9], [buyers, own]).prepare(1, forBuyers)(insider, 0)).toBeUndefined();
  expect(conditionsWith([1, 2, 3, 9], [buyers, own]).prepare(1, forBuyers)(insider, 0)).toBe(true);
});

test("a condition on traits alone needs no history and is told at once", () => {
  expect(conditionsWith([], [hero]).prepare(1, forInsiders)(insider, 0)).toBe(true);
});

test("what only joins segments is told before the program knows the experience, what asks for more is not", () => {
  const forMore = experience(9, { all: [{ segment: "insiders" }, { trait: "town", is: "Leeds" }] });
  const conditions = conditionsWith([1, 2, 9]);

  expect(conditions.prepare(1, forInsiders)(insider, 0)).toBe(true);
  expect(conditions.prepare(1, forMore)(insider, 0)).toBeUndefined();
});

test("a part that decides makes up for one that cannot be told yet, and nothing else does", () => {
  const buyers = segment(3, "buyers", { not: { did: "Order Completed" } });
  const conditions = conditionsWith([1, 2, 9], [buyers]);
  const told = (condition: Condition) => conditions.prepare(1, experience(9, condition))(newcomer, 0);
  const [out, pending] = [{ segment: "insiders" }, { segment: "buyers" }];

  expect(told({ all: [pending, out] })).toBe(false);
  expect(told({ any: [pending, { not: out }] })).toBe(true);
  expect(told({ any: [pending, out] })).toBeUndefined();
  expect(told({ not: { all: [{ not: out }, pending] } })).toBeUndefined();
});
