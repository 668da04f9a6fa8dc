import type { Identifier } from "@attune/contract";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { emptyLeaf } from "../fold-leaf.ts";
import { type CustomerPage, type ListQuestion, listCustomers } from "../list-customers.ts";
import { searchTermsOf } from "../search-terms.ts";
import { createCustomerSearch } from "./search-profiles.ts";

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());
beforeEach(async () => {
  for (const table of ["sale", "store", "search_term", "identifier", "leaf", "profile"])
    await stores.database.query(`delete from ${table}`);
});

type Known = readonly [namespace: Identifier["namespace"], value: string];

/** A customer of one leaf, as the fold leaves it. */
async function keep(profileId: number, ...known: readonly Known[]): Promise<void> {
  const { database } = stores;
  const state = { leaves: { [profileId]: emptyLeaf }, segments: {} };
  await database.query("insert into profile (brand_id, profile_id, state) values (1, $1, $2)", [
    profileId,
    JSON.stringify(state),
  ]);
  await database.query(
    `insert into leaf (brand_id, leaf_id, profile_id, namespace, value, proof, position)
     values (1, $1, $1, $2, $3, 'secretKey', 1)`,
    [profileId, known[0]?.[0] ?? "anonymousId", known[0]?.[1] ?? `device-${profileId}`],
  );
  for (const [namespace, value] of known) {
    await database.query(
      `insert into identifier (brand_id, namespace, value, leaf_id, proof, position)
       values (1, $2, $3, $1, 'secretKey', 1)`,
      [profileId, namespace, value],
    );
  }
  const identifiers = known.map(([namespace, value]) => ({ namespace, value }));
  for (const term of searchTermsOf(state, identifiers))
    await database.query("insert into search_term (brand_id, term, profile_id) values (1, $1, $2)", [
      term,
      profileId,
    ]);
}

async function list(question: Partial<ListQuestion> = {}): Promise<CustomerPage> {
  const asked = { text: "", known: false, before: undefined, limit: 50, ...question };
  return listCustomers(createCustomerSearch(stores.database), 1, asked);
}

async function idsOf(question: Partial<ListQuestion> = {}): Promise<readonly number[]> {
  return (await list(question)).found.map(({ profileId }) => profileId);
}

test("known customers are those with a number, card, e-mail address or phone", async () => {
  await keep(1, ["userId", "12347"]);
  await keep(2, ["anonymousId", "d-2"]);
  await keep(3, ["anonymousId", "d-3"], ["email", "ann@example.com"]);
  await keep(4, ["external.shop", "s-4"]);
  await keep(5, ["card", "9827"]);
  await keep(6, ["phone", "+441632960123"]);

  expect(await idsOf({ known: true })).toEqual([6, 5, 3, 1]);
  expect(await idsOf()).toEqual([6, 5, 4, 3, 2, 1]);
  expect(await idsOf({ known: true, text: "s-4" })).toEqual([]);
  expect(await idsOf({ text: "s-4" })).toEqual([4]);
});

test("a device is found by its whole id only, also when anonymous visitors are left out", async () => {
  await keep(1, ["anonymousId", "6f1c2d1e-7b1a"]);

  expect(await idsOf({ text: "6f1c2d1e-7b1a", known: true })).toEqual([1]);
  expect(await idsOf({ text: "6f1c2d1e" })).toEqual([]);
});

test("who bears what was typed comes first, before newer ones whose number only begins like it", async () => {
  await keep(1, ["userId", "123"]);
  for (let id = 2; id <= 6; id += 1) await keep(id, ["userId", `123${id}`]);

  expect(await idsOf({ text: " 123 " })).toEqual([1, 6, 5, 4, 3, 2]);
  expect(await idsOf({ text: "Ann@Example.com" })).toEqual([]);
});

test.each([1, 2, 3, 6, 7])("pages of %i together hold everyone once, the exact one first", async (limit) => {
  await keep(1, ["userId", "1239"]);
  await keep(2, ["userId", "123"]);
  for (let id = 3; id <= 6; id += 1) await keep(id, ["userId", `123${id}`]);
  const seen: number[] = [];
  let before: number | undefined;
  do {
    const page = await list({ text: "123", before, limit });
    expect(page.found.length).toBeLessThanOrEqual(limit);
    seen.push(...page.found.map(({ profileId }) => profileId));
    before = page.next;
  } while (before !== undefined);

  expect(seen).toEqual([2, 6, 5, 4, 3, 1]);
});

test("profiles without a visible customer are not found by an identifier", async () => {
  await keep(1, ["userId", "u-1"]);
  await stores.database.query("update profile set hidden = true");

  expect(await idsOf({ text: "u-1" })).toEqual([]);
});

async function nearIds(text: string, known = false): Promise<readonly number[]> {
  return (await list({ text, known })).near.map(({ profileId }) => profileId);
}

test("who was meant is told although a name, an address, a number or a card was mistyped", async () => {
  await keep(1, ["email", "ada.fairweather@example.com"], ["phone", "+441632960123"], ["card", "982712345"]);
  await keep(2, ["userId", "montgomery"]);
  await keep(3, ["external.shop", "montgomery-2"]);

  expect(await nearIds("ada.fairwether@example.com")).toEqual([1]);
  expect(await nearIds("ada.fairweather@exmaple.com")).toEqual([1]);
  expect(await nearIds("+441632960132")).toEqual([1]);
  expect(await nearIds("982712346")).toEqual([1]);
  expect(await nearIds("montgmery")).toEqual([2, 3]);
  expect(await nearIds("montgmery", true)).toEqual([2]);
  expect(await nearIds("montgomrrey")).toEqual([2]);
  expect(await nearIds("xyz")).toEqual([]);
  expect(await nearIds("ada.fairwether@example.com montgmery")).toEqual([]);
});

test("nobody else is meant when what was typed is somebody's whole identifier", async () => {
  await keep(1, ["card", "982712345"]);
  await keep(2, ["card", "982712346"]);

  expect(await idsOf({ text: "982712345" })).toEqual([1]);
  expect(await nearIds("982712345")).toEqual([]);
});

test("a phone number is found as it is dialled at home and as it is written in groups", async () => {
  await keep(1, ["phone", "+441632960123"]);

  for (const text of ["01632960123", "01632 960-123", "1632960123", "+44 1632 960123"])
    expect(await idsOf({ text }), text).toEqual([1]);
});

test("an order or a receipt finds who bought, also without its store and with a slip in it", async () => {
  await keep(1, ["userId", "u-1"]);
  await keep(2, ["userId", "u-2"]);
  const { database } = stores;
  await database.query(
    "insert into store (brand_id, key, name, updated_at) values (1, 'leeds', 'Leeds', now())",
  );
  for (const [key, leaf] of [
    ["A581475", 1],
    ["leeds:77120", 2],
  ])
    await database.query(
      `insert into sale (brand_id, sale_key, leaf_id, state, status, placed_at, channel, currency, net_minor, merchandise_minor)
       values (1, $1, $2, '{}', 'completed', now(), 'store', 'GBP', 100, 100)`,
      [key, leaf],
    );

  expect(await idsOf({ text: "a581475" })).toEqual([1]);
  expect(await idsOf({ text: "77120" })).toEqual([2]);
  expect(await nearIds("A581457")).toEqual([1]);
  expect(await nearIds("77121")).toEqual([2]);
});
