import { type Condition, parseCondition } from "@attune/contract";
import fc from "fast-check";
import { behaviour } from "./random-behaviour.ts";
import { comparison } from "./random-comparison.ts";
import { computedCondition } from "./random-computed.ts";
import { loyaltyCondition, personCondition } from "./random-person-condition.ts";

export const traits = ["country", "loyalty.points", "tags", 'odd"\\é'] as const;
export const consents = [
  "email.marketing",
  "any.marketing",
  "email.marketing.news",
  "any.marketing.news",
  "web.analytics",
] as const;
/** `segments` are keys that may be referred to. */
function randomCondition(segments: readonly string[]): fc.Arbitrary<Condition> {
  const leaf: fc.Arbitrary<Condition> = fc.oneof(
    { weight: 6, arbitrary: behaviour },
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
    { weight: 2, arbitrary: computedCondition },
    { weight: 3, arbitrary: personCondition },
    { weight: 3, arbitrary: loyaltyCondition },
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
  return condition.filter(isKeepable);
}

/** Several large ones in one would have customers' rows keep more than is let in. */
function isKeepable(condition: Condition): boolean {
  const { faults = [] } = parseCondition(condition);
  return faults.every(({ message }) => !message.includes("have to be kept of each customer"));
}

/** A waterfall of the first three. */
export const schemes = { value: ["s0", "s1", "s2"] } as const;

/** Conditions by key, each of which may refer to those before it; the last may ask for a place in the scheme of them. */
export const randomSegments: fc.Arbitrary<Readonly<Record<string, Condition>>> = fc
  .tuple(
    randomCondition([]),
    randomCondition(["s0"]),
    randomCondition(["s0", "s1"]),
    fc.oneof(
      randomCondition(schemes.value),
      fc
        .tuple(fc.constantFrom(...schemes.value), randomCondition(schemes.value))
        .map(([is, other]): Condition => ({ all: [{ scheme: "value", is }, other] })),
      fc
        .tuple(fc.constantFrom(...schemes.value), randomCondition(schemes.value))
        .map(([is, other]): Condition => ({ any: [{ not: { scheme: "value", is } }, other] })),
    ),
  )
  .map(([s0, s1, s2, s3]) => ({ s0, s1, s2, s3 }));
