import type { Condition } from "@attune/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { calendarOf } from "../kernel/calendar.ts";
import { openTestStores, type TestStores } from "../platform/testing/stores.ts";
import type { Slots } from "../profile/index.ts";
import { type FillRange, fillSlots } from "./clickhouse/fill-slots.ts";
import { findDoers } from "./clickhouse/find-doers.ts";
import { findEveryone } from "./postgres/find-everyone.ts";
import { findPeople } from "./postgres/find-people.ts";
import { idsIn, type ProfileSet } from "./profile-set.ts";
import type { SegmentProgram } from "./segment-program.ts";
import { type MemberSource, selectMembers } from "./select-members.ts";
import { keepCustomers, numberCustomers, type StoredCustomer } from "./testing/keep-customers.ts";
import { judge } from "./testing/naive.ts";
import { observeAll, programOf, timeZone } from "./testing/program-of.ts";
import { randomSegments } from "./testing/random-condition.ts";
import { naiveOf, randomCustomer, randomNow } from "./testing/random-history.ts";

const calendar = calendarOf(timeZone);
const customersPerRound = 50;
const scenesPerRound = 10;
const seed = Number(process.env["ATTUNE_SEED"]);

/** Customers around one moment, in the stores under a brand of their own. */
interface Round {
  readonly brandId: number;
  readonly nowMs: number;
  readonly customers: readonly StoredCustomer[];
  readonly scenes: readonly Readonly<Record<string, Condition>>[];
}

let stores: TestStores;
let rounds: readonly Round[];
beforeAll(async () => {
  stores = await openTestStores();
  rounds = [1, 2, 3, 4].map(roundOf);
  for (const { brandId, customers } of rounds) await keepCustomers(stores, brandId, customers);
});
afterAll(() => stores.close());

function roundOf(brandId: number): Round {
  const options = { seed: seed + brandId };
  const [nowMs = 0] = fc.sample(randomNow, { ...options, numRuns: 1 });
  return {
    brandId,
    nowMs,
    customers: numberCustomers(fc.sample(randomCustomer(nowMs), { ...options, numRuns: customersPerRound })),
    scenes: fc.sample(randomSegments, { ...options, numRuns: scenesPerRound }),
  };
}

test("the stores select exactly those whom a condition means", async () => {
  let cases = 0;
  let members = 0;
  for (const { brandId, nowMs, customers, scenes } of rounds) {
    for (const [at, segments] of scenes.entries()) {
      for (const momentMs of [nowMs, nowMs + at * 7 * 86_400_000 + at]) {
        for (const condition of Object.values(segments)) {
          const found = [...idsIn(await select(brandId, condition, momentMs, segments))];
          const meant = customers
            .filter(({ hidden, merged }) => !hidden && !merged)
            .filter((customer) => judge(condition, naiveOf(customer), momentMs, { timeZone, segments }))
            .map(({ profileId }) => profileId);
          expect({ condition, momentMs, found }).toEqual({ condition, momentMs, found: meant });
          cases += customers.length;
          members += meant.length;
        }
      }
    }
  }
  console.info(`${cases} cases, ${members} members`);
  expect(cases).toBeGreaterThanOrEqual(2_000);
}, 60_000);

async function select(
  brandId: number,
  condition: Condition,
  nowMs: number,
  segments: Readonly<Record<string, Condition>>,
): Promise<ProfileSet> {
  const { database, memory } = stores;
  const source: MemberSource = {
    everyone: () => findEveryone(database, brandId),
    people: (conditions) => findPeople(database, brandId, conditions),
    doers: (did, momentMs) => findDoers(memory, brandId, did, momentMs, calendar),
  };
  const selected = await selectMembers(condition, nowMs, source, (key) => segments[key] ?? { any: [] });
  return selected.members;
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
