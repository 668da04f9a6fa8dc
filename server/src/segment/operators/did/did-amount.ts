import { type CountComparison, countOperators, type DidCondition } from "@attune/contract";
import { type Decimal, decimalOf } from "../../decimal.ts";
import type { Verdict } from "../../verdict.ts";
import type { Moment } from "../operator.ts";

/** One thing that a `did` asks; what was found in words. */
export interface Amount {
  ask(moment: Moment): Verdict;
  /** `never`, `twice`, `at least 5 times`, nothing when more is not kept than that it was; `revenue of 99.5 in all`. */
  found(moment: Moment): string;
  /** The stored key of the slot without which it does not hold, and never will by itself. */
  readonly gate?: string;
}

/** The comparison of the count: at least one when nothing else is asked. */
export function countOf(condition: DidCondition): CountComparison | undefined {
  return condition.count ?? (asksElse(condition) ? undefined : { gte: 1 });
}

const others = [
  "distinct",
  "sum",
  "avg",
  "min",
  "max",
  "first",
  "last",
  "regularly",
  "around",
  "stopped",
] as const;

function asksElse(condition: DidCondition): boolean {
  return condition.startedAgain !== undefined || others.some((name) => condition[name] !== undefined);
}

/** All members of a comparison as one test of a decimal. */
export function amountTest(comparison: CountComparison): (amount: Decimal) => boolean {
  const tests = countOperators.flatMap((operator) => {
    const operand = comparison[operator];
    const wanted = operand === undefined ? undefined : decimalOf(operand);
    return wanted === undefined ? [] : [compare[operator](wanted)];
  });
  return (amount) => tests.every((test) => test(amount));
}

const compare: Readonly<Record<keyof CountComparison, (wanted: Decimal) => (amount: Decimal) => boolean>> = {
  gt: (wanted) => (amount) => amount > wanted,
  gte: (wanted) => (amount) => amount >= wanted,
  lt: (wanted) => (amount) => amount < wanted,
  lte: (wanted) => (amount) => amount <= wanted,
  eq: (wanted) => (amount) => amount === wanted,
};

/**
 * How an amount in a window goes on if nothing happens: entries leave, the oldest first. `leave` tells when the
 * oldest of the first `left` entries (newest first) leaves, `holds` judges the amount of the first `left`.
 */
export function whileLeaving(
  inside: number,
  holds: (left: number) => boolean,
  leaves: (left: number) => number,
): Verdict {
  const now = holds(inside);
  for (let left = inside; left > 0; ) {
    const until = leaves(left);
    do left -= 1;
    while (left > 0 && leaves(left) === until);
    if (holds(left) !== now) return { holds: now, until };
  }
  return { holds: now, until: Number.POSITIVE_INFINITY };
}
