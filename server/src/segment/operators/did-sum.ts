import type { DidCondition, Json } from "@attune/contract";
import { type Decimal, formatDecimal } from "../decimal.ts";
import { type Entry, entriesIn } from "../slots/entries.ts";
import { defineSlot } from "../slots/slot.ts";
import { sumIn } from "../slots/sum.ts";
import { always, type Verdict } from "../verdict.ts";
import { type Window, windowOf } from "../window.ts";
import { pathWords } from "./comparison-words.ts";
import { type Amount, amountTest, whileLeaving } from "./did-amount.ts";
import type { Compiler, Moment } from "./operator.ts";

export function compileSum(condition: DidCondition, compiler: Compiler): Amount | undefined {
  const { did, where = {}, sum, within } = condition;
  if (sum === undefined) return undefined;
  const holds = amountTest(sum);
  const { of } = sum;
  if (within === undefined) {
    return sumEver(compiler.slot(defineSlot(did, where, { kind: "sum", of })), holds, of);
  }
  const slot = compiler.slot(defineSlot(did, where, { kind: "entries", of, within }));
  return sumWithin(slot, windowOf(within, compiler.calendar), holds, of);
}

function sumEver(
  slot: (moment: Moment) => Json | undefined,
  holds: (sum: Decimal) => boolean,
  of: string,
): Amount {
  return {
    ask: (moment) => always(holds(sumIn(slot(moment)))),
    found: (moment) => sumWords(of, sumIn(slot(moment))),
  };
}

function sumWithin(
  slot: (moment: Moment) => Json | undefined,
  window: Window,
  holds: (sum: Decimal) => boolean,
  of: string,
): Amount {
  const inside = (moment: Moment): readonly Entry[] => {
    const startMs = window.startAt(moment.nowMs);
    return entriesIn(slot(moment)).filter(([at]) => at > startMs);
  };
  const ask = (moment: Moment): Verdict => {
    const entries = inside(moment);
    const sums = runningSums(entries);
    return whileLeaving(
      entries.length,
      (left) => holds(sums[left] ?? 0n),
      (left) => window.leavesAt(entries[left - 1]?.[0] ?? 0),
    );
  };
  const found = (moment: Moment): string => sumWords(of, runningSums(inside(moment)).at(-1) ?? 0n);
  return { ask, found };
}

function sumWords(of: string, sum: Decimal): string {
  return sum === 0n ? `no ${pathWords(of)} in all` : `${pathWords(of)} of ${formatDecimal(sum)} in all`;
}

/** The sums of the first 0, 1, 2, … entries. */
function runningSums(entries: readonly Entry[]): readonly Decimal[] {
  const sums: Decimal[] = [0n];
  for (const [at, [, value]] of entries.entries()) sums.push((sums[at] ?? 0n) + value);
  return sums;
}
