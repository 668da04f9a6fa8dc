import { type Comparison, channels, type Scalar } from "@attune/contract";
import fc from "fast-check";

/** Few values, so that conditions and histories meet; awkward ones among them. */
export const texts = [
  "",
  "AU",
  "au",
  "A",
  "50",
  "0",
  "true",
  "null",
  "é",
  "e\u0301",
  "\uFFFD",
  "😀",
  "it's",
  'a"b\\c/d',
  "line\nbreak\ttab\r",
  "%_",
  "{x:String}",
  "ÄÖ",
  "zzz",
] as const;
export const numbers = [
  0, 1, 2, 50, -50, 49.99, 50.01, 0.1, 0.3, 1e-9, 123456789.12345679, 1e21, -1e20, 12345678901234567000, 1e15,
] as const;
/** Text that is, or nearly is, a date. */
export const dateTexts = [
  "2026-03-28",
  "2026-03-29",
  "2026-03-29T00:30:00Z",
  "2026-03-28T23:59:59.9994Z",
  "2026-03-29T01:00:00+01:00",
  "2026-10-25T01:30",
  "2028-02-29",
  "2027-02-29",
  "2026-3-1",
] as const;
const patterns = ["^A", "(?i)^au$", "[0-9]+", "é|ÄÖ", "^.{2,3}$", "b$"] as const;

const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Scalar>(...texts) },
  { weight: 4, arbitrary: fc.constantFrom<Scalar>(...numbers) },
  { weight: 1, arbitrary: fc.boolean() },
);
const ordered = fc.oneof(fc.constantFrom(...texts), fc.constantFrom(...numbers));
const someText = fc.constantFrom(...texts.filter((text) => text !== ""));
const part = fc.oneof<fc.Arbitrary<Scalar>[]>(someText, fc.constantFrom(...numbers), fc.boolean());
const list = fc.array(scalar, { minLength: 1, maxLength: 4 });
const date = fc.constantFrom("2026-03-29", "2026-03-28T23:59:59.999Z", "2026-03-29T00:30:00Z", "2028-02-29");
const day = fc.constantFrom("2026-03-29", "2026-03-28", "2028-02-29");
const between: fc.Arbitrary<Comparison> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...numbers), fc.constantFrom(...numbers))
    .map(([a, b]): Comparison => ({ between: [Math.min(a, b), Math.max(a, b)] })),
  fc.constantFrom<Comparison>({ between: ["A", "zzz"] }, { between: ["50", "é"] }),
);

/** Every comparison that does not need to know what time it is. */
export const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  { weight: 4, arbitrary: scalar.map((is) => ({ is })) },
  { weight: 3, arbitrary: scalar.map((isNot) => ({ isNot })) },
  { weight: 3, arbitrary: list.map((values) => ({ in: values })) },
  { weight: 2, arbitrary: list.map((notIn) => ({ notIn })) },
  { weight: 2, arbitrary: ordered.map((gt) => ({ gt })) },
  { weight: 2, arbitrary: ordered.map((gte) => ({ gte })) },
  { weight: 2, arbitrary: ordered.map((lt) => ({ lt })) },
  { weight: 2, arbitrary: ordered.map((lte) => ({ lte })) },
  { weight: 2, arbitrary: between },
  { weight: 2, arbitrary: fc.constant<Comparison>({ exists: true }) },
  { weight: 1, arbitrary: fc.constant<Comparison>({ missing: true }) },
  { weight: 2, arbitrary: part.map((contains) => ({ contains })) },
  { weight: 2, arbitrary: part.map((notContains) => ({ notContains })) },
  { weight: 2, arbitrary: someText.map((startsWith) => ({ startsWith })) },
  { weight: 1, arbitrary: someText.map((endsWith) => ({ endsWith })) },
  { weight: 1, arbitrary: fc.constantFrom(...patterns).map((matches) => ({ matches })) },
  { weight: 1, arbitrary: list.map((hasAny) => ({ hasAny })) },
  { weight: 1, arbitrary: fc.array(scalar, { minLength: 1, maxLength: 2 }).map((hasAll) => ({ hasAll })) },
  { weight: 1, arbitrary: list.map((hasNone) => ({ hasNone })) },
  { weight: 1, arbitrary: date.map((before) => ({ before })) },
  { weight: 1, arbitrary: date.map((after) => ({ after })) },
  { weight: 1, arbitrary: day.map((onDayOf) => ({ onDayOf })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(ordered, ordered)
      .filter(([gte, lt]) => typeof gte === typeof lt)
      .map(([gte, lt]) => ({ gte, lt })),
  },
  { weight: 1, arbitrary: fc.tuple(part, scalar).map(([contains, isNot]) => ({ contains, isNot })) },
);

const someChannels = fc.array(fc.constantFrom(...channels), { minLength: 1, maxLength: 3 });
/** Of the channel, whose values are known. */
export const channelComparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.constantFrom(...channels).map((is) => ({ is })),
  fc.constantFrom(...channels).map((isNot) => ({ isNot })),
  someChannels.map((values) => ({ in: values })),
  someChannels.map((notIn) => ({ notIn })),
  fc.constantFrom<Comparison>(
    { contains: "e" },
    { startsWith: "s" },
    { endsWith: "p" },
    { matches: "^.{3}$" },
  ),
  fc.constantFrom<Comparison>({ exists: true }, { missing: true }, { gt: "m" }, { between: ["a", "phone"] }),
);
