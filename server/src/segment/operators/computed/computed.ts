import {
  type ComputedTraitBody,
  type ComputedType,
  computedKeyOf,
  computedLimits,
  computedTypes,
  type TraitComparison,
  type TraitCondition,
} from "@attune/contract";
import { type Calendar, calendarOf } from "../../../kernel/calendar.ts";
import type { BrandWorld, ComputedTrait } from "../../brand-world.ts";
import { type Decimal, decimalOf, formatDecimal } from "../../decimal.ts";
import { type ProfileSet, without } from "../../profile-set.ts";
import { always, type Verdict } from "../../verdict.ts";
import { pathWords, quoted, valueWords } from "../comparison-words.ts";
import { whileLeaving } from "../did/did-amount.ts";
import { scopeWords } from "../did/did-words.ts";
import {
  type Compiler,
  type ComputedCondition,
  type Moment,
  type Question,
  type Sets,
  timelessIf,
} from "../operator.ts";
import { judgeOf, speaksOfNow } from "../trait/judge-trait.ts";
import { type ComputedState, type ComputedValue, planOf } from "./computed-state.ts";

/** Undefined: the trait is none that is computed. */
export function computedIn(
  { trait }: Pick<TraitCondition, "trait">,
  world: BrandWorld,
): ComputedTrait | undefined {
  const key = computedKeyOf(trait);
  return key === undefined ? undefined : world.computed.get(key);
}

/** What is told of a computed trait at a moment. */
export interface ComputedNow {
  readonly value: ComputedValue;
  /** When it may change if nothing happens; Infinity: never. */
  readonly until: number;
  readonly tooMany: boolean;
}

/** Reads a computed trait of a customer. */
export type ReadComputed = (moment: Pick<Moment, "view" | "nowMs">) => ComputedNow;

export function compileComputedRead(body: ComputedTraitBody, compiler: Compiler): ReadComputed {
  const { slot, stateOf } = planOf(body, compiler);
  const read = compiler.slot(slot);
  return (moment) => {
    const state = stateOf(read(moment), moment.nowMs);
    const value = state.valueOf(state.inside);
    return { value, until: changesAt(state, value), tooMany: state.inside >= mostInside(body) };
  };
}

function mostInside({ measure }: ComputedTraitBody): number {
  if (measure === "lastTime" || measure === "last") return Number.POSITIVE_INFINITY;
  return measure === "distinct" ? computedLimits.different : computedLimits.counted;
}

function changesAt(state: ComputedState, value: ComputedValue): number {
  return whileLeaving(
    state.inside,
    (left) => state.valueOf(left) === value,
    (left) => state.leavesAt(left),
  ).until;
}

/** `{ "trait": "computed.orders90d", "gte": 3 }` */
export function compileComputed(
  { trait, ...comparison }: TraitCondition,
  { body }: ComputedTrait,
  compiler: Compiler,
): Question {
  const { slot, stateOf } = planOf(body, compiler);
  const read = compiler.slot(slot);
  const judge = judgeComputed(body, comparison, compiler.calendar);
  const isSteady = !speaksOfNow(comparison);
  const ask = ({ view, nowMs }: Pick<Moment, "view" | "nowMs">): Verdict => {
    const state = stateOf(read({ view }), nowMs);
    const holds = (left: number): Verdict => judge(state.valueOf(left), nowMs);
    if (isSteady)
      return whileLeaving(
        state.inside,
        (left) => holds(left).holds,
        (left) => state.leavesAt(left),
      );
    const value = state.valueOf(state.inside);
    const verdict = judge(value, nowMs);
    return { holds: verdict.holds, until: Math.min(verdict.until, changesAt(state, value)) };
  };
  return {
    ...(judge(valueOfNothing(body), 0).holds ? {} : { gate: read.storedKey }),
    ...timelessIf(isSteady && body.within === undefined),
    ask,
    explain: (moment) => {
      const state = stateOf(read(moment), moment.nowMs);
      const found = foundWords(state.valueOf(state.inside));
      return { ...ask(moment), fact: `${pathWords(trait)} ${found}`, parts: [] };
    },
  };
}

