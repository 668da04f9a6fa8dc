import fc from "fast-check";
import { expect, test } from "vitest";
import { decimalOf, formatDecimal, readDecimal } from "./decimal.ts";

const told = (value: number): string | undefined => {
  const decimal = decimalOf(value);
  return decimal === undefined ? undefined : formatDecimal(decimal);
};

test("a number is what its shortest text says, rounded half away from zero to nine places", () => {
  expect([0.1 + 0.2, 0.7999999999999999, 49.99, 1e21, -0, 5e-324].map(told)).toEqual([
    "0.3",
    "0.8",
    "49.99",
    "1000000000000000000000",
    "0",
    "0",
  ]);
  expect([4.9e-10, 5e-10, -5e-10, 1.0000000005, -1.0000000015].map(told)).toEqual([
    "0",
    "0.000000001",
    "-0.000000001",
    "1.000000001",
    "-1.000000002",
  ]);
});

test("a number with 30 digits before the point or more is none", () => {
  expect([1e29, -1e29, 1.7976931348623157e308, Number.NaN, Number.POSITIVE_INFINITY].map(decimalOf)).toEqual(
    Array.from({ length: 5 }, () => undefined),
  );
  expect(told(9.9e28)).toBe("99000000000000000000000000000");
});

test("a decimal written and read is the same decimal", () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), (decimal) => {
      expect(readDecimal(formatDecimal(decimal))).toBe(decimal);
    }),
  );
});

test("a large number that a store has written without a comma is read as the number it was", () => {
  for (const value of [4.60629711022559e22, -1.5e21, 1e-7, 123456789012345.12])
    expect(readDecimal(String(value))).toBe(decimalOf(value));
});

test("adding decimals is exact where adding numbers is not", () => {
  const cents = Array.from({ length: 1_000 }, () => decimalOf(0.1) ?? 0n);

  expect(formatDecimal(cents.reduce((a, b) => a + b, 0n))).toBe("100");
});
