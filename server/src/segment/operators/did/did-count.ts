import { type CountComparison, type DidCondition, enoughFor } from "@attune/contract";
import { decimalOf } from "../../decimal.ts";
import { countIn } from "../../slots/count.ts";
import { timesIn } from "../../slots/newest.ts";
import { defineSlot } from "../../slots/slot.ts";
import { always } from "../../verdict.ts";
import type { Compiler, ReadSlot } from "../operator.ts";
import { type Amount, amountTest, countOf, whileLeaving } from "./did-amount.ts";
import { didEvents, type Span } from "./did-span.ts";

const countsKnown = 1_000;

export function compileCount(
  condition: DidCondition,
  span: Span | undefined,
  compiler: Compiler,
): Amount | undefined {
  const comparison = countOf(condition);
  if (comparison === undefined) return undefined;
  const holds = countTest(comparison);
  const events = didEvents(condition, compiler.calendar);
  if (span === undefined) return countEver(compiler.slot(defineSlot(events, { kind: "count" })), holds);
  const keep = enoughFor(comparison);
  return countInSpan(compiler.slot(defineSlot(events, { kind: "newest", keep })), span, keep, holds);
}

/** The same few counts are asked of again and again. */
function countTest(comparison: CountComparison): (count: number) => boolean {
  const test = amountTest(comparison);
  const known: boolean[] = [];
  return (count) => {
    const answer = known[count];
    if (answer !== undefined) return answer;
    const holds = test(decimalOf(count) ?? 0n);
    if (count === known.length && count < countsKnown) known.push(holds);
    return holds;
  };
}

function countEver(slot: ReadSlot, holds: (count: number) => boolean): Amount {
  return {
    ...gateOf(slot, holds),
    ask: (moment) => always(holds(countIn(slot(moment)))),
    found: (moment) => timesWords(countIn(slot(moment))),
  };
}

function countInSpan(slot: ReadSlot, span: Span, kept: number, holds: (count: number) => boolean): Amount {
  return {
    ...gateOf(slot, holds),
    ask: (moment) => {
      const times = timesIn(slot(moment));
      const inside = countInside(times, span.startAt(moment));
      return whileLeaving(inside, holds, (left) => span.leavesAt(times[left - 1] ?? 0));
    },
    found: (moment) => {
      const inside = countInside(timesIn(slot(moment)), span.startAt(moment));
      if (inside < kept) return timesWords(inside);
      return inside === 1 ? "" : `at least ${timesWords(inside)}`;
    },
  };
}

function gateOf({ storedKey }: ReadSlot, holds: (count: number) => boolean): Pick<Amount, "gate"> {
  return holds(0) ? {} : { gate: storedKey };
}

/** Times are newest first. */
function countInside(times: readonly number[], startMs: number | undefined): number {
  if (startMs === undefined) return 0;
  let inside = 0;
  while (inside < times.length && (times[inside] ?? 0) > startMs) inside += 1;
  return inside;
}

function timesWords(count: number): string {
  return ["never", "once", "twice"][count] ?? `${count} times`;
}
