import type { Condition } from "@attune/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { calendarOf } from "../kernel/calendar.ts";
import { openTestStores, type TestStores } from "../platform/testing/stores.ts";
import { findDoers } from "./clickhouse/find-doers.ts";
import { memoryJson } from "./clickhouse/memory-json.ts";
import { findEveryone } from "./postgres/find-everyone.ts";
import { findPeople } from "./postgres/find-people.ts";
import { idsIn, type ProfileSet } from "./profile-set.ts";
import { type MemberSource, selectMembers } from "./select-members.ts";
import { judge, type NaiveEvent } from "./testing/naive.ts";
import { randomSegments } from "./testing/random-condition.ts";
import {
  leafStateOf,
  naiveOf,
  type RandomCustomer,
  randomCustomer,
  randomNow,
} from "./testing/random-history.ts";

const timeZone = "Europe/London";
const calendar = calendarOf(timeZone);
const rounds = 4;
const customersPerRound = 50;
const scenesPerRound = 10;

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

/** A customer in the stores: its first leaf gives its number. */
interface Stored extends RandomCustomer {
  readonly profileId: number;
  readonly visible: boolean;
}

test("the stores select exactly those whom a condition means", async () => {
  let cases = 0;
  let members = 0;
  for (let brandId = 1; brandId <= rounds; brandId += 1) {
    const seed = Number(process.env["ATTUNE_SEED"]) + brandId;
    const [nowMs = 0] = fc.sample(randomNow, { seed, numRuns: 1 });
    const customers = numbered(fc.sample(randomCustomer(nowMs), { seed, numRuns: customersPerRound }));
    await keep(brandId, customers);
    for (const [at, segments] of fc.sample(randomSegments, { seed, numRuns: scenesPerRound }).entries()) {
      for (const momentMs of [nowMs, nowMs + at * 7 * 86_400_000 + at]) {
        for (const condition of Object.values(segments)) {
          const found = await select(brandId, condition, momentMs, segments);
          const meant = customers
            .filter(({ visible }) => visible)
            .filter((customer) => judge(condition, naiveOf(customer), momentMs, { timeZone, segments }))
            .map(({ profileId }) => profileId);
          expect({ condition, momentMs, found: [...idsIn(found)] }).toEqual({
            condition,
            momentMs,
            found: meant,
          });
          cases += customers.length;
          members += meant.length;
        }
      }
    }
  }
  console.info(`${cases} cases, ${members} of them members`);
  expect(cases).toBeGreaterThanOrEqual(2_000);
}, 60_000);

function select(
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
  return selectMembers(condition, nowMs, source, (key) => segments[key] ?? { any: [] });
}

/** Every tenth is hidden, every fifteenth merged away. */
function numbered(customers: readonly RandomCustomer[]): readonly Stored[] {
  let leafId = 0;
  return customers.map((customer, at) => {
    const profileId = leafId + 1;
    leafId += customer.leaves.length;
    return { ...customer, profileId, visible: at % 10 !== 9 && at % 15 !== 14 };
  });
}

async function keep(brandId: number, customers: readonly Stored[]): Promise<void> {
  let position = 0;
  const events: string[] = [];
  const moves: string[] = [];
  for (const [at, { profileId, leaves, visible }] of customers.entries()) {
    leaves.forEach((leaf, nth) => {
      const leafId = profileId + nth;
      for (const event of leaf.events) events.push(eventLine(brandId, (position += 1), leafId, event));
      // A leaf that has moved to and fro: only the newest version counts.
      if (nth > 0)
        for (const version of [1, 3, 2])
          moves.push(
            JSON.stringify({
              brand_id: brandId,
              leaf_id: leafId,
              profile_id: version === 3 ? profileId : profileId + 1_000,
              version,
            }),
          );
    });
    const state = {
      leaves: Object.fromEntries(leaves.map((leaf, nth) => [profileId + nth, leafStateOf(leaf)])),
      segments: {},
    };
    await stores.database.query(
      "insert into profile (brand_id, profile_id, state, hidden, merged_into) values ($1, $2, $3, $4, $5)",
      [
        brandId,
        profileId,
        JSON.stringify(state),
        !visible && at % 10 === 9,
        !visible && at % 10 !== 9 ? 1 : null,
      ],
    );
  }
  await stores.memory.insertLines("event", events.join("\n"), `events-${brandId}`);
  await stores.memory.insertLines("leaf_profile", moves.join("\n"), `moves-${brandId}`);
}

function eventLine(brandId: number, position: number, leafId: number, event: NaiveEvent): string {
  return JSON.stringify({
    brand_id: brandId,
    position,
    leaf_id: leafId,
    occurred_at: event.occurredAt,
    received_at: event.occurredAt,
    type: "track",
    name: event.name,
    channel: event.channel,
    source_id: 1,
    simulated: false,
    properties: memoryJson(event.properties),
    context: memoryJson(event.context),
  });
}