export function selectComputed(condition: TraitCondition, { body }: ComputedTrait, sets: Sets): ProfileSet {
  const { trait: _named, ...comparison } = condition;
  const exceptions = sets.exceptions(condition);
  return holdsForNothing({ computed: body, is: comparison })
    ? without(sets.everyone, exceptions)
    : exceptions;
}

/** The answer for a customer who never did it. */
export function holdsForNothing({ computed, is }: ComputedCondition): boolean {
  return judgeComputed(computed, is, anywhere)(valueOfNothing(computed), 0).holds;
}

/** Of nothing there is no time, so zones do not matter. */
const anywhere = calendarOf("UTC");

/** The sum of nothing is 0, and so are counts of it; all else of nothing is missing. */
function valueOfNothing({ measure }: ComputedTraitBody): ComputedValue {
  return measure === "count" || measure === "distinct" || measure === "sum" ? 0n : undefined;
}

type Judge = (value: ComputedValue, nowMs: number) => Verdict;

function judgeComputed(
  { measure }: ComputedTraitBody,
  comparison: TraitComparison,
  calendar: Calendar,
): Judge {
  if (computedTypes[measure] === "number") return judgeNumber(comparison);
  const judge = judgeOf(comparison, calendar);
  return (value, nowMs) =>
    judge(typeof value === "bigint" ? undefined : jsonOf(value, computedTypes[measure]), nowMs);
}

/** Of decimals, so that no sum is made a double before it is compared. */
function judgeNumber(comparison: TraitComparison): Judge {
  const tests = Object.entries(comparison).map(([operator, operand]) => numberTest(operator, operand));
  return (value) => {
    const number = typeof value === "bigint" ? value : undefined;
    return always(tests.every((test) => test(number)));
  };
}

type NumberTest = (number: Decimal | undefined) => boolean;

function numberTest(operator: string, operand: unknown): NumberTest {
  const wanted = (Array.isArray(operand) ? operand : [operand]).map((one) =>
    typeof one === "number" ? decimalOf(one) : undefined,
  );
  const [first = 0n, second = 0n] = wanted;
  const known =
    (test: (number: Decimal) => boolean): NumberTest =>
    (number) =>
      number !== undefined && test(number);
  switch (operator) {
    case "exists":
      return known(() => true);
    case "missing":
      return (number) => number === undefined;
    case "is":
    case "in":
      return known((number) => wanted.includes(number));
    case "isNot":
    case "notIn":
      return (number) => number === undefined || !wanted.includes(number);
    case "gt":
      return known((number) => number > first);
    case "gte":
      return known((number) => number >= first);
    case "lt":
      return known((number) => number < first);
    case "lte":
      return known((number) => number <= first);
    case "between":
      return known((number) => number >= first && number <= second);
    default:
      return () => false;
  }
}

/** As a profile tells it. A number is the nearest that JSON can write. */
export function jsonOf(value: ComputedValue, type: ComputedType): number | string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "bigint") return Number(formatDecimal(value));
  return type === "time" ? new Date(Number(value)).toISOString() : value;
}

function foundWords(value: ComputedValue): string {
  if (value === undefined) return "is not known";
  if (typeof value === "bigint") return `is ${formatDecimal(value)}`;
  return `is ${typeof value === "number" ? new Date(value).toISOString() : valueWords(value)}`;
}

/** What it is computed of: `sum of revenue of “Order Completed” in the last 90 days`. */
export function computedWords({ measure, of = "", did, where, within, between }: ComputedTraitBody): string {
  const property = pathWords(of);
  const what: Readonly<Record<ComputedTraitBody["measure"], string>> = {
    count: "number of",
    distinct: `number of different ${property} of`,
    sum: `sum of ${property} of`,
    avg: `average ${property} of`,
    min: `smallest ${property} of`,
    max: `largest ${property} of`,
    firstTime: "time of the first",
    lastTime: "time of the last",
    first: `${property} of the first`,
    last: `${property} of the last`,
    mostFrequent: `most frequent ${property} of`,
  };
  const scope = scopeWords({
    did,
    ...(where && { where }),
    ...(within && { within }),
    ...(between && { between }),
  });
  return `${what[measure]} ${quoted(did)}${scope}`;
}
