import { type DidCondition, enoughFor } from "@attune/contract";
import { decimalOf } from "../../decimal.ts";
import { keysIn } from "../../slots/keys.ts";
import { defineSlot } from "../../slots/slot.ts";
import { pathWords } from "../comparison-words.ts";
import type { Compiler, Moment } from "../operator.ts";
import { type Amount, amountTest, whileLeaving } from "./did-amount.ts";
import { didEvents, type Span } from "./did-span.ts";

/** How many different values: as many of the newest are kept as the comparison can tell apart. */
export function compileDistinct(
  condition: DidCondition,
  span: Span | undefined,
  compiler: Compiler,
): Amount | undefined {
  const { distinct } = condition;
  if (distinct === undefined) return undefined;
  const test = amountTest(distinct);
  const keep = enoughFor(distinct);
  const events = didEvents(condition, compiler.calendar);
  const slot = compiler.slot(defineSlot(events, { kind: "keys", of: distinct.of, keep }));
  const inside = (moment: Moment): readonly number[] => {
    const times = [...keysIn(slot(moment)).values()];
    if (span === undefined) return times;
    const startMs = span.startAt(moment);
    return startMs === undefined ? [] : times.filter((time) => time > startMs);
  };
  return {
    ask: (moment) => {
      const times = inside(moment);
      return whileLeaving(
        times.length,
        (count) => test(decimalOf(count) ?? 0n),
        (left) => span?.leavesAt(times[left - 1] ?? 0) ?? Number.POSITIVE_INFINITY,
      );
    },
    found: (moment) => {
      const count = inside(moment).length;
      return `${count === keep && keep > 1 ? "at least " : ""}${count} different ${pathWords(distinct.of)}`;
    },
  };
}
