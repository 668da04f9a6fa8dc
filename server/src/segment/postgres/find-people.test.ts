import { afterAll, beforeAll, expect, test } from "vitest";
import { calendarOf } from "../../kernel/calendar.ts";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { emptyLeaf, type LeafState } from "../../profile/index.ts";
import { emptyWorld } from "../brand-world.ts";
import type { PersonCondition } from "../operators/operator.ts";
import { idsIn } from "../profile-set.ts";
import { findPeople, fragmentsOf } from "./find-people.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

test("Postgres is asked only for rows that can answer differently from one of whom nothing is known", () => {
  expect(fragmentsOf({ trait: "address.country", is: "AU" })).toEqual(['"address.country":["AU"']);
  expect(fragmentsOf({ trait: 'say "hi"', notIn: ["a", 'b"'] })).toEqual([
    '"say \\"hi\\"":["a"',
    '"say \\"hi\\"":["b\\""',
  ]);
  expect(fragmentsOf({ trait: "city", startsWith: "San\n" })).toEqual(['"city":["San\\n']);
  expect(fragmentsOf({ trait: "age", is: 18 })).toEqual(['"age":[']);
  expect(fragmentsOf({ trait: "age", gte: 18 })).toEqual(['"age":[']);
  expect(fragmentsOf({ trait: "country", is: "AU", isNot: "NZ" })).toEqual(['"country":[']);
  expect(fragmentsOf({ consent: "email.marketing", is: "granted" })).toEqual([
    '"any.marketing":["granted"',
    '"email.marketing":["granted"',
  ]);
  expect(fragmentsOf({ consent: "any.marketing", is: "unknown" })).toEqual(['"any.marketing":[']);
});

test("of several leaves the newest statement counts, however the others are found", async () => {
  await keep(1, leaf({ country: ["AU", 1, "m", 1] }), leaf({ country: ["NZ", 2, "m", 1] }));
  await keep(2, leaf({ country: ["AU", 3, "m", 1] }), leaf({ country: ["NZ", 2, "m", 1] }));
  await keep(3, leaf({ country: [null, 9, "m", 1] }), leaf({ country: ["AU", 2, "m", 1] }));
  await keep(4, leaf({ city: ["AU", 9, "m", 1] }));

  expect(await find({ trait: "country", is: "AU" })).toEqual([2]);
  expect(await find({ trait: "country", isNot: "AU" })).toEqual([2]);
  expect(await find({ trait: "country", exists: true })).toEqual([1, 2]);
});

test("more customers than fit a page are all found", async () => {
  await stores.database.query(
    `insert into profile (brand_id, profile_id, state)
     select 1, i, '{"leaves":{"' || i || '":{"traits":{"big":["yes",1,"m",1]},"consents":{},"slots":{}}},"segments":{}}'
     from generate_series(1001, 2501) i`,
  );

  expect((await find({ trait: "big", is: "yes" })).length).toBe(1_501);
});

async function find(condition: PersonCondition): Promise<readonly number[]> {
  const question = { brandId: 1, nowMs: 0, calendar: calendarOf("UTC"), world: emptyWorld };
  const [found] = await findPeople(stores.database, question, [condition]);
  return found === undefined ? [] : [...idsIn(found.exceptions)];
}

function leaf(traits: LeafState["traits"]): LeafState {
  return { ...emptyLeaf, traits };
}

async function keep(profileId: number, ...leaves: readonly LeafState[]): Promise<void> {
  const state = {
    leaves: Object.fromEntries(leaves.map((one, at) => [100 * profileId + at, one])),
    segments: {},
  };
  await stores.database.query("insert into profile (brand_id, profile_id, state) values (1, $1, $2)", [
    profileId,
    JSON.stringify(state),
  ]);
}
