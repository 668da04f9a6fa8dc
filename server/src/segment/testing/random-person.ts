import type { Json } from "@attune/contract";
import fc from "fast-check";
import { emptyLeaf, type LeafState, type ProfileState } from "../../profile/index.ts";
import type { Point } from "../brand-world.ts";
import type { NaiveCustomer } from "./naive.ts";
import { naiveShopper, type RandomShopper, randomShopper, storeKeys } from "./random-loyalty.ts";
import { dates, listKeys } from "./random-person-condition.ts";

/** A customer of whom much is known and nothing has happened. */
export interface RandomPerson {
  readonly leaves: readonly Pick<LeafState, "traits" | "lists">[];
  readonly shopper: RandomShopper | null;
}

/** One of the keys has no place. */
export const places: ReadonlyMap<string, Point> = new Map([
  [storeKeys[0], { latitude: -33.86, longitude: 151.2 }],
  [storeKeys[1], { latitude: 41.97, longitude: -87.9 }],
]);

const values: Readonly<Record<string, readonly Json[]>> = {
  country: ["AU", "au", "GB", "us", "abcd", "line\nbreak", "", "é", 5, null],
  tags: [["vip", 1], ["AU", true, "é"], [], "vip", [0.3, null], [["vip"]], 0.3, 1, true],
  due: dates,
  born: dates,
  birthday: ["1990-12-25", "1992-02-29", "1980-11-23T00:00:00Z", "soon", "2001-03-28"],
  dateOfBirth: ["1991-07-01"],
  joinedAt: ["2020-11-22T23:30:00Z", "2024-02-29"],
  "address.country": ["AU", "GB", "FR", "Atlantis", "us"],
  "address.latitude": [-33.9, 41.9, 90, 91, "0", 10],
  "address.lat": [-33.9, 0],
  "address.longitude": [151.1, -88, 180, 181],
  "address.lng": [151.1],
  "work.lat": [51.5],
  "work.lon": [-0.1],
  "preferences.colour.likes": [["green", "red"], "green", []],
  "preferences.colour.dislikes": [["red"], null],
  "preferences.size.likes": [38, [38, 39]],
  "scores.churn": [0.3, 0.25, "high", 1],
};

export const personPaths: readonly string[] = Object.keys(values);

const day = 86_400_000;

/** What one leaf knows of a person. */
export function randomPersonLeaf(nowMs: number): fc.Arbitrary<Pick<LeafState, "traits" | "lists">> {
  const near = fc.integer({ min: -40, max: 40 }).map((days) => new Date(nowMs + days * day).toISOString());
  const at = fc.integer({ min: 1, max: 3 }).map((step) => nowMs - step * day);
  const id = fc.constantFrom("m1", "m2");
  const entry = (path: string): fc.Arbitrary<LeafState["traits"][string]> => {
    const known = fc.constantFrom<Json[]>(...(values[path] ?? []));
    const isDate = path === "due" || path === "born";
    const value = isDate
      ? fc.oneof<fc.Arbitrary<Json>[]>(
          known,
          near,
          near.map((text) => text.slice(0, 10)),
        )
      : known;
    return fc.tuple(value, at, id, fc.constant(1));
  };
  return fc.record(
    {
      traits: fc
        .tuple(...personPaths.map((path) => fc.option(entry(path).map((told) => [path, told] as const))))
        .map((told): LeafState["traits"] => Object.fromEntries(told.filter((one) => one !== null))),
      lists: fc.uniqueArray(fc.constantFrom(...listKeys), { maxLength: 2 }),
    },
    { requiredKeys: ["traits"], noNullPrototype: true },
  );
}

export function randomPerson(nowMs: number): fc.Arbitrary<RandomPerson> {
  return fc.record(
    {
      leaves: fc.array(randomPersonLeaf(nowMs), { minLength: 1, maxLength: 2 }),
      shopper: fc.option(randomShopper(nowMs), { freq: 5 }),
    },
    { noNullPrototype: true },
  );
}

export function stateOf({ leaves }: RandomPerson): ProfileState {
  const states = leaves.map((leaf, at) => [String(at + 1), { ...emptyLeaf, ...leaf }] as const);
  return { leaves: Object.fromEntries(states), segments: {} };
}

/** The newest statement counts, whatever the leaf. */
export function naivePerson(
  { leaves, shopper }: RandomPerson,
  profileId: number,
  timeZone: string,
): (nowMs: number) => NaiveCustomer {
  const traits: Record<string, Json> = {};
  for (const path of personPaths) {
    const told = leaves.flatMap((leaf) => (leaf.traits[path] === undefined ? [] : [leaf.traits[path]]));
    const [newest] = told.toSorted(
      (a, b) => b[1] - a[1] || order(b[2], a[2]) || order(JSON.stringify(b[0]), JSON.stringify(a[0])),
    );
    if (newest !== undefined && newest[0] !== null) traits[path] = newest[0];
  }
  const lists = leaves.flatMap((leaf) => leaf.lists ?? []);
  const known = { events: [], traits, consents: {}, profileId, lists };
  if (shopper === null) return () => known;
  const loyalty = naiveShopper(shopper, timeZone);
  return (nowMs) => ({ ...known, loyalty: loyalty(nowMs) });
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
