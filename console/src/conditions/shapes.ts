import {
  type ConditionOperator,
  comparisonOperators,
  conditionOperators,
  countOperators,
  type Json,
  numericOperators,
  traitComparisonOperators,
} from "@attune/contract";
import { isObject } from "../json/is-object.ts";
import { isList } from "./place.ts";

type Shape = (value: Json) => boolean;

const isText: Shape = (value) => typeof value === "string";
const isTruth: Shape = (value) => typeof value === "boolean";
/** A number, or what is being typed where one should be. */
const isNumber: Shape = (value) => typeof value === "number" || typeof value === "string";
const isScalar: Shape = (value) => isNumber(value) || isTruth(value);
const isTrue: Shape = (value) => value === true;
const listOf =
  (shape: Shape, most = 2_000): Shape =>
  (value) =>
    isList(value) && value.length <= most && value.every(shape);
const pairOf =
  (shape: Shape): Shape =>
  (value) =>
    isList(value) && value.length === 2 && value.every(shape);

/** Needed members, and those that may be there; any other is not known here. */
const record =
  (needed: Readonly<Record<string, Shape>>, allowed: Readonly<Record<string, Shape>> = {}): Shape =>
  (value) =>
    isObject(value) &&
    Object.keys(needed).every((name) => Object.hasOwn(value, name)) &&
    Object.entries(value).every(([name, inner]) => (needed[name] ?? allowed[name])?.(inner) === true);

const operands: Readonly<Record<string, Shape>> = {
  is: isScalar,
  isNot: isScalar,
  in: listOf(isScalar),
  notIn: listOf(isScalar),
  gt: isNumber,
  gte: isNumber,
  lt: isNumber,
  lte: isNumber,
  between: pairOf(isNumber),
  exists: isTrue,
  missing: isTrue,
  contains: isScalar,
  notContains: isScalar,
  startsWith: isText,
  endsWith: isText,
  matches: isText,
  hasAny: listOf(isScalar),
  hasAll: listOf(isScalar),
  hasNone: listOf(isScalar),
  before: isText,
  after: isText,
  onDayOf: isText,
  withinLast: isText,
  withinNext: isText,
  anniversaryWithin: isText,
};

const only = (names: readonly string[]): Readonly<Record<string, Shape>> =>
  Object.fromEntries(names.map((name) => [name, operands[name] ?? (() => false)]));

const ofTraits = only(traitComparisonOperators);
const ofNumbers = only(numericOperators);
const comparison = record({}, only(comparisonOperators));
const numeric = record({}, ofNumbers);
const where: Shape = (value) => isObject(value) && Object.values(value).every(comparison);
const match = record({ did: isText }, { where });
const amounts = Object.fromEntries(countOperators.map((name) => [name, isNumber]));
const count = record({}, amounts);
const amount = record({ of: isText }, amounts);
const dates = record({}, { from: isText, until: isText });
const moments = record({}, { before: isText, after: isText, withinLast: isText, longerAgo: isText });
const habit = record({ in: isNumber, of: isNumber, every: isText });
const around = record(
  { occasion: isText, in: isNumber, of: isNumber },
  { region: isText, before: isText, after: isText },
);
const since: Shape = (value) =>
  record({ did: isText }, { where, time: isText })(value) || record({ stage: isText })(value);

const leaves: Readonly<Record<Exclude<ConditionOperator, "all" | "any" | "not">, Shape>> = {
  trait: record({ trait: isText }, ofTraits),
  did: record(
    { did: isText },
    {
      where,
      count,
      distinct: amount,
      sum: amount,
      avg: amount,
      min: amount,
      max: amount,
      within: isText,
      between: dates,
      since,
      first: moments,
      last: moments,
      regularly: habit,
      around,
      stopped: record({ for: isText }, { times: isNumber, regularly: habit }),
      startedAgain: record({ after: isText }),
      forEach: isText,
      without: listOf(match),
    },
  ),
  sequence: record(
    { sequence: listOf(record({ did: isText }, { where, within: isText, without: listOf(match) })) },
    { within: isText, span: isText, forEach: isText, without: listOf(match) },
  ),
  segment: record({ segment: isText }),
  list: record({ list: isText }),
  scheme: record({ scheme: isText, is: isText }),
  bucket: record({ bucket: isText, until: isNumber }, { from: isNumber }),
  consent: record({ consent: isText, is: isText }),
  preference: record({ preference: isText }, { likes: isScalar, dislikes: isScalar, stated: isTruth }),
  occasion: record({ occasion: isText }, { region: isText, before: isText, after: isText }),
  near: record(
    {
      near: (value) =>
        record({ store: isText })(value) || record({ latitude: isNumber, longitude: isNumber })(value),
      km: isNumber,
    },
    { of: isText },
  ),
  dimension: record({ dimension: isText }, ofNumbers),
  band: record({ band: isText, in: listOf(isText) }),
  rfm: record({ rfm: record({}, { group: listOf(isText), r: numeric, f: numeric, m: numeric }) }),
  stage: record(
    { stage: isText },
    { sub: isText, enteredWithin: isText, forAtLeast: isText, atRisk: isTruth, returned: isTruth },
  ),
  score: record({ score: isText }, ofNumbers),
  regularStore: record({ regularStore: isText }),
  joinedStore: record({ joinedStore: isText }),
  catchment: record({ catchment: isText }),
};

/** What a node asks, when the builder has controls for all of it. Undefined: it is shown as text, so that nothing of it is lost. */
export function shownLeaf(node: Json | undefined): keyof typeof leaves | undefined {
  if (!isObject(node)) return undefined;
  const named = conditionOperators.filter((operator) => Object.hasOwn(node, operator));
  const [operator] = named;
  if (named.length !== 1 || operator === undefined) return undefined;
  if (operator === "all" || operator === "any" || operator === "not") return undefined;
  return leaves[operator](node) ? operator : undefined;
}

export type LeafOperator = keyof typeof leaves;
