import { channels, consentStates, type Json, type JsonObject } from "@attune/contract";
import fc from "fast-check";
import { emptyLeaf, type LeafState } from "../../profile/index.ts";
import type { NaiveCustomer } from "./naive.ts";
import type { NaiveEvent } from "./naive-event.ts";
import { eventNames } from "./random-behaviour.ts";
import { dateTexts, numbers, texts } from "./random-comparison.ts";
import { consents, traits } from "./random-condition.ts";
import { naiveShopper, type RandomShopper, randomShopper } from "./random-loyalty.ts";
import { personPaths, randomPersonLeaf } from "./random-person.ts";

/** A customer as several leaves, each with events of its own and what it states; and what is computed of their shopping, if anything. */
export interface RandomCustomer {
  readonly leaves: readonly RandomLeaf[];
  readonly shopper: RandomShopper | null;
}

export interface RandomLeaf {
  readonly events: readonly NaiveEvent[];
  readonly traits: LeafState["traits"];
  readonly consents: LeafState["consents"];
  readonly lists?: readonly string[];
}

/** Numbers that no condition holds, but that events do. */
export const awkwardNumbers: readonly number[] = [
  -0,
  0.1 + 0.2,
  49.9999999996,
  50.00000000049,
  1e29,
  -1e30,
  5e-324,
  1.7976931348623157e308,
  4.9e-10,
  5e-10,
  -5e-10,
  2 ** 53 + 2,
  2 ** 64,
  -(2 ** 63),
];

const scalar: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Json>(...texts) },
  { weight: 4, arbitrary: fc.constantFrom<Json>(...numbers) },
  { weight: 2, arbitrary: fc.constantFrom<Json>(...awkwardNumbers) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  { weight: 1, arbitrary: fc.boolean() },
  { weight: 1, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.string({ unit: "grapheme", maxLength: 4 }).filter((text) => !text.includes("\u0000")),
  },
);
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 1, arbitrary: fc.array(scalar, { maxLength: 3 }) },
  { weight: 1, arbitrary: fc.constantFrom<Json>({}, { b: 1 }, [{ b: 1 }], [[1]], { b: { b: "AU" } }) },
);

const amount = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -200, max: 10_000 }).map((minor): Json => minor / 100) },
  { weight: 2, arbitrary: value },
);

const plain = { noNullPrototype: true } as const;
const optional = { requiredKeys: [], ...plain };
/** Some of them one and the same thing, some none at all. */
const productId = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom<Json>("p1", "p2", 5, "5") },
  { weight: 1, arbitrary: fc.constantFrom<Json>("", null, 1e30, "é", "x".repeat(101), true, -0.5, "-0.5") },
);
const textOrList = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Json>("AU", "au", "é", "50") },
  { weight: 1, arbitrary: value },
  { weight: 1, arbitrary: fc.array(fc.constantFrom<Json>("AU", "au", "zzz", 50, null), { maxLength: 3 }) },
);
const attributes = { category: textOrList, brand: textOrList, tags: textOrList, price: amount };
const product: fc.Arbitrary<Json> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record(
      { product_id: productId, sku: productId, a: value, fabric: textOrList, ...attributes },
      optional,
    ),
  },
  { weight: 1, arbitrary: value },
);

const properties: fc.Arbitrary<JsonObject> = fc.record(
  {
    revenue: amount,
    coupon: value,
    a: fc.oneof(
      value,
      amount.map((b): Json => ({ b })),
    ),
    tags: fc.array(scalar, { maxLength: 3 }),
    'x"y\\z é': value,
    date: fc.constantFrom<Json>(...dateTexts),
    product_id: productId,
    cart_id: fc.constantFrom<Json>("c1", "c2"),
    products: fc.oneof(
      { weight: 6, arbitrary: fc.array(product, { maxLength: 3 }) },
      { weight: 1, arbitrary: value },
    ),
    category: textOrList,
    fabric: textOrList,
    other: value,
  },
  optional,
);
/** What the catalogue said of a product; under "" of a category that was named without one. */
const word = fc.record(
  {
    ...attributes,
    attributes: fc.oneof(
      { weight: 6, arbitrary: fc.record({ fabric: textOrList, "fit é": textOrList }, optional) },
      { weight: 1, arbitrary: value },
    ),
  },
  optional,
);
const context: fc.Arbitrary<JsonObject> = fc.record(
  {
    campaign: fc.record({ source: value }, plain),
    catalogue: fc.oneof(
      { weight: 6, arbitrary: fc.dictionary(fc.constantFrom("p1", "5", "é", ""), word, plain) },
      { weight: 1, arbitrary: value },
    ),
  },
  optional,
);

const day = 86_400_000;
/** How long before now: at the edges of the windows in use, or anywhere. */
const ago = fc.oneof(
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 400 * day }) },
  { weight: 2, arbitrary: fc.integer({ min: 0, max: 2 * day }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 1_500 * day }) },
  {
    weight: 3,
    arbitrary: fc
      .tuple(
        fc.constantFrom(0, 1_000, 5_400_000, day, 7 * day, 28 * day, 30 * day, 31 * day, 89 * day, 365 * day),
        fc.constantFrom(-1, 0, 1, 2, 3_600_000),
      )
      .map(([edge, off]) => Math.max(0, edge + off)),
  },
);

