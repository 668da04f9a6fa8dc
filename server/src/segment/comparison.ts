import {
  type Comparison,
  type ComparisonOperator,
  type Json,
  parseDate,
  parsePattern,
  type Scalar,
} from "@attune/contract";
import type { Calendar } from "../kernel/calendar.ts";
import { momentOf } from "./date-value.ts";
import { type Decimal, decimalOf } from "./decimal.ts";
import { patternMatcher } from "./pattern-match.ts";

/** Undefined and null are a missing value. */
export type Test = (value: Json | undefined) => boolean;

/** All members of a comparison as one test. Days are days of the calendar. */
export function testOf(comparison: Comparison, calendar: Calendar): Test {
  const tests = testsOf(comparison, calendar);
  const [first] = tests;
  if (first !== undefined && tests.length === 1) return first;
  return (value) => tests.every((test) => test(value));
}

function testsOf(comparison: Comparison, calendar: Calendar): readonly Test[] {
  const builders: {
    readonly [Operator in ComparisonOperator]: (operand: never, calendar: Calendar) => Test;
  } = makers;
  return Object.entries(comparison).flatMap(([operator, operand]) => {
    const make = Object.hasOwn(builders, operator) ? builders[operator as ComparisonOperator] : undefined;
    return make === undefined ? [] : [make(operand as never, calendar)]; // the operand is of its operator: parsed
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
  between: ([low, high]: NonNullable<Comparison["between"]>) => betweenBoth(low, high),
  exists: (): Test => (value) => value !== undefined && value !== null,
  missing: (): Test => (value) => value === undefined || value === null,
  contains: (operand: Scalar) => contains(operand),
  startsWith:
    (operand: string): Test =>
    (value) =>
      typeof value === "string" && value.startsWith(operand),
  notContains: (operand: Scalar) => negate(contains(operand)),
  endsWith:
    (operand: string): Test =>
    (value) =>
      typeof value === "string" && value.endsWith(operand),
  matches: (operand: string) => matches(operand),
  hasAny: (operands: readonly Scalar[]) => hasAny(operands),
  hasAll: (operands: readonly Scalar[]) => hasAll(operands),
  hasNone: (operands: readonly Scalar[]) => negate(hasAny(operands)),
  before: (operand: string, calendar: Calendar) => before(operand, calendar),
  after: (operand: string, calendar: Calendar) => after(operand, calendar),
  onDayOf: (operand: string, calendar: Calendar) => onDay(operand, calendar),
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

function betweenBoth(low: number | string, high: number | string): Test {
  const [above, below] = [orders(low, (order) => order >= 0), orders(high, (order) => order <= 0)];
  return (value) => above(value) && below(value);
}

function matches(operand: string): Test {
  const { pattern } = parsePattern(operand);
  if (pattern === undefined) throw new Error("A pattern that no parser let in.");
  const isFound = patternMatcher(pattern);
  return (value) => typeof value === "string" && isFound(value);
}

function hasAny(operands: readonly Scalar[]): Test {
  const isOne = among(operands);
  return (value) => Array.isArray(value) && value.some(isOne);
}

function hasAll(operands: readonly Scalar[]): Test {
  const tests = operands.map(equals);
  return (value) => Array.isArray(value) && tests.every((test) => value.some(test));
}

function before(operand: string, calendar: Calendar): Test {
  const boundMs = momentOf(operand, calendar) ?? Number.NaN;
  return (value) => (momentOf(value, calendar) ?? Number.NaN) < boundMs;
}

function after(operand: string, calendar: Calendar): Test {
  const date = parseDate(operand);
  const boundMs = date?.kind === "day" ? calendar.startOfDay(date.day + 1) : (date?.atMs ?? Number.NaN) + 1; // whole milliseconds
  return (value) => (momentOf(value, calendar) ?? Number.NaN) >= boundMs;
}

function onDay(operand: string, calendar: Calendar): Test {
  const date = parseDate(operand);
  if (date?.kind !== "day") throw new Error("A day that no parser let in.");
  const [fromMs, untilMs] = [calendar.startOfDay(date.day), calendar.startOfDay(date.day + 1)];
  return (value) => {
    const at = momentOf(value, calendar) ?? Number.NaN;
    return at >= fromMs && at < untilMs;
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
