import { type Condition, parseCondition, parseConditionText, printCondition } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { randomPeopleSegments } from "./testing/people-scene.ts";
import { randomSegments } from "./testing/random-condition.ts";

/** Several at once may need more of each customer than is let in. */
const anyCondition: fc.Arbitrary<Condition> = fc
  .oneof(
    randomSegments.map(({ s2 }) => s2 ?? { segment: "s0" }),
    randomPeopleSegments.chain((segments) => fc.constantFrom(...Object.values(segments))),
    fc
      .tuple(randomSegments, randomPeopleSegments)
      .map(([a, b]) => ({ any: [{ all: Object.values(a) }, { not: { any: Object.values(b) } }] })),
  )
  .filter((condition) => parseCondition(condition).faults === undefined);

test("any condition written as text and read again is the same condition, in the same words", () => {
  fc.assert(
    fc.property(anyCondition, (condition) => {
      const text = printCondition(condition);
      expect(parseConditionText(text)).toEqual({ condition });
      expect(printCondition(parseConditionText(text).condition ?? condition)).toBe(text);
    }),
    { numRuns: 2_000 },
  );
});

test("a condition with a piece cut out, doubled or swapped is read as some condition or refused with a place", () => {
  const cut = fc.tuple(
    anyCondition,
    fc.nat(),
    fc.nat(12),
    fc.constantFrom("", "and", ")", '"', "(", "not", "1d", "é"),
  );
  fc.assert(
    fc.property(cut, ([condition, from, length, instead]) => {
      const text = printCondition(condition);
      const at = from % (text.length + 1);
      const broken = text.slice(0, at) + instead + text.slice(at + length);
      const parsed = parseConditionText(broken);
      if (parsed.condition !== undefined) {
        expect(parseConditionText(printCondition(parsed.condition))).toEqual(parsed);
      } else {
        const lines = broken.split("\n");
        for (const { line, column } of parsed.faults) {
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeLessThanOrEqual([...(lines[line - 1] ?? "")].length + 1);
        }
      }
    }),
    { numRuns: 1_000 },
  );
});