function randomEvent(nowMs: number): fc.Arbitrary<NaiveEvent> {
  return fc.record(
    {
      name: fc.oneof(
        { weight: 3, arbitrary: fc.constant(eventNames[0]) },
        { weight: 2, arbitrary: fc.constant(eventNames[1]) },
        { weight: 1, arbitrary: fc.constantFrom(...eventNames, "Other") },
      ),
      channel: fc.constantFrom(...channels),
      occurredAt: ago.map((ms) => nowMs - ms),
      properties,
      context,
    },
    { noNullPrototype: true },
  );
}

function randomLeaf(nowMs: number): fc.Arbitrary<RandomLeaf> {
  const at = fc.integer({ min: 1, max: 5 }).map((step) => nowMs - step * day);
  const id = fc.constantFrom("m1", "m2", "m3");
  const said = fc.record(
    {
      events: fc.array(randomEvent(nowMs), { maxLength: 10 }),
      traits: fc.dictionary(fc.constantFrom(...traits), fc.tuple(value, at, id, fc.constant(1)), {
        noNullPrototype: true,
      }),
      consents: fc.dictionary(
        fc.constantFrom(...consents),
        fc.tuple(fc.constantFrom(...consentStates.filter((state) => state !== "unknown")), at, id),
        {
          noNullPrototype: true,
        },
      ),
    },
    { noNullPrototype: true },
  );
  return fc.tuple(said, randomPersonLeaf(nowMs)).map(
    ([leaf, { traits: known, lists = [] }]): RandomLeaf => ({
      ...leaf,
      traits: { ...known, ...leaf.traits },
      lists,
    }),
  );
}

export function randomCustomer(nowMs: number): fc.Arbitrary<RandomCustomer> {
  return fc.record(
    {
      leaves: fc.array(randomLeaf(nowMs), { minLength: 1, maxLength: 3 }),
      shopper: fc.option(randomShopper(nowMs), { freq: 4 }),
    },
    { noNullPrototype: true },
  );
}

/** Moments around month ends, clock changes and anywhere. */
export const randomNow: fc.Arbitrary<number> = fc.oneof(
  fc.integer({ min: Date.UTC(2024, 0, 1), max: Date.UTC(2030, 0, 1) }),
  fc.constantFrom(
    Date.UTC(2026, 2, 29, 1, 30),
    Date.UTC(2026, 9, 25, 1, 15),
    Date.UTC(2028, 1, 29, 12),
    Date.UTC(2026, 2, 31, 23, 59, 59, 999),
    Date.UTC(2026, 4, 30),
  ),
);

/** The leaf's state, but for its slots. */
export function leafStateOf(leaf: RandomLeaf): LeafState {
  const { traits: told, consents: said, lists = [] } = leaf;
  return { ...emptyLeaf, events: leaf.events.length, traits: told, consents: said, lists };
}

/** All leaves as one plain customer, at any moment: the newest statement counts. */
export function naiveOf(
  customer: RandomCustomer,
  { profileId, timeZone }: { readonly profileId: number; readonly timeZone: string },
): (nowMs: number) => NaiveCustomer {
  const { leaves, shopper } = customer;
  const known: NaiveCustomer = {
    events: leaves.flatMap((leaf) => leaf.events),
    traits: statedBy(leaves),
    consents: Object.fromEntries(consents.map((key) => [key, consentOf(customer, key)])),
    profileId,
    lists: leaves.flatMap((leaf) => leaf.lists ?? []),
  };
  if (shopper === null) return () => known;
  const loyalty = naiveShopper(shopper, timeZone);
  return (nowMs) => ({ ...known, loyalty: loyalty(nowMs) });
}

function statedBy(leaves: readonly RandomLeaf[]): NaiveCustomer["traits"] {
  const stated: Record<string, Json> = {};
  for (const path of new Set([...traits, ...personPaths])) {
    const entries = leaves.flatMap((leaf) => (leaf.traits[path] === undefined ? [] : [leaf.traits[path]]));
    const [newest] = entries.toSorted(
      (a, b) => b[1] - a[1] || compare(b[2], a[2]) || compare(JSON.stringify(b[0]), JSON.stringify(a[0])),
    );
    if (newest !== undefined) stated[path] = newest[0];
  }
  return stated;
}

const strictness: readonly string[] = ["granted", "denied", "withdrawn"];
type Said = RandomLeaf["consents"][string];

/** govern's rule, over all leaves: what is said for the channel or topic beats what is said for all, but for a refusal of all that is not older. */
function consentOf(customer: RandomCustomer, key: string): NaiveCustomer["consents"][string] {
  const [channel = "", purpose = "", ...topic] = key.split(".");
  const newest = (name: string): Said | undefined =>
    customer.leaves
      .flatMap(({ consents: said }) => (said[name] === undefined ? [] : [said[name]]))
      .toSorted((a, b) => b[1] - a[1] || strictness.indexOf(b[0]) - strictness.indexOf(a[0]))[0];
  const onChannel = (matter: string): Said | undefined =>
    narrow(newest(`any.${matter}`), newest(`${channel}.${matter}`));
  const general = onChannel(purpose);
  const said = topic.length === 0 ? general : narrow(general, onChannel([purpose, ...topic].join(".")));
  return said?.[0] ?? "unknown";
}

function narrow(general: Said | undefined, specific: Said | undefined): Said | undefined {
  if (general === undefined || specific === undefined) return specific ?? general;
  return general[0] !== "granted" && general[1] >= specific[1] ? general : specific;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
