import type { Scalar, TraitComparison } from "@attune/contract";
import { isStorable } from "../../profile/index.ts";
import { type Decimal, decimalOf } from "../decimal.ts";
import type { Bind } from "./loyalty-sql.ts";

/** A value of a portrait as a jsonb and as text, texts without their quotation marks; null when there is none. */
export interface TraitValue {
  readonly json: string;
  readonly text: string;
}

/**
 * A comparison with a value of a portrait, as an expression that is never null; undefined when SQL cannot tell as
 * memory does: then the values are judged.
 */
export function traitSql(comparison: TraitComparison, value: TraitValue, bind: Bind): string | undefined {
  // Postgres refuses values that no statement speaks of: nothing is bound before all is known to be told.
  const isTold = partsOf(comparison, value, () => "null").every((part) => part !== undefined);
  return isTold ? `(${partsOf(comparison, value, bind).join(" and ")})` : undefined;
}

function partsOf(
  comparison: TraitComparison,
  value: TraitValue,
  bind: Bind,
): readonly (string | undefined)[] {
  return Object.entries(comparison).map(([operator, operand]) => {
    const write: Write | undefined = Object.hasOwn(writers, operator) ? writers[operator] : undefined;
    return write?.(operand, value, bind);
  });
}

type Write = (operand: unknown, value: TraitValue, bind: Bind) => string | undefined;

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
  exists: (_, { json }) => `${json} is not null`,
  missing: (_, { json }) => `${json} is null`,
  startsWith: (operand, value, bind) =>
    ofText(operand, bind, (text) => `starts_with(${textOf(value)}, ${text})`),
  endsWith: (operand, value, bind) =>
    ofText(operand, bind, (text) => `right(${textOf(value)}, length(${text})) = ${text}`),
  contains,
  notContains: (operand, value, bind) => negated(contains(operand, value, bind)),
};

const negated = (part: string | undefined): string | undefined => part && `not ${part}`;

function equals(operand: unknown, value: TraitValue, bind: Bind): string | undefined {
  if (typeof operand === "boolean") return `coalesce(${value.json} = '${operand}'::jsonb, false)`;
  if (typeof operand === "string") return isStorable(operand) ? equalsText(operand, value, bind) : undefined;
  const [least, beyond] = [orders(">=")(operand, value, bind), orders(">")(operand, value, bind)];
  return least === undefined || beyond === undefined ? undefined : `(${least} and not ${beyond})`;
}

function equalsText(operand: string, { json, text }: TraitValue, bind: Bind): string {
  return isTextOnly(operand)
    ? `coalesce(${text} = ${bind(operand, "text")}, false)`
    : `coalesce(${json} = ${jsonOf(operand, bind)}, false)`;
}

/** As text nothing but this text reads so: no number, list or object does. Comparing it costs less than what is written in the jsonb. */
function isTextOnly(operand: string): boolean {
  return /^[A-Za-z]/.test(operand) && operand !== "true" && operand !== "false" && operand !== "null";
}

function jsonOf(value: Scalar, bind: Bind): string {
  return bind(JSON.stringify(value), "jsonb");
}

function among(operands: unknown, { json, text }: TraitValue, bind: Bind): string | undefined {
  if (!Array.isArray(operands) || operands.length === 0) return undefined;
  const scalars: readonly Scalar[] = operands;
  const texts = scalars.filter((one) => typeof one === "string");
  if (texts.length < scalars.length || !texts.every(isStorable)) return undefined;
  if (texts.every(isTextOnly)) return `coalesce(${text} = any(${bind(texts, "text[]")}), false)`;
  return `coalesce(${json} = any(${bind(
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
    return numberSql(value.json, sign.startsWith(">"), isFrom ? wanted : wanted + 1n, bind);
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
function contains(operand: unknown, { json }: TraitValue, bind: Bind): string | undefined {
  return ofText(
    operand,
    bind,
    (text) =>
      `case jsonb_typeof(${json}) when 'string' then strpos(${json} #>> '{}', ${text}) > 0 when 'array' then ${json} @> to_jsonb(${text}) end`,
  );
}

function ofText(operand: unknown, bind: Bind, write: (text: string) => string): string | undefined {
  if (typeof operand !== "string" || !isStorable(operand)) return undefined;
  return `coalesce(${write(bind(operand, "text"))}, false)`;
}

function textOf({ json, text }: TraitValue): string {
  return `case when jsonb_typeof(${json}) = 'string' then ${text} end`;
}
