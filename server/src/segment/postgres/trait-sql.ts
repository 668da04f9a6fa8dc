import type { Scalar, TraitComparison } from "@attune/contract";
import { isStorable } from "../../profile/index.ts";
import { type Decimal, decimalOf } from "../decimal.ts";
import type { Bind } from "./loyalty-sql.ts";

/**
 * A comparison with a value of a portrait, `value` being a jsonb or null, as an expression that is never null; undefined when SQL cannot tell as
 * memory does: then the values are judged.
 */
export function traitSql(comparison: TraitComparison, value: string, bind: Bind): string | undefined {
  // Postgres refuses values that no statement speaks of: nothing is bound before all is known to be told.
  const isTold = partsOf(comparison, value, () => "null").every((part) => part !== undefined);
  return isTold ? `(${partsOf(comparison, value, bind).join(" and ")})` : undefined;
}

function partsOf(comparison: TraitComparison, value: string, bind: Bind): readonly (string | undefined)[] {
  return Object.entries(comparison).map(([operator, operand]) => {
    const write: Write | undefined = Object.hasOwn(writers, operator) ? writers[operator] : undefined;
    return write?.(operand, value, bind);
  });
}

type Write = (operand: unknown, value: string, bind: Bind) => string | undefined;

const writers: Readonly<Record<string, Write>> = {
  is: equals,
  isNot: (operand, value, bind) => negated(equals(operand, value, bind)),
  in: among,
  notIn: (operand, value, bind) => negated(among(operand, value, bind)),
  gt: orders(">"),
  gte: orders(">="),
  lt: orders("<"),
  lte: orders("<="),
  between: (operand, value, bind) => {
    if (!Array.isArray(operand)) return undefined;
    const [low, high] = [orders(">=")(operand[0], value, bind), orders("<=")(operand[1], value, bind)];
    return low === undefined || high === undefined ? undefined : `(${low} and ${high})`;
  },
  exists: (_, value) => `${value} is not null`,
  missing: (_, value) => `${value} is null`,
  startsWith: (operand, value, bind) =>
    ofText(operand, bind, (text) => `starts_with(${textOf(value)}, ${text})`),
  endsWith: (operand, value, bind) =>
    ofText(operand, bind, (text) => `right(${textOf(value)}, length(${text})) = ${text}`),
  contains,
  notContains: (operand, value, bind) => negated(contains(operand, value, bind)),
};

const negated = (part: string | undefined): string | undefined => part && `not ${part}`;

function equals(operand: unknown, value: string, bind: Bind): string | undefined {
  if (typeof operand === "boolean") return `coalesce(${value} = '${operand}'::jsonb, false)`;
  if (typeof operand === "string")
    return isStorable(operand) ? `coalesce(${value} = ${jsonOf(operand, bind)}, false)` : undefined;
  const [least, beyond] = [orders(">=")(operand, value, bind), orders(">")(operand, value, bind)];
  return least === undefined || beyond === undefined ? undefined : `(${least} and not ${beyond})`;
}

function jsonOf(value: Scalar, bind: Bind): string {
  return bind(JSON.stringify(value), "jsonb");
}

function among(operands: unknown, value: string, bind: Bind): string | undefined {
  if (!Array.isArray(operands) || operands.length === 0) return undefined;
  const scalars: readonly Scalar[] = operands;
  const texts = scalars.filter((one) => typeof one === "string");
  if (texts.length < scalars.length || !texts.every(isStorable)) return undefined;
  return `coalesce(${value} = any(${bind(
    texts.map((text) => JSON.stringify(text)),
    "jsonb[]",
  )}), false)`;
}

type Sign = ">" | ">=" | "<" | "<=";

/** In jsonb numbers lie between text and booleans; with 30 digits before the point one counts as missing. */
const [least, largest] = ["'-1e29'::jsonb", "'1e29'::jsonb"];

function orders(sign: Sign): Write {
  return (operand, value, bind) => {
    if (typeof operand === "string")
      return ofText(operand, bind, (text) => `${textOf(value)} collate "C" ${sign} ${text}`);
    const wanted = typeof operand === "number" ? decimalOf(operand) : undefined;
    if (wanted === undefined) return undefined;
    const isFrom = sign === ">=" || sign === "<";
    return numberSql(value, sign.startsWith(">"), isFrom ? wanted : wanted + 1n, bind);
  };
}

/** Whether a number, rounded to nine places half away from zero, is at least `from`, or is less; without rounding each: from 2 on is from 1.9999999995 on. */
function numberSql(value: string, isAbove: boolean, from: Decimal, bind: Bind): string {
  const line = bind(halfBelow(from), "jsonb");
  const signs = from > 0n ? { above: ">=", below: "<" } : { above: ">", below: "<=" };
  return isAbove
    ? `coalesce(${value} ${signs.above} ${line} and ${value} < ${largest}, false)`
    : `coalesce(${value} ${signs.below} ${line} and ${value} > ${least}, false)`;
}

/** Half of the ninth place less. */
function halfBelow(from: Decimal): string {
  const tenths = from * 10n - 5n;
  const digits = (tenths < 0n ? -tenths : tenths).toString().padStart(11, "0");
  return `${tenths < 0n ? "-" : ""}${digits.slice(0, -10)}.${digits.slice(-10)}`;
}

/** In text, or as one of a list's elements. */
function contains(operand: unknown, value: string, bind: Bind): string | undefined {
  return ofText(
    operand,
    bind,
    (text) =>
      `case jsonb_typeof(${value}) when 'string' then strpos(${value} #>> '{}', ${text}) > 0 when 'array' then ${value} @> to_jsonb(${text}) end`,
  );
}

function ofText(operand: unknown, bind: Bind, write: (text: string) => string): string | undefined {
  if (typeof operand !== "string" || !isStorable(operand)) return undefined;
  return `coalesce(${write(bind(operand, "text"))}, false)`;
}

function textOf(value: string): string {
  return `case when jsonb_typeof(${value}) = 'string' then ${value} #>> '{}' end`;
}
