import type { Comparison, ComparisonOperator, Json, Scalar } from "@attune/contract";
import { type Decimal, decimalOf } from "./decimal.ts";

/** Undefined and null are a missing value. */
export type Test = (value: Json | undefined) => boolean;

/** All members of a comparison as one test. */
export function testOf(comparison: Comparison): Test {
  const tests = testsOf(comparison);
  const [first] = tests;
  if (first !== undefined && tests.length === 1) return first;
  return (value) => tests.every((test) => test(value));
}

function testsOf(comparison: Comparison): readonly Test[] {
  const builders: { readonly [Operator in ComparisonOperator]: (operand: never) => Test } = makers;
  return Object.entries(comparison).flatMap(([operator, operand]) => {
    const make = Object.hasOwn(builders, operator) ? builders[operator as ComparisonOperator] : undefined;
    return make === undefined ? [] : [make(operand as never)]; // the operand is of its operator: parsed
  });
}

const makers = {
  is: (operand: Scalar) => equals(operand),
  isNot: (operand: Scalar) => negate(equals(operand)),
  in: (operands: readonly Scalar[]) => among(operands),
  notIn: (operands: readonly Scalar[]) => negate(among(operands)),
  gt: (operand: number | string) => orders(operand, (order) => order > 0),
  gte: (operand: number | string) => orders(operand, (order) => order >= 0),
  lt: (operand: number | string) => orders(operand, (order) => order < 0),
  lte: (operand: number | string) => orders(operand, (order) => order <= 0),
  exists: (): Test => (value) => value !== undefined && value !== null,
  missing: (): Test => (value) => value === undefined || value === null,
  contains: (operand: Scalar) => contains(operand),
  startsWith:
    (operand: string): Test =>
    (value) =>
      typeof value === "string" && value.startsWith(operand),
} as const;

function negate(test: Test): Test {
  return (value) => !test(value);
}

function equals(operand: Scalar): Test {
  if (typeof operand !== "number") return (value) => value === operand;
  const wanted = decimalOf(operand);
  return (value) => typeof value === "number" && (value === operand || decimalOf(value) === wanted);
}

function among(operands: readonly Scalar[]): Test {
  const plain = new Set<Json | undefined>(operands.filter((operand) => typeof operand !== "number"));
  const numbers = new Set(operands.filter((operand) => typeof operand === "number").map(decimalOf));
  numbers.delete(undefined);
  return (value) => (typeof value === "number" ? numbers.has(decimalOf(value)) : plain.has(value));
}

function orders(operand: number | string, holds: (order: number) => boolean): Test {
  if (typeof operand === "string") {
    return (value) => typeof value === "string" && holds(compareText(value, operand));
  }
  const wanted = decimalOf(operand) ?? 0n;
  return (value) => {
    const decimal = typeof value === "number" ? decimalOf(value) : undefined;
    return decimal !== undefined && holds(compareDecimals(decimal, wanted));
  };
}

function contains(operand: Scalar): Test {
  const isElement = equals(operand);
  return (value) => {
    if (Array.isArray(value)) return value.some(isElement);
    return typeof value === "string" && typeof operand === "string" && value.includes(operand);
  };
}

function compareDecimals(a: Decimal, b: Decimal): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * By code point, as the bytes of UTF-8 are ordered. JavaScript's own order is by UTF-16 unit: it puts U+FFFD
 * behind U+1F600.
 */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  let at = 0;
  while (at < length && a.charCodeAt(at) === b.charCodeAt(at)) at += 1;
  if (at === length) return a.length - b.length;
  return rankOf(a.charCodeAt(at)) - rankOf(b.charCodeAt(at));
}

/** Surrogates stand for code points above all others. */
function rankOf(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
