import type { Comparison, Json } from "@attune/contract";
import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarOf } from "../kernel/calendar.ts";
import { compareText, testOf } from "./comparison.ts";

const calendar = calendarOf("Europe/London");
const holds = (comparison: Comparison, ...values: readonly (Json | undefined)[]): readonly boolean[] =>
  values.map(testOf(comparison, calendar));

test("only text is the same text, only a number the same number", () => {
  expect(holds({ is: "50" }, "50", 50, "50.0", null, undefined)).toEqual([true, false, false, false, false]);
  expect(holds({ is: 50 }, 50, 50.0000000001, "50", true, [50])).toEqual([true, true, false, false, false]);
  expect(holds({ is: true }, true, "true", 1, false)).toEqual([true, false, false, false]);
});

test("isNot and notIn are the exact opposites of is and in: a missing value is not it", () => {
  expect(holds({ isNot: "AU" }, "AU", "NZ", undefined, null, 5)).toEqual([false, true, true, true, true]);
  expect(holds({ notIn: ["AU", 5] }, "AU", "NZ", undefined, 5, "5")).toEqual([
    false,
    true,
    true,
    false,
    true,
  ]);
});

test("a comparison with a missing value, or one of another type, never holds", () => {
  for (const comparison of [{ gt: -1 }, { lt: 1 }, { gte: "" }, { lte: "z" }] satisfies Comparison[]) {
    expect(holds(comparison, undefined, null, true, [], {})).toEqual([false, false, false, false, false]);
  }
  expect(holds({ lt: 100 }, "5")).toEqual([false]);
  expect(holds({ lt: "5" }, 4)).toEqual([false]);
});

test("null is missing, an empty text is there", () => {
  expect(holds({ exists: true }, null, undefined, "", 0, false, [], {})).toEqual([
    false,
    false,
    true,
    true,
    true,
    true,
    true,
  ]);
  expect(holds({ missing: true }, null, undefined, "")).toEqual([true, true, false]);
});

test("text contains a part, a list an element", () => {
  expect(holds({ contains: "vip" }, "a vip", "VIP", ["vip"], ["a vip"], 5)).toEqual([
    true,
    false,
    true,
    false,
    false,
  ]);
  expect(holds({ contains: 5 }, [1, 5], ["5"], "15", 5)).toEqual([true, false, false, false]);
});

test("of several members all must hold", () => {
  expect(holds({ gte: 18, lt: 30 }, 17, 18, 29.999999999, 30)).toEqual([false, true, true, false]);
});

test("text is ordered by code point, as its UTF-8 bytes are", () => {
  expect(holds({ gt: "\uFFFD" }, "😀", "\uFFFC")).toEqual([true, false]);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      expect(Math.sign(compareText(a, b))).toBe(Buffer.compare(Buffer.from(a), Buffer.from(b)));
    }),
  );
});
