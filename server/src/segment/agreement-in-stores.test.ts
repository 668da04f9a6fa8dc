import type { Condition } from "@attune/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../platform/testing/stores.ts";
import type { Slots } from "../profile/index.ts";
import { type FillRange, fillSlots } from "./clickhouse/fill-slots.ts";
import type { SegmentProgram } from "./segment-program.ts";
import { compareRound, keepRound, type Round, roundOf } from "./testing/agreement-round.ts";
import { numberCustomers } from "./testing/keep-customers.ts";
import type { NaiveEvent } from "./testing/naive-event.ts";
import { observeAll, programOf } from "./testing/program-of.ts";
import { eventNames } from "./testing/random-behaviour.ts";
import type { RandomCustomer } from "./testing/random-history.ts";

const seed = Number(process.env["ATTUNE_SEED"]);

let stores: TestStores;
let rounds: readonly Round[];
beforeAll(async () => {
  stores = await openTestStores();
  rounds = [1, 2, 3, 4].map((brandId) => roundOf(brandId, seed + brandId, { customers: 70, scenes: 12 }));
  for (const round of rounds) await keepRound(stores, round);
});
afterAll(() => stores.close());

test("memory, stores and the plainest reading of a condition hold the same customers", async () => {
  let [cases, members] = [0, 0];
  for (const round of rounds) {
    const result = await compareRound(stores, round);
    expect(result.differences.slice(0, 3)).toEqual([]);
    cases += result.cases;
    members += result.members;
  }
  console.info(`${cases} cases, ${members} members`);
  expect(cases).toBeGreaterThanOrEqual(10_000);
  expect(members).toBeGreaterThan(cases / 50);
}, 120_000);

test("of customers with more numbers than are kept nobody guesses: memory, stores and the plainest reading tell nothing, until enough have left", async () => {
  const nowMs = Date.UTC(2026, 5, 15, 12);
  const brandId = 9;
  const customers = numberCustomers([98, 99, 100, 101, 499, 500, 501, 700].map((many) => buyer(many, nowMs)));
  const sum = { of: "properties.revenue", gte: 10 };
  const avg = { of: "properties.revenue", gt: 0 };
  const orders = { did: eventNames[0] };
  const since = { did: eventNames[1], time: "first" } as const;
  const scenes = [
    { a: { ...orders, sum, within: "30d" }, b: { ...orders, avg, within: "30d" } },
    { a: { not: { ...orders, sum: { of: sum.of, lt: 50 }, within: "1mo" } } },
    { a: { ...orders, sum, since }, b: { ...orders, avg, since, within: "30d" } },
    { a: { ...orders, max: sum, since }, b: { ...orders, min: sum, within: "30d" } },
  ].map((scene): Record<string, Condition> => ({ ...scene }));
  const computed: readonly Record<string, Condition>[] = [
    { a: { trait: "computed.ordersLately", gte: 500 }, b: { trait: "computed.ordersLately", is: 499 } },
    { a: { trait: "computed.spentLately", missing: true }, b: { trait: "computed.leastLately", is: 0.1 } },
    { a: { trait: "computed.firstLately", exists: true }, b: { trait: "computed.lastChannel", is: "web" } },
  ];
  const round = { brandId, nowMs, customers, scenes: [...scenes, ...computed] };
  await keepRound(stores, round);
  const told = await compareRound(stores, round);
  const later = await compareRound(stores, { ...round, nowMs: nowMs + 15 * 86_400_000 });

  expect([...told.differences, ...later.differences]).toEqual([]);
  expect([told.members, later.members].every((members) => members > 0)).toBe(true);
});

/** One who bought so often, evenly in the last 30 days, on three devices, after one look. */
function buyer(many: number, nowMs: number): RandomCustomer {
  const event = (name: string, daysAgo: number): NaiveEvent => ({
    name,
    channel: "web",
    occurredAt: nowMs - Math.round(daysAgo * 86_400_000),
    properties: { revenue: 0.1 },
    context: {},
  });
  const all = Array.from({ length: many }, (_, at) => event(eventNames[0], (at * 30) / many));
  const leaves = [0, 1, 2].map((part) => ({
    events: all.filter((_, at) => at % 3 === part),
    traits: {},
    consents: {},
  }));
  const looked = { events: [event(eventNames[1], 40)], traits: {}, consents: {} };
  return { leaves: [looked, ...leaves], shopper: null };
}

test("history filled up to a position and events observed after it are the same as all events observed", async () => {
  for (const { brandId, customers, scenes } of rounds) {
    const leaves = customers.flatMap((customer) => customer.leaves);
    for (const [at, segments] of scenes.entries()) {
      const program = programOf(segments);
      const upToPosition = 20 * at;
      const filled = new Map(await readFill(program, { brandId, upToPosition, afterLeafId: 0 }));

      for (const { leafId, events, positions } of leaves) {
        const later = events.filter((_, nth) => (positions[nth] ?? 0) > upToPosition);
        const joined = program.mergeSlots(observeAll(program, later), filled.get(leafId) ?? {});
        expect({ segments, joined }).toEqual({ segments, joined: observeAll(program, events) });
      }
    }
  }
});

test("a fill that was stopped goes on behind the leaf it had reached", async () => {
  const range = { brandId: 1, upToPosition: 1_000_000 };
  const program = programOf({ anyone: { did: "Order Completed" } });

  const all = await readFill(program, { ...range, afterLeafId: 0 });

  const [reached = 0] = all[3] ?? [];
  expect(await readFill(program, { ...range, afterLeafId: reached })).toEqual(all.slice(4));
});

async function readFill(
  program: SegmentProgram,
  range: FillRange,
): Promise<readonly (readonly [leafId: number, slots: Slots])[]> {
  const filled: [number, Slots][] = [];
  const slots = { program, slotKeys: [...program.slots.keys()] };
  for await (const chunk of fillSlots(stores.memory, slots, range)) {
    for (const leaf of chunk) filled.push([leaf.leafId, leaf.slots]);
  }
  return filled;
}
