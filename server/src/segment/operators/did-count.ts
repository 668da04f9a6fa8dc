import type { CountComparison, DidCondition, Json } from "@attune/contract";
import { decimalOf } from "../decimal.ts";
import { countIn } from "../slots/count.ts";
import { timesIn } from "../slots/newest.ts";
import { defineSlot } from "../slots/slot.ts";
import { always, type Verdict } from "../verdict.ts";
import { type Window, windowOf } from "../window.ts";
import { type Amount, amountTest, countOf, whileLeaving } from "./did-amount.ts";
import type { Compiler, Moment } from "./operator.ts";

export function compileCount(condition: DidCondition, compiler: Compiler): Amount | undefined {
  const comparison = countOf(condition);
  if (comparison === undefined) return undefined;
  const test = amountTest(comparison);
  const holds = (count: number): boolean => test(decimalOf(count) ?? 0n);
  const { did, where = {}, within } = condition;
  if (within === undefined) return countEver(compiler.slot(defineSlot(did, where, { kind: "count" })), holds);
  const need = { kind: "newest", keep: enoughFor(comparison) } as const;
  const slot = compiler.slot(defineSlot(did, where, need));
  return countWithin(slot, windowOf(within, compiler.calendar), need.keep, holds);
}

function countEver(slot: (moment: Moment) => Json | undefined, holds: (count: number) => boolean): Amount {
  return {
    ask: (moment) => always(holds(countIn(slot(moment)))),
    found: (moment) => timesWords(countIn(slot(moment))),
  };
}

function countWithin(
  slot: (moment: Moment) => Json | undefined,
  window: Window,
  kept: number,
  holds: (count: number) => boolean,
): Amount {
  const ask = (moment: Moment): Verdict => {
    const times = timesIn(slot(moment));
    const inside = countInside(times, window.startAt(moment.nowMs));
    return whileLeaving(inside, holds, (left) => window.leavesAt(times[left - 1] ?? 0));
  };
  const found = (moment: Moment): string => {
    const inside = countInside(timesIn(slot(moment)), window.startAt(moment.nowMs));
    if (inside < kept) return timesWords(inside);
    return inside === 1 ? "" : `at least ${timesWords(inside)}`;
  };
  return { ask, found };
}

/** Times are newest first. */
function countInside(times: readonly number[], startMs: number): number {
  let inside = 0;
  while (inside < times.length && (times[inside] ?? 0) > startMs) inside += 1;
  return inside;
}

function timesWords(count: number): string {
  return ["never", "once", "twice"][count] ?? `${count} times`;
}

/** A larger count than this gives the same answer as this one. */
function enoughFor({ gt = -1, gte = 0, lt = 0, lte = -1, eq = -1 }: CountComparison): number {
  return Math.max(1, gt + 1, gte, lt, lte + 1, eq + 1);
}
