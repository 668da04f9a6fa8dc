import {
  type ComputedTraitBody,
  type Condition,
  computedTraitOf,
  computedTypes,
  type TraitComparison,
} from "@attune/contract";
import fc from "fast-check";
import { eventNames } from "./random-behaviour.ts";
import { numbers } from "./random-comparison.ts";

const did = eventNames[0];
const looked = eventNames[1];
const revenue = "properties.revenue";

/** Every measure, of all history, in a window and between dates. */
export const computedTraits: Readonly<Record<string, ComputedTraitBody>> = {
  orders: { name: "Orders", did, measure: "count" },
  ordersLately: { name: "Orders lately", did, measure: "count", within: "30d" },
  ordersOnWeb: {
    name: "On the web",
    did,
    measure: "count",
    where: { channel: { is: "web" } },
    within: "3mo",
  },
  ordersThen: { name: "Then", did, measure: "count", between: { from: "2025-06-01", until: "2027-01-01" } },
  kinds: { name: "Products", did: looked, measure: "distinct", of: "product_id" },
  kindsLately: {
    name: "Products lately",
    did: looked,
    measure: "distinct",
    of: "product.brand",
    within: "4w",
  },
  spent: { name: "Spent", did, measure: "sum", of: revenue },
  spentLately: { name: "Spent lately", did, measure: "sum", of: revenue, within: "30d" },
  basket: { name: "Basket", did, measure: "avg", of: revenue },
  basketLately: { name: "Basket lately", did, measure: "avg", of: revenue, within: "12mo" },
  least: { name: "Least", did, measure: "min", of: revenue },
  leastLately: { name: "Least lately", did, measure: "min", of: revenue, within: "30d" },
  most: { name: "Most", did, measure: "max", of: "properties.a.b" },
  mostLately: { name: "Most lately", did, measure: "max", of: revenue, within: "7d" },
  since: { name: "Customer since", did, measure: "firstTime" },
  firstLately: { name: "First lately", did, measure: "firstTime", within: "1y" },
  seen: { name: "Last seen", did: looked, measure: "lastTime" },
  lastLately: { name: "Last lately", did, measure: "lastTime", within: "30d" },
  firstBrand: { name: "First brand", did, measure: "first", of: "product.brand" },
  firstLook: { name: "First look", did: looked, measure: "first", of: "product_id", within: "3mo" },
  lastChannel: { name: "Last channel", did, measure: "last", of: "channel" },
  lastLook: { name: "Last look", did: looked, measure: "last", of: "product_id", within: "30d" },
  favourite: { name: "Favourite", did, measure: "mostFrequent", of: "product_id" },
  favouriteLately: {
    name: "Lately",
    did: looked,
    measure: "mostFrequent",
    of: "product.category",
    within: "1y",
  },
};

/** As the program knows them. */
export const computedWorld: ReadonlyMap<string, { readonly id: number; readonly body: ComputedTraitBody }> =
  new Map(Object.entries(computedTraits).map(([key, body], at) => [key, { id: 1_000 + at, body }]));

const number = fc.oneof(fc.constantFrom(...numbers), fc.integer({ min: 0, max: 5 }));
const ofNumbers: fc.Arbitrary<TraitComparison> = fc.oneof(
  ...(["is", "isNot", "gt", "gte", "lt", "lte"] as const).map((operator) =>
    number.map((value) => ({ [operator]: value })),
  ),
  fc.array(number, { minLength: 1, maxLength: 3 }).map((all) => ({ in: all })),
  fc.array(number, { minLength: 1, maxLength: 3 }).map((all) => ({ notIn: all })),
  fc.tuple(number, number).map(([a, b]): TraitComparison => ({ between: [Math.min(a, b), Math.max(a, b)] })),
  fc.constantFrom<TraitComparison[]>({ exists: true }, { missing: true }, { gte: 1, lt: 3 }),
);
const date = fc.constantFrom("2025-06-01", "2026-03-29", "2027-01-01", "2026-03-29T00:30:00Z");
const span = fc.constantFrom("90m", "24h", "30d", "3mo", "1y");
const ofTimes: fc.Arbitrary<TraitComparison> = fc.oneof(
  date.map((before) => ({ before })),
  date.map((after) => ({ after })),
  span.map((withinLast) => ({ withinLast })),
  fc.tuple(span, date).map(([withinLast, after]) => ({ withinLast, after })),
  fc.constantFrom("today", "yesterday", "2026-03-29").map((onDayOf) => ({ onDayOf })),
  fc.constantFrom("1d", "30d", "366d").map((anniversaryWithin) => ({ anniversaryWithin })),
  fc.constantFrom<TraitComparison[]>({ exists: true }, { missing: true }, { withinNext: "7d" }),
);
const text = fc.constantFrom("p1", "p2", "sku-1", "web", "store", "17", "é", "Acme");
const ofTexts: fc.Arbitrary<TraitComparison> = fc.oneof(
  text.map((is) => ({ is })),
  text.map((isNot) => ({ isNot })),
  fc.array(text, { minLength: 1, maxLength: 3 }).map((all) => ({ in: all })),
  fc.array(text, { minLength: 1, maxLength: 3 }).map((all) => ({ notIn: all })),
  fc.constantFrom<TraitComparison[]>(
    { exists: true },
    { missing: true },
    { contains: "e" },
    { startsWith: "p" },
  ),
);
const byType = { number: ofNumbers, time: ofTimes, text: ofTexts } as const;

export const computedCondition: fc.Arbitrary<Condition> = fc
  .constantFrom(...Object.entries(computedTraits))
  .chain(([key, { measure }]) =>
    byType[computedTypes[measure]].map((comparison) => ({ trait: computedTraitOf(key), ...comparison })),
  );
