import type { Comparison, ComparisonOperator, Scalar } from "@attune/contract";
import type { Params } from "./params.ts";
import { decimalOperand, jsonSql, type ValueSql } from "./value-sql.ts";

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
  exists: (_, { isMissing }) => `not (${isMissing})`,
  missing: (_, { isMissing }) => `(${isMissing})`,
  contains,
  startsWith: (operand, { isText, text }, params) =>
    `(startsWith(${text}, ${params.text(operand)}) and ${isText})`,
};

function equals(operand: Scalar, value: ValueSql, params: Params): string {
  if (typeof operand === "boolean") return operand ? value.isTrue : value.isFalse;
  if (typeof operand === "string") return `(${value.text} = ${params.text(operand)} and ${value.isText})`;
  return known(`${value.decimal} = ${decimalOperand(operand, params)}`);
}

function among(operands: readonly Scalar[], value: ValueSql, params: Params): string {
  const texts = operands.filter((operand) => typeof operand === "string");
  const others = operands.filter((operand) => typeof operand !== "string");
  const parts = others.map((operand) => equals(operand, value, params));
  if (texts.length > 0) parts.push(`(has(${params.texts(texts)}, ${value.text}) and ${value.isText})`);
  return `(${parts.join(" or ")})`;
}

function orders(sign: string): Write<number | string> {
  return (operand, value, params) =>
    typeof operand === "string"
      ? `(${value.text} ${sign} ${params.text(operand)} and ${value.isText})`
      : known(`${value.decimal} ${sign} ${decimalOperand(operand, params)}`);
}

function contains(operand: Scalar, value: ValueSql, params: Params): string {
  const element = `arrayExists(element -> ${equals(operand, jsonSql("element"), params)}, ${value.elements})`;
  if (typeof operand !== "string") return element;
  return `((position(${value.text}, ${params.text(operand)}) > 0 and ${value.isText}) or ${element})`;
}

/** A comparison with null is false. */
function known(comparison: string): string {
  return `ifNull(${comparison}, 0)`;
}
