import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDecimal, roundTo } from "./decimal.ts";
import { allocate, formatMinor, largestMinor, lineMinor, shareOf, toMinor } from "./money.ts";

describe("money", () => {
  it("knows the minor units of each currency", () => {
    expect(toMinor("19.99", "EUR")).toBe(1999);
    expect(toMinor(19.99, "GBP")).toBe(1999);
    expect(toMinor(1200, "JPY")).toBe(1200);
    expect(toMinor("1.2345", "KWD")).toBe(1235);
    expect(formatMinor(1999, "EUR")).toBe("19.99");
    expect(formatMinor(-5, "EUR")).toBe("-0.05");
    expect(formatMinor(1200, "JPY")).toBe("1200");
    expect(formatMinor(7, "KWD")).toBe("0.007");
  });

  it("rounds a half away from zero, so that a return is worth what its sale was", () => {
    expect(toMinor("1.005", "EUR")).toBe(101);
    expect(toMinor(1.005, "EUR")).toBe(101);
    expect(toMinor("-1.005", "EUR")).toBe(-101);
    expect(toMinor("1.0049999", "EUR")).toBe(100);
    expect(toMinor("0.5", "JPY")).toBe(1);
  });

  it("rounds a line once, not its unit price", () => {
    expect(lineMinor("0.333", 3, "EUR")).toBe(100);
    expect(lineMinor(0.1, "0.35", "EUR")).toBe(4);
    expect(lineMinor(2.55, 6, "GBP")).toBe(1530);
    expect(lineMinor(2.55, -6, "GBP")).toBe(-1530);
  });

  it("takes nothing that is not a decimal for one", () => {
    for (const value of [
      "",
      ".",
      "abc",
      "1,50",
      "0x10",
      "1e400",
      "NaN",
      null,
      undefined,
      {},
      [],
      true,
      Number.NaN,
      Infinity,
      1e300,
      "--1",
    ]) {
      expect(toMinor(value, "EUR")).toBeUndefined();
    }
    expect(toMinor("1e2", "EUR")).toBe(10_000);
    expect(toMinor(" 7.5 ", "EUR")).toBe(750);
    expect(toMinor(largestMinor, "EUR")).toBeUndefined();
  });

  it("gives a number the same minor units as its text, whichever way it goes", () => {
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
        fc.constantFrom("EUR", "JPY", "KWD"),
        (amount, currency) => {
          expect(toMinor(amount, currency)).toBe(toMinor(String(amount), currency));
        },
      ),
    );
    fc.assert(
      fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (minor) => {
        expect(toMinor(minor / 100, "EUR")).toBe(minor);
        expect(toMinor(formatMinor(minor, "EUR"), "EUR")).toBe(minor + 0);
      }),
    );
  });

  it("is exact where doubles are not", () => {
    expect(roundTo(parseDecimal("0.1") ?? { units: 0n, scale: 0 }, 20)).toBe(10n ** 19n);
    expect(shareOf(1000, 1, 3)).toBe(333);
    expect(shareOf(1000, 2, 3)).toBe(667);
    expect(shareOf(999_999_999_999, 999_999_999_998, 999_999_999_999)).toBe(999_999_999_998);
  });

  it("splits an amount without losing a penny, by largest remainder", () => {
    expect(allocate(100, [1, 1, 1])).toEqual([34, 33, 33]);
    expect(allocate(-100, [1, 1, 1])).toEqual([-34, -33, -33]);
    expect(allocate(5, [3, 7])).toEqual([2, 3]);
    expect(allocate(5, [0, 0])).toEqual([3, 2]);
    expect(allocate(5, [])).toEqual([]);
    fc.assert(
      fc.property(
        fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
        fc.array(fc.nat({ max: 1_000_000_000 }), { minLength: 1, maxLength: 20 }),
        (minor, weights) => {
          const parts = allocate(minor, weights);
          const total = weights.reduce((sum, weight) => sum + weight, 0);
          expect(parts.reduce((sum, part) => sum + part, 0)).toBe(minor + 0);
          for (const [at, part] of total > 0 ? parts.entries() : [])
            expect(Math.abs(part - (minor * (weights[at] ?? 0)) / total)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});
