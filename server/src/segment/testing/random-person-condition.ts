import {
  type Condition,
  dimensionBands,
  dimensionNames,
  lifecycleStages,
  type NumericComparison,
  type OccasionCondition,
  rfmGroups,
  subStages,
  type TraitComparison,
} from "@attune/contract";
import fc from "fast-check";
import { storeKeys } from "./random-loyalty.ts";

/** Conditions on what is known of a customer. Few names and values, so that they meet people. */
const personTraits = ["country", "tags", "due", "born"] as const;
export const dates = [
  "2026-03-29",
  "2026-10-25",
  "2028-02-29",
  "2027-02-28",
  "2026-11-22",
  "2026-03-29T01:30:00Z",
  "2026-10-25T00:59:59.999Z",
  "2026-11-22 23:30:00+02:00",
  "2026-11-22T00:00:00Z",
  "2026-11-22T00:00Z",
  "1990-02-29",
  "1992-02-29",
  "1992-12-25T00:00:00.000Z",
  "1899-01-01",
  "2026-02-30",
  "2026-11-22T10:00:00",
  "2026-11-22T24:00:00Z",
] as const;
const someDate = fc.constantFrom(...dates.filter((_, at) => at < 10));
const someDay = fc.constantFrom(...dates.filter((_, at) => at < 5));
export const listKeys = ["vip-evening", "press"] as const;
const patterns = [
  "A",
  "(?i)^au$",
  "^.{2,3}$",
  "b+$",
  "[^a-z]",
  "(a|ab)(c|bcd)?$",
  "\\s",
  "^\\S+$",
  "line.break",
  "é|ß",
  "^$",
] as const;
const texts = ["AU", "au", "abcd", "line\nbreak", "é", "a b", ""] as const;
const scalar = fc.constantFrom<(string | number | boolean)[]>("AU", "vip", 1, 0.3, true, "é");
const some = fc.array(scalar, { minLength: 1, maxLength: 3 });
const spans = fc.constantFrom("1s", "36h", "1d", "30d", "2w", "1mo", "3mo", "1y");
const days = fc.constantFrom("1d", "7d", "2w", "30d", "366d");

const personComparison: fc.Arbitrary<TraitComparison> = fc.oneof(
  fc
    .constantFrom(...texts)
    .map((endsWith): TraitComparison => (endsWith === "" ? { exists: true } : { endsWith })),
  scalar.map((notContains) => ({ notContains })),
  fc.constantFrom(...patterns).map((matches) => ({ matches })),
  some.map((hasAny) => ({ hasAny })),
  some.map((hasAll) => ({ hasAll })),
  some.map((hasNone) => ({ hasNone })),
  fc.constantFrom<TraitComparison[]>(
    { between: [0, 1] },
    { between: [0.3, 0.3] },
    { between: ["A", "b"] },
    { between: ["", "é"] },
  ),
  someDate.map((before) => ({ before })),
  someDate.map((after) => ({ after })),
  fc.oneof(someDay, fc.constantFrom("yesterday", "today", "tomorrow")).map((onDayOf) => ({ onDayOf })),
  spans.map((withinLast) => ({ withinLast })),
  spans.map((withinNext) => ({ withinNext })),
  days.map((anniversaryWithin) => ({ anniversaryWithin })),
  fc.tuple(someDate, spans).map(([after, withinLast]) => ({ after, withinLast })),
);

const number = fc.constantFrom(0, 1, 2, 0.25, 0.333333333, 0.3, 30, 50_000, -1_200);
const numeric: fc.Arbitrary<NumericComparison> = fc.oneof(
  ...(["is", "isNot", "gt", "gte", "lt", "lte"] as const).map((operator) =>
    number.map((value) => ({ [operator]: value })),
  ),
  fc.constantFrom<NumericComparison[]>(
    { exists: true },
    { missing: true },
    { between: [0, 1] },
    { gte: 1, lt: 30 },
  ),
);

