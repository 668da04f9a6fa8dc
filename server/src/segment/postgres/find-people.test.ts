import { afterAll, beforeAll, expect, test } from "vitest";
import { calendarOf } from "../../kernel/calendar.ts";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { emptyLeaf, type LeafState } from "../../profile/index.ts";
import { keepPortrait } from "../../profile/testing/keep-portrait.ts";
import { emptyWorld } from "../brand-world.ts";
import type { PersonCondition } from "../operators/operator.ts";
import { idsIn } from "../profile-set.ts";
import { findPeople } from "./find-people.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

test("of several leaves the newest statement counts, however the others are found", async () => {
  await keep(1, leaf({ country: ["AU", 1, "m", 1] }), leaf({ country: ["NZ", 2, "m", 1] }));
  await keep(2, leaf({ country: ["AU", 3, "m", 1] }), leaf({ country: ["NZ", 2, "m", 1] }));
  await keep(3, leaf({ country: [null, 9, "m", 1] }), leaf({ country: ["AU", 2, "m", 1] }));
  await keep(4, leaf({ city: ["AU", 9, "m", 1] }));

  expect(await find({ trait: "country", is: "AU" })).toEqual([2]);
  expect(await find({ trait: "country", isNot: "AU" })).toEqual([2]);
  expect(await find({ trait: "country", exists: true })).toEqual([1, 2]);
});

test("what cannot stand in a portrait is read in the profile's own row", async () => {
  const long = "x".repeat(5_000);
  await keep(11, leaf({ note: [`a\u0000b`, 1, "m", 1], tier: ["gold", 1, "m", 1] }));
  await keep(12, leaf({ note: [long, 1, "m", 1], "nam\ud800e": ["odd", 1, "m", 1] }));
  await keep(13, leaf({ note: ["short", 1, "m", 1] }));

  expect(await find({ trait: "note", contains: "\u0000" })).toEqual([11]);
  expect(await find({ trait: "note", startsWith: "xx" })).toEqual([12]);
  expect(await find({ trait: "note", exists: true })).toEqual([11, 12, 13]);
  expect(await find({ trait: "nam\ud800e", is: "odd" })).toEqual([12]);
  expect(await find({ trait: "tier", is: "gold" })).toEqual([11]);
  expect(await find({ trait: "tier", is: "gold", matches: "^go" })).toEqual([11]);
});

test("customers of whom no portrait has been made yet are found by their own rows, page by page", async () => {
  await stores.database.query(
    `insert into profile (brand_id, profile_id, state)
     select 1, i, '{"leaves":{"' || i || '":{"traits":{"big":["yes",1,"m",1]},"consents":{},"slots":{}}},"segments":{}}'
     from generate_series(1001, 2501) i`,
  );
  await stores.database.query(
    `insert into portrait (brand_id, profile_id, apart) select 1, i, '["*"]' from generate_series(1001, 2501) i`,
  );

  expect((await find({ trait: "big", is: "yes" })).length).toBe(1_501);
});

async function find(condition: PersonCondition): Promise<readonly number[]> {
  const question = { brandId: 1, nowMs: 0, calendar: calendarOf("UTC"), world: emptyWorld };
  const {
    found: [found],
  } = await findPeople(stores.database, question, [condition]);
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
  await keepPortrait(stores.database, 1, profileId, state);
}
