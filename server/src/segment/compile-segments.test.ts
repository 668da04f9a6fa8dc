import type { Condition, JsonObject } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Slots } from "../profile/index.ts";
import { compileSegments } from "./compile-segments.ts";
import type { SegmentProgram } from "./segment-program.ts";
import { aView } from "./testing/a-view.ts";
import { observeAll, programOf, timeZone } from "./testing/program-of.ts";
import { randomSegments } from "./testing/random-condition.ts";
import { randomCustomer } from "./testing/random-history.ts";

const now = Date.UTC(2026, 5, 15);
const nothing = { slots: new Set<string>(), traits: new Set<string>(), consents: false };
const bought: Condition = { did: "Order Completed" };
const frequent: Condition = { did: "Order Completed", count: { gte: 2 }, within: "30d" };

function keysOf(program: SegmentProgram, ids: readonly number[]): readonly string[] {
  return ids.map((id) => program.definitions.find(({ segmentId }) => segmentId === id)?.key ?? "");
}

test("an event, a trait or a consent concerns the segments that ask for it and those that refer to them", () => {
  const program = programOf({
    loyal: { all: [{ segment: "buyers" }, { trait: "tier", is: "gold" }] },
    buyers: bought,
    reachable: { consent: "email.marketing", is: "granted" },
    best: { segment: "loyal" },
    local: { trait: "address.country", is: "AU" },
  });
  const touched = (change: Partial<typeof nothing>): readonly string[] =>
    keysOf(program, program.touchedBy({ ...nothing, ...change }));

  expect(touched({ slots: slotsChangedBy(program, "Order Completed") })).toEqual(["buyers", "loyal", "best"]);
  expect(touched({ slots: slotsChangedBy(program, "Product Viewed") })).toEqual([]);
  expect(touched({ traits: new Set(["tier"]) })).toEqual(["loyal", "best"]);
  expect(touched({ consents: true })).toEqual(["reachable"]);
  expect(touched({ traits: new Set(["address.country"]) })).toEqual(["local"]);
  expect(touched({ traits: new Set(["address"]) })).toEqual(["local"]);
  expect(touched({ traits: new Set(["address.country.code"]) })).toEqual(["local"]);
  expect(touched({ traits: new Set(["address.city"]) })).toEqual([]);
});

test("an event concerns only the segments whose where it matches", () => {
  const looked = (category: string): Condition => ({
    did: "Product Viewed",
    where: { "properties.category": { startsWith: category } },
  });
  const program = programOf({
    shoes: looked("Shoes"),
    home: looked("Home"),
    neither: { not: looked("Garden") },
    dear: { did: "Product Viewed", where: { "properties.price": { gte: 100 } } },
    any: { segment: "shoes" },
  });
  const touched = (properties: JsonObject): readonly string[] =>
    keysOf(
      program,
      program.touchedBy({ ...nothing, slots: slotsChangedBy(program, "Product Viewed", properties) }),
    );

  expect(touched({ category: "Shoes > Boots", price: 50 })).toEqual(["shoes", "any"]);
  expect(touched({ category: "Home", price: 100 })).toEqual(["home", "dear"]);
  expect(touched({ category: "Kitchen" })).toEqual([]);
});

test("of a new customer are asked what the event concerns, and what those are in who did nothing", () => {
  const program = programOf({
    buyers: bought,
    quiet: { not: { did: "Product Viewed", within: "1d" } },
    searchers: { did: "Products Searched" },
    half: { bucket: "test", until: 0.5 },
  });
  const slots = slotsChangedBy(program, "Order Completed");

  expect(keysOf(program, program.touchedFirst({ ...nothing, slots }, now))).toEqual([
    "buyers",
    "quiet",
    "half",
  ]);
});

test("a segment is asked after those it refers to, and with their new answers", () => {
  const program = programOf({ quiet: { not: { segment: "buyers" } }, buyers: bought });
  const view = aView({ slots: [observeAll(program, [anOrder(now)])] });

  expect(program.evaluate(view, [1, 2], now, () => false)).toEqual([
    { segmentId: 2, isMember: true, until: undefined },
    { segmentId: 1, isMember: false, until: undefined },
  ]);
});

test("a segment that is not asked answers as it stands", () => {
  const program = programOf({ quiet: { not: { segment: "buyers" } }, buyers: bought });

  expect(program.evaluate(aView(), [1], now, (id) => id === 2)).toEqual([
    { segmentId: 1, isMember: false, until: undefined },
  ]);
});

