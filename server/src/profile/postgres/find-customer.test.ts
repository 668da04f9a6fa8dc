import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { findCustomers } from "./find-customer.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

async function keep(profileId: number, value: string): Promise<void> {
  const { database } = stores;
  await database.query("insert into profile (brand_id, profile_id, state) values (1, $1, $2)", [
    profileId,
    `{"leaves":{"${profileId}":{}},"segments":{}}`,
  ]);
  await database.query(
    `insert into leaf (brand_id, leaf_id, profile_id, namespace, value, proof, position)
     values (1, $1, $1, 'userId', $2, 'secretKey', 1)`,
    [profileId, value],
  );
  await database.query(
    `insert into identifier (brand_id, namespace, value, leaf_id, proof, position)
     values (1, 'userId', $2, $1, 'secretKey', 1)`,
    [profileId, value],
  );
}

test("of many identifiers looked up at once each finds its own customer, whatever characters are in the others", async () => {
  const odd = ["a", "b,c", '"d"', "{e}", "f\\", "g\u0001h", "i\nj", "null", "ü€😀", "' or true --"];
  for (const [at, value] of odd.entries()) await keep(at + 1, value);
  const asked = ["nobody", ...odd.toReversed(), "a", "NULL", ""];

  const found = await findCustomers(
    stores.database,
    1,
    asked.map((value) => ({ namespace: "userId", value })),
  );

  expect(found.map((one) => one?.profileId)).toEqual([
    undefined,
    ...odd.map((_, at) => odd.length - at),
    1,
    undefined,
    undefined,
  ]);
  expect(found[1]).toMatchObject({ leafId: 10, proof: "secretKey" });
  expect(found[1]?.text).toBe('{"leaves":{"10":{}},"segments":{}}');
});

test("an identifier of another namespace or brand finds nobody", async () => {
  await keep(100, "c-100");

  const elsewhere = await findCustomers(stores.database, 2, [{ namespace: "userId", value: "c-100" }]);
  const otherwise = await findCustomers(stores.database, 1, [{ namespace: "card", value: "c-100" }]);

  expect([...elsewhere, ...otherwise]).toEqual([undefined, undefined]);
});