const occasions: readonly OccasionCondition[] = [
  { occasion: "birthday" },
  { occasion: "joiningDay" },
  { occasion: "christmas" },
  { occasion: "easter" },
  { occasion: "goodFriday", region: "DE" },
  { occasion: "blackFriday" },
  { occasion: "cyberMonday" },
  { occasion: "newYearsEve" },
  { occasion: "mothersDay" },
  { occasion: "mothersDay", region: "GB" },
  { occasion: "mothersDay", region: "US" },
  { occasion: "mothersDay", region: "FR" },
  { occasion: "fathersDay", region: "DE" },
  { occasion: "fathersDay", region: "SE" },
  { occasion: "thanksgiving", region: "US" },
  { occasion: "thanksgiving", region: "CA" },
  { occasion: "nationalDay", region: "FR" },
  { occasion: "winter" },
  { occasion: "summer", region: "AU" },
  { occasion: "spring", region: "GB" },
];
const occasion = fc
  .tuple(fc.constantFrom(...occasions), fc.option(days), fc.option(days))
  .map(([named, before, after]) => ({
    ...named,
    ...(before === null || before === "366d" ? {} : { before }),
    ...(after === null || after === "366d" ? {} : { after }),
  }));

const stage = fc.constantFrom(...lifecycleStages).chain((name) =>
  fc.record(
    {
      stage: fc.constant(name),
      sub: fc.constantFrom<string[]>(...subStages[name]),
      enteredWithin: spans,
      forAtLeast: spans,
      atRisk: fc.boolean(),
      returned: fc.boolean(),
    },
    { requiredKeys: ["stage"], noNullPrototype: true },
  ),
);
const rfm = fc
  .record(
    {
      group: fc.uniqueArray(fc.constantFrom(...rfmGroups), { minLength: 1, maxLength: 3 }),
      r: numeric,
      f: numeric,
      m: numeric,
    },
    { requiredKeys: [], noNullPrototype: true },
  )
  .map((asked) => ({ rfm: Object.keys(asked).length === 0 ? { r: { gte: 3 } } : asked }));
const band = fc.constantFrom(...dimensionNames).chain((name) =>
  fc
    .uniqueArray(fc.constantFrom(...dimensionBands[name].map(([code]) => code)), {
      minLength: 1,
      maxLength: 3,
    })
    .map((codes) => ({ band: name, in: codes })),
);
const store = fc.constantFrom(...storeKeys);
const share = fc.constantFrom(0.1, 0.25, 0.5, 0.9, 1);

export const loyaltyCondition: fc.Arbitrary<Condition> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .tuple(fc.constantFrom(...dimensionNames), numeric)
      .map(([dimension, test]) => ({ dimension, ...test })),
  },
  { weight: 1, arbitrary: band },
  { weight: 1, arbitrary: rfm },
  { weight: 2, arbitrary: stage },
  { weight: 1, arbitrary: store.map((regularStore) => ({ regularStore })) },
  { weight: 1, arbitrary: store.map((joinedStore) => ({ joinedStore })) },
  { weight: 1, arbitrary: store.map((catchment) => ({ catchment })) },
);

export const personCondition: fc.Arbitrary<Condition> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(fc.constantFrom(...personTraits), personComparison)
      .map(([trait, test]) => ({ trait, ...test })),
  },
  { weight: 1, arbitrary: fc.constantFrom(...listKeys).map((list) => ({ list })) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom("spring", "é"), share).map(([bucket, until]) => ({ bucket, until })),
  },
  { weight: 1, arbitrary: fc.constant({ bucket: "spring", from: 0.25, until: 0.75 }) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Condition[]>(
      { preference: "colour", likes: "green" },
      { preference: "colour", dislikes: "red" },
      { preference: "colour", likes: "green", stated: true },
      { preference: "colour", stated: false },
      { preference: "size", likes: 38 },
    ),
  },
  { weight: 3, arbitrary: occasion },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        fc.oneof(
          store.map((key) => ({ store: key })),
          fc.constantFrom({ latitude: -33.8688, longitude: 151.2093 }, { latitude: 90, longitude: 0 }),
        ),
        fc.constantFrom(1, 50, 5_000, 20_000),
        fc.option(fc.constantFrom("address", "work")),
      )
      .map(([near, km, of]) => ({ near, km, ...(of === null ? {} : { of }) })),
  },
  { weight: 1, arbitrary: numeric.map((test) => ({ score: "churn", ...test })) },
);