test("definitions that need the same of events share it", () => {
  const program = programOf({
    a: frequent,
    b: { not: { within: "90d", count: { gte: 2 }, did: "Order Completed" } },
    c: { did: "Order Completed", count: { gt: 1 }, within: "7d", where: {} },
    d: { did: "Order Completed", count: { gte: 3 }, within: "30d" },
  });

  expect(program.slotKeysOf(1)).toEqual(program.slotKeysOf(2));
  expect(program.slotKeysOf(1)).toEqual(program.slotKeysOf(3));
  expect(program.slotKeysOf(1)).not.toEqual(program.slotKeysOf(4));
  expect(program.slots.size).toBe(2);
});

test("what the first version kept of events is read under the same keys", () => {
  const program = programOf({
    ever: bought,
    twice: frequent,
    spent: { did: "Order Completed", sum: { of: "properties.revenue", gte: 50 } },
    lately: { did: "Order Completed", sum: { of: "properties.revenue", gte: 50 }, within: "30d" },
  });

  expect([...program.slots].map(([key, { need }]) => [key, need.kind])).toEqual([
    ["EagQ-n_k", "count"],
    ["yyU-RqVb", "newest"],
    ["z0MIOeOA", "sum"],
    ["WwDP3rCA", "entries"],
  ]);
  expect(observeAll(program, [anOrder(now)])).toEqual({ "EagQ-n_k": 1, "yyU-RqVb": [now] });
});

test("an event that no segment asks for leaves the very same slots", () => {
  const program = programOf({ a: frequent, b: { ...bought, where: { "properties.gift": { is: true } } } });
  const slots: Slots = {};
  const event = {
    name: "Page Viewed",
    channel: "web",
    occurredAt: now,
    plain: { properties: {}, context: {} },
  } as const;

  expect(program.observe(slots, event)).toBe(slots);
  expect(Object.keys(program.observe(slots, { ...event, name: "Order Completed" }))).toEqual(
    program.slotKeysOf(1),
  );
});

test("what was kept in an earlier generation of a slot is not taken for that of the present one", () => {
  const definition = { segmentId: 1, key: "a", version: 1, name: "a", condition: frequent };
  const [slotKey = ""] = programOf({ a: frequent }).slotKeysOf(1);
  const [first, second] = [7, 90].map((position) =>
    compileSegments([definition], { timeZone }, new Map([[slotKey, position]])),
  );
  const old = first === undefined ? {} : observeAll(first, [anOrder(now), anOrder(now)]);

  expect(first?.evaluate(aView({ slots: [old] }), "all", now, () => false)).toMatchObject([
    { isMember: true },
  ]);
  expect(second?.evaluate(aView({ slots: [old] }), "all", now, () => false)).toMatchObject([
    { isMember: false },
  ]);
  expect(second === undefined ? [] : Object.keys(observeAll(second, [anOrder(now)], old))).toEqual([
    `${slotKey}.2i`,
  ]);
});

test("a fill on a program that a newer definition has overtaken loses nothing of the newer", () => {
  const [older, newer] = [programOf({ a: bought }), programOf({ a: bought, b: frequent })];
  const filled = observeAll(older, [anOrder(now - 1)]);

  const joined = older.mergeSlots(observeAll(newer, [anOrder(now)]), filled);

  const [countKey = "", timesKey = ""] = [...newer.slots.keys()];
  expect(joined).toEqual({ [countKey]: 2, [timesKey]: [now] });
});

test("references to segments that are not there, and cycles, are faults: definitions have refused them", () => {
  expect(() => programOf({ a: { segment: "b" } })).toThrow("does not exist");
  expect(() => programOf({ a: { segment: "b" }, b: { not: { segment: "a" } } })).toThrow("a → b → a");
});

test("merging slots does not depend on order or grouping, and equals observing all events at once", () => {
  fc.assert(
    fc.property(
      randomSegments,
      randomCustomer(now),
      fc.infiniteStream(fc.nat(2)),
      (segments, customer, chance) => {
        const program = programOf(segments);
        const events = customer.leaves.flatMap((leaf) => leaf.events);
        const groups = Object.groupBy(events, () => chance.next().value ?? 0);
        const [a, b, c] = [0, 1, 2].map((group) => observeAll(program, groups[group] ?? []));
        const merge = (x: Slots = {}, y: Slots = {}): Slots => program.mergeSlots(x, y);
        const all = observeAll(program, events);

        expect(merge(merge(a, b), c)).toEqual(all);
        expect(merge(a, merge(c, b))).toEqual(all);
        expect(merge(c, merge(b, a))).toEqual(all);
        expect(observeAll(program, events.toReversed())).toEqual(all);
      },
    ),
  );
});

function slotsChangedBy(program: SegmentProgram, name: string, properties: JsonObject = {}): Set<string> {
  const changed = new Set<string>();
  program.observe({}, { name, channel: "web", occurredAt: now, plain: { properties, context: {} } }, changed);
  return changed;
}

function anOrder(occurredAt: number): Parameters<typeof observeAll>[1][number] {
  return { name: "Order Completed", channel: "web", occurredAt, properties: {}, context: {} };
}
