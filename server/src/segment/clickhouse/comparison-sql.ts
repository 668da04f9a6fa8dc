import {
  type Comparison,
  type ComparisonOperator,
  parsePattern,
  patternLimits,
  re2Text,
  type Scalar,
} from "@attune/contract";
import { firstAfterDate, startOfDate } from "../date-bounds.ts";
import { isBefore, isNotBefore } from "./date-sql.ts";
import type { Params } from "./params.ts";
import { decimalOperand, rawSql, type ValueSql } from "./value-sql.ts";

/** All members of a comparison as one expression that is 0 or 1, never null. The type is asked last: only where the value fits is the JSON read again. */
export function comparisonSql(comparison: Comparison, value: ValueSql, params: Params): string {
  const parts = Object.entries(comparison).map(
    ([operator, operand]) => writers[operator as ComparisonOperator](operand as never, value, params), // the operand is of its operator: parsed
  );
  return `(${parts.join(" and ")})`;
}

type Write<Operand> = (operand: Operand, value: ValueSql, params: Params) => string;

const writers: { readonly [Operator in ComparisonOperator]: Write<Required<Comparison>[Operator]> } = {
  is: equals,
  isNot: (operand, value, params) => `not ${equals(operand, value, params)}`,
  in: among,
  notIn: (operands, value, params) => `not ${among(operands, value, params)}`,
  gt: orders(">"),
  gte: orders(">="),
  lt: orders("<"),
  lte: orders("<="),
  between: ([low, high], value, params) =>
    `(${orders(">=")(low, value, params)} and ${orders("<=")(high, value, params)})`,
  exists: (_, { isMissing }) => `not (${isMissing})`,
  missing: (_, { isMissing }) => `(${isMissing})`,
  contains,
  startsWith: (operand, { marked, isText, text }, params) =>
    marked === undefined
      ? `(startsWith(${text}, ${params.text(operand)}) and ${isText})`
      : `startsWith(${marked}, ${params.text(mark(operand))})`,
  notContains: (operand, value, params) => `not ${contains(operand, value, params)}`,
  endsWith: (operand, { isText, text }, params) =>
    `(endsWith(${text}, ${params.text(operand)}) and ${isText})`,
  matches: (operand, { isText, text }, params) =>
    `(match(${text}, ${params.text(patternText(operand))}) and lengthUTF8(${text}) <= ${patternLimits.text} and ${isText})`,
  hasAny,
  hasAll: (operands, value, params) =>
    `(${operands.map((operand) => hasAny([operand], value, params)).join(" and ")})`,
  hasNone: (operands, value, params) => `not ${hasAny(operands, value, params)}`,
  before: (operand, value, params) => isBefore(startOfDate(operand, params.calendar), value, params),
  after: (operand, value, params) => isNotBefore(firstAfterDate(operand, params.calendar), value, params),
  onDayOf: (operand, value, params) => {
    const { calendar } = params;
    return `(${isNotBefore(startOfDate(operand, calendar), value, params)} and ${isBefore(firstAfterDate(operand, calendar), value, params)})`;
  },
};

function patternText(operand: string): string {
  const { pattern } = parsePattern(operand);
  if (pattern === undefined) throw new Error("A pattern that no parser let in.");
  return re2Text(pattern);
}

function hasAny(operands: readonly Scalar[], { elements }: ValueSql, params: Params): string {
  return `arrayExists(element -> ${among(operands, rawSql("element"), params)}, ${elements})`;
}

function equals(operand: Scalar, value: ValueSql, params: Params): string {
  if (typeof operand === "boolean") return operand ? value.isTrue : value.isFalse;
  if (typeof operand === "string") return equalsText(operand, value, params);
  return known(`${value.decimal} = ${decimalOperand(operand, params)}`);
}

function equalsText(operand: string, { marked, text, isText }: ValueSql, params: Params): string {
  if (marked !== undefined) return `${marked} = ${params.text(mark(operand))}`;
  return `(${text} = ${params.text(operand)} and ${isText})`;
}

/** As text stands in a narrow column. */
function mark(text: string): string {
  return `"${text}`;
}

function among(operands: readonly Scalar[], value: ValueSql, params: Params): string {
  const texts = operands.filter((operand) => typeof operand === "string");
  const others = operands.filter((operand) => typeof operand !== "string");
  const parts = others.map((operand) => equals(operand, value, params));
  if (texts.length > 0) parts.push(amongTexts(texts, value, params));
  return `(${parts.join(" or ")})`;
}

function amongTexts(operands: readonly string[], { marked, text, isText }: ValueSql, params: Params): string {
  if (marked !== undefined) return `${marked} in ${params.texts(operands.map(mark))}`;
  return `(has(${params.texts(operands)}, ${text}) and ${isText})`;
}

function orders(sign: string): Write<number | string> {
  return (operand, value, params) =>
    typeof operand === "string"
      ? `(${value.text} ${sign} ${params.text(operand)} and ${value.isText})`
      : known(`${value.decimal} ${sign} ${decimalOperand(operand, params)}`);
}

function contains(operand: Scalar, value: ValueSql, params: Params): string {
  const element = `arrayExists(element -> ${equals(operand, rawSql("element"), params)}, ${value.elements})`;
  if (typeof operand !== "string") return element;
  return `((position(${value.text}, ${params.text(operand)}) > 0 and ${value.isText}) or ${element})`;
}

/** A comparison with null is false. */
function known(comparison: string): string {
  return `ifNull(${comparison}, 0)`;
}
