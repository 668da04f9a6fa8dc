import {
  type AmountComparison,
  type CountComparison,
  countOperators,
  type DidCondition,
} from "@attune/contract";
import { type NumberBound, timesIn } from "../../slots/newest.ts";
import { defineSlot } from "../../slots/slot.ts";
import { allOf, always, opposite, type Verdict } from "../../verdict.ts";
import { pathWords } from "../comparison-words.ts";
import type { Compiler, Moment } from "../operator.ts";
import type { Amount } from "./did-amount.ts";
import { didEvents, type Span } from "./did-span.ts";
import { amountWords } from "./did-words.ts";

/**
 * The least and the greatest number, ever or in a window. The greatest is at least 50 when there is one of 50 or more: so nothing but
 * the newest time of such a number is kept.
 */
export function compileExtremes(
  condition: DidCondition,
  span: Span | undefined,
  compiler: Compiler,
): readonly Amount[] {
  const { min, max, since } = condition;
  if (since !== undefined) return [];
  const extreme = (comparison: AmountComparison | undefined, isMost: boolean): readonly Amount[] => {
    if (comparison === undefined) return [];
    const tests = testsOf(comparison, isMost).map((test) =>
      compileTest(test, comparison.of, condition, span, compiler),
    );
    const words = `a ${isMost ? "largest" : "smallest"} ${pathWords(comparison.of)}`;
    return [
      {
        ask: (moment) => allOf(tests, (test) => test(moment)),
        found: (moment) =>
          allOf(tests, (test) => test(moment)).holds
            ? `${words} of ${amountWords(comparison)}`
            : `no ${words.slice(2)} of ${amountWords(comparison)}`,
      },
    ];
  };
  return [...extreme(min, false), ...extreme(max, true)];
}

/** There is a number, or one beyond a bound; or there is none. */
interface NumberTest {
  readonly than?: NumberBound;
  readonly exists: boolean;
}

function testsOf(comparison: AmountComparison, isMost: boolean): readonly NumberTest[] {
  return countOperators.flatMap((operator) => {
    const number = comparison[operator];
    if (number === undefined) return [];
    return isMost ? testsOfMost(operator, number) : testsOfLeast(operator, number);
  });
}

function some(sign: NumberBound["sign"], number: number): readonly NumberTest[] {
  return [{ exists: true, than: { sign, number } }];
}

function none(sign: NumberBound["sign"], number: number): readonly NumberTest[] {
  return [{ exists: true }, { exists: false, than: { sign, number } }];
}

function testsOfMost(operator: keyof CountComparison, number: number): readonly NumberTest[] {
  switch (operator) {
    case "gt":
      return some(">", number);
    case "gte":
      return some(">=", number);
    case "lt":
      return none(">=", number);
    case "lte":
      return none(">", number);
    case "eq":
      return [...some(">=", number), ...none(">", number)];
  }
}

function testsOfLeast(operator: keyof CountComparison, number: number): readonly NumberTest[] {
  switch (operator) {
    case "gt":
      return none("<=", number);
    case "gte":
      return none("<", number);
    case "lt":
      return some("<", number);
    case "lte":
      return some("<=", number);
    case "eq":
      return [...some("<=", number), ...none("<", number)];
  }
}

function compileTest(
  { than, exists }: NumberTest,
  of: string,
  condition: DidCondition,
  span: Span | undefined,
  compiler: Compiler,
): (moment: Moment) => Verdict {
  const need = { kind: "newest", keep: 1, of, ...(than === undefined ? {} : { than }) } as const;
  const slot = compiler.slot(defineSlot(didEvents(condition, compiler.calendar), need));
  const found = (moment: Moment): Verdict => {
    const [newest] = timesIn(slot(moment));
    if (newest === undefined || span === undefined) return always(newest !== undefined);
    const startMs = span.startAt(moment);
    return startMs !== undefined && newest > startMs
      ? { holds: true, until: span.leavesAt(newest) }
      : always(false);
  };
  return exists ? found : (moment) => opposite(found(moment));
}
