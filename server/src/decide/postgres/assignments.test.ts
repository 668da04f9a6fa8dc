import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import type { Assignments } from "../assignments.ts";
import type { FreshVariant } from "../variants.ts";
import { createAssignments } from "./assignments.ts";

let stores: TestStores;
let assignments: Assignments;
beforeAll(async () => {
  stores = await openTestStores();
  assignments = createAssignments(stores.database);
});
afterAll(() => stores.close());
beforeEach(() => stores.database.query("truncate assignment"));

const tea = (variant: string, more: Partial<FreshVariant> = {}): FreshVariant => ({
  experience: "tea",
  salt: "tea",
  variant,
  version: 3,
  propensity: 0.25,
  offered: ["a", "b"],
  ...more,
});

const variantsOf = async (...leafIds: readonly number[]): Promise<readonly string[]> =>
  (await assignments.kept(1, leafIds)).map(({ variant }) => variant);

test("what was dealt is told as it was kept, of a customer's oldest leaf first, and of no other brand's", async () => {
  await assignments.keep(1, 5, [tea("a")]);
  await assignments.keep(1, 2, [tea("b")]);

  const { offered: _offered, ...kept } = tea("a");
  expect(await assignments.kept(1, [5])).toEqual([kept]);
  expect(await variantsOf(5, 2)).toEqual(["b", "a"]);
  expect(await variantsOf(9)).toEqual([]);
  expect(await assignments.kept(2, [5])).toEqual([]);
});

test("of a hundred calls at once by two copies of the program the first stays, whatever the others dealt", async () => {
  const copy = createAssignments(stores.database);
  const calls = Array.from({ length: 100 }, async (_, at) => {
    const used = at % 2 === 0 ? assignments : copy;
    await used.keep(1, 7, [tea(at % 3 === 0 ? "a" : "b")]);
    return (await used.kept(1, [7]))[0]?.variant;
  });

  expect(new Set(await Promise.all(calls)).size).toBe(1);
});

test("a variant that is not offered any more gives way; one that is stays; another salt is another test", async () => {
  await assignments.keep(1, 1, [tea("a")]);
  await assignments.keep(1, 1, [tea("b")]);
  expect(await variantsOf(1)).toEqual(["a"]);

  await assignments.keep(1, 1, [tea("c", { offered: ["b", "c"], version: 4 })]);
  expect(await assignments.kept(1, [1])).toMatchObject([{ variant: "c", version: 4 }]);

  await assignments.keep(1, 1, [tea("b", { salt: "anew" })]);
  expect(await variantsOf(1)).toEqual(["b", "c"]);
});
