import type { Comparison, Condition, CountComparison, Scalar } from "@attune/contract";
import fc from "fast-check";

/** Few names and values, so that conditions and histories meet; awkward ones among them. */
export const eventNames = ["Order Completed", "Product Viewed", 'It\'s "odd" \\ é😀'] as const;
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
const paths = [
  "properties.revenue",
  "properties.coupon",
  "properties.a.b",
  "properties.tags",
  'properties.x"y\\z é',
  "context.campaign.source",
  "channel",
] as const;
export const traits = ["country", "loyalty.points", "tags", 'odd"\\é'] as const;
export const consents = [
  "email.marketing",
  "any.marketing",
  "email.marketing.news",
  "any.marketing.news",
  "web.analytics",
] as const;
const durations = ["1s", "90m", "24h", "7d", "30d", "4w", "1mo", "3mo", "12mo", "1y"] as const;

const scalar: fc.Arbitrary<Scalar> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Scalar>(...texts) },
  { weight: 4, arbitrary: fc.constantFrom<Scalar>(...numbers) },
  { weight: 1, arbitrary: fc.boolean() },
);
const ordered = fc.oneof(fc.constantFrom(...texts), fc.constantFrom(...numbers));
const someText = fc.constantFrom(...texts.filter((text) => text !== ""));
const part = fc.oneof<fc.Arbitrary<Scalar>[]>(someText, fc.constantFrom(...numbers), fc.boolean());
const list = fc.array(scalar, { minLength: 1, maxLength: 4 });

const comparison: fc.Arbitrary<Comparison> = fc.oneof(
  { weight: 3, arbitrary: scalar.map((is) => ({ is })) },
  { weight: 2, arbitrary: scalar.map((isNot) => ({ isNot })) },
  { weight: 2, arbitrary: list.map((values) => ({ in: values })) },
  { weight: 1, arbitrary: list.map((notIn) => ({ notIn })) },
  { weight: 2, arbitrary: ordered.map((gt) => ({ gt })) },
  { weight: 2, arbitrary: ordered.map((gte) => ({ gte })) },
  { weight: 2, arbitrary: ordered.map((lt) => ({ lt })) },
  { weight: 2, arbitrary: ordered.map((lte) => ({ lte })) },
  { weight: 1, arbitrary: fc.constant<Comparison>({ exists: true }) },
  { weight: 1, arbitrary: fc.constant<Comparison>({ missing: true }) },
  { weight: 2, arbitrary: part.map((contains) => ({ contains })) },
  { weight: 2, arbitrary: someText.map((startsWith) => ({ startsWith })) },
  { weight: 1, arbitrary: fc.tuple(ordered, ordered).map(([gte, lt]) => ({ gte, lt })) },
);

const where = fc.dictionary(fc.constantFrom(...paths), comparison, { maxKeys: 2, noNullPrototype: true });
const amount = (operand: fc.Arbitrary<number>): fc.Arbitrary<CountComparison> =>
  fc.oneof(
    ...(["gt", "gte", "lt", "lte", "eq"] as const).map((operator) =>
      operand.map((value) => ({ [operator]: value })),
    ),
    fc.tuple(operand, operand).map(([gte, lte]) => ({ gte, lte })),
  );

const did: fc.Arbitrary<Condition> = fc.record(
  {
    did: fc.constantFrom(...eventNames),
    where,
    count: amount(fc.integer({ min: 0, max: 4 })),
    sum: fc
      .tuple(fc.constantFrom("properties.revenue", "properties.a.b"), amount(fc.constantFrom(...numbers)))
      .map(([of, compared]) => ({ of, ...compared })),
    within: fc.constantFrom(...durations),
  },
  { requiredKeys: ["did"], noNullPrototype: true },
);

/** `segments` are keys that may be referred to. */
function randomCondition(segments: readonly string[]): fc.Arbitrary<Condition> {
  const leaf: fc.Arbitrary<Condition> = fc.oneof(
    { weight: 6, arbitrary: did },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...traits), comparison)
        .map(([trait, test]) => ({ trait, ...test })),
    },
    {
      weight: 1,
      arbitrary: fc.record(
        {
          consent: fc.constantFrom(...consents),
          is: fc.constantFrom("granted", "denied", "withdrawn", "unknown"),
        },
        { noNullPrototype: true },
      ),
    },
    {
      weight: segments.length > 0 ? 1 : 0,
      arbitrary: fc
        .constantFrom("", ...segments)
        .map((segment) => ({ segment: segment || (segments[0] ?? "") })),
    },
  );
  const { condition } = fc.letrec<{ condition: Condition; several: Condition[] }>((tie) => ({
    several: fc.array(tie("condition"), { minLength: 1, maxLength: 3 }),
    condition: fc.oneof(
      { maxDepth: 3, depthSize: "small" },
      { weight: 5, arbitrary: leaf },
      { weight: 1, arbitrary: tie("several").map((all) => ({ all })) },
      { weight: 1, arbitrary: tie("several").map((any) => ({ any })) },
      { weight: 1, arbitrary: tie("condition").map((not) => ({ not })) },
    ),
  }));
  return condition;
}

/** Conditions by key, each of which may refer to those before it. */
export const randomSegments: fc.Arbitrary<Readonly<Record<string, Condition>>> = fc
  .tuple(randomCondition([]), randomCondition(["s0"]), randomCondition(["s0", "s1"]))
  .map(([s0, s1, s2]) => ({ s0, s1, s2 }));
