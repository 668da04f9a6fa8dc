import type { Condition } from "@attune/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../platform/testing/stores.ts";
import { keepPortrait } from "../profile/testing/keep-portrait.ts";
import { idsIn } from "./profile-set.ts";
import { selectMembers } from "./select-members.ts";
import { keepShopper } from "./testing/keep-shopper.ts";
import { memberSourceOf } from "./testing/member-source.ts";
import { naiveAnswers, randomPeopleSegments } from "./testing/people-scene.ts";
import { timeZone, world } from "./testing/program-of.ts";
import { randomNow } from "./testing/random-history.ts";
import { loyaltyOf } from "./testing/random-loyalty.ts";
import { type RandomPerson, randomPerson, stateOf } from "./testing/random-person.ts";

const seed = Number(process.env["ATTUNE_SEED"]);

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

test("the stores select exactly those customers whom a condition on people means", async () => {
  let cases = 0;
  let members = 0;
  for (const brandId of [1, 2, 3]) {
    const options = { seed: seed + brandId };
    const [nowMs = 0] = fc.sample(randomNow, { ...options, numRuns: 1 });
    const people = fc.sample(randomPerson(nowMs), { ...options, numRuns: 60 });
    for (const [at, person] of people.entries()) await keepPerson(brandId, at + 1, person, nowMs);
    const source = memberSourceOf(stores, brandId, { timeZone, world, loyaltyOf: computedFor(people) });
    for (const segments of fc.sample(randomPeopleSegments, { ...options, numRuns: 25 })) {
      const conditionOf = (key: string): Condition => segments[key] ?? { any: [] };
      const meant = people.map((person, at) => naiveAnswers(segments, person, at + 1, nowMs));
      for (const [which, condition] of Object.values(segments).entries()) {
        const selected = await selectMembers(condition, nowMs, source, conditionOf, world);
        const ids = [...meant.keys()].filter((at) => meant[at]?.[which] === true).map((at) => at + 1);
        expect({ condition, nowMs, found: [...idsIn(selected.members)] }).toEqual({
          condition,
          nowMs,
          found: ids,
        });
        cases += people.length;
        members += ids.length;
      }
    }
  }
  console.info(`${cases} cases, ${members} members`);
}, 60_000);

function computedFor(people: readonly RandomPerson[]): (profileId: number) => ReturnType<typeof loyaltyOf> {
  return (profileId) => {
    const shopper = people[profileId - 1]?.shopper;
    if (shopper === undefined || shopper === null) throw new Error("Nobody computed this.");
    return loyaltyOf(shopper, timeZone);
  };
}

async function keepPerson(
  brandId: number,
  profileId: number,
  person: RandomPerson,
  nowMs: number,
): Promise<void> {
  await stores.database.query("insert into profile (brand_id, profile_id, state) values ($1, $2, $3)", [
    brandId,
    profileId,
    JSON.stringify(stateOf(person)),
  ]);
  await keepPortrait(stores.database, brandId, profileId, stateOf(person));
  if (person.shopper !== null)
    await keepShopper(stores.database, { brandId, profileId, nowMs }, person.shopper);
}
