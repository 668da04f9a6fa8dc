import type { DidCondition, TimeComparison } from "@attune/contract";
import { firstAfterDate, startOfDate } from "../../date-bounds.ts";
import { timesIn } from "../../slots/newest.ts";
import { oldestIn } from "../../slots/oldest.ts";
import { defineSlot } from "../../slots/slot.ts";
import { allOf, always, opposite, type Verdict } from "../../verdict.ts";
import { windowOf } from "../../window.ts";
import type { Compiler, Moment } from "../operator.ts";
import type { Amount } from "./did-amount.ts";
import { eventsOf } from "./did-span.ts";
import { momentWords } from "./did-words.ts";

/** When it was done first, and last. */
export function compileTimes(condition: DidCondition, compiler: Compiler): readonly Amount[] {
  const { first, last } = condition;
  const parts: Amount[] = [];
  if (first !== undefined) {
    const slot = compiler.slot(defineSlot(eventsOf(condition), { kind: "oldest" }));
    parts.push(timeAmount("first", (moment) => oldestIn(slot(moment)), first, compiler));
  }
  if (last !== undefined) {
    const slot = compiler.slot(defineSlot(eventsOf(condition), { kind: "newest", keep: 1 }));
    parts.push(timeAmount("last", (moment) => timesIn(slot(moment))[0], last, compiler));
  }
  return parts;
}

function timeAmount(
  which: string,
  timeOf: (moment: Moment) => number | undefined,
  comparison: TimeComparison,
  compiler: Compiler,
): Amount {
  const judge = timeJudge(comparison, compiler);
  return {
    ask: (moment) => {
      const atMs = timeOf(moment);
      return atMs === undefined ? always(false) : judge(atMs, moment.nowMs);
    },
    found: (moment) => {
      const atMs = timeOf(moment);
      return atMs === undefined ? "never" : `${which} ${momentWords(atMs)}`;
    },
  };
}

/** Whether a moment fits a comparison, and how long that stays so. */
function timeJudge(
  { before, after, withinLast, longerAgo }: TimeComparison,
  { calendar }: Pick<Compiler, "calendar">,
): (atMs: number, nowMs: number) => Verdict {
  const tests: ((atMs: number, nowMs: number) => Verdict)[] = [];
  if (before !== undefined) {
    const bound = startOfDate(before, calendar);
    tests.push((atMs) => always(atMs < bound));
  }
  if (after !== undefined) {
    const bound = firstAfterDate(after, calendar);
    tests.push((atMs) => always(atMs >= bound));
  }
  if (withinLast !== undefined) tests.push(insideTest(withinLast, calendar));
  if (longerAgo !== undefined) {
    const inside = insideTest(longerAgo, calendar);
    tests.push((atMs, nowMs) => opposite(inside(atMs, nowMs)));
  }
  return (atMs, nowMs) => allOf(tests, (test) => test(atMs, nowMs));
}

function insideTest(
  within: string,
  calendar: Compiler["calendar"],
): (atMs: number, nowMs: number) => Verdict {
  const window = windowOf(within, calendar);
  return (atMs, nowMs) =>
    atMs > window.startAt(nowMs) ? { holds: true, until: window.leavesAt(atMs) } : always(false);
}
