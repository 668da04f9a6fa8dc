import type { Around, DidCondition, Regularity } from "@attune/contract";
import { lengthMs } from "@attune/contract";
import { periodOf, periodStart } from "../../period.ts";
import { countIn } from "../../slots/count.ts";
import { timesIn } from "../../slots/newest.ts";
import { type KeptPeriods, periodsIn } from "../../slots/periods.ts";
import { runsIn } from "../../slots/runs.ts";
import { defineSlot } from "../../slots/slot.ts";
import { yearsSlot } from "../../slots/years.ts";
import { always, type Verdict } from "../../verdict.ts";
import { windowOf } from "../../window.ts";
import { yearsAround } from "../../years-around.ts";
import type { Compiler, Moment } from "../operator.ts";
import type { Amount } from "./did-amount.ts";
import { eventsOf } from "./did-span.ts";
import { aroundWords, momentWords, regularityWords } from "./did-words.ts";

/** Regularly, no longer, and again. */
export function compileHabits(condition: DidCondition, compiler: Compiler): readonly Amount[] {
  const { regularly, around, stopped, startedAgain, within } = condition;
  return [
    ...(regularly === undefined ? [] : [compileRegularly(condition, regularly, compiler)]),
    ...(around === undefined ? [] : [compileAround(condition, around, compiler)]),
    ...(stopped === undefined ? [] : [compileStopped(condition, stopped, compiler)]),
    ...(startedAgain === undefined ? [] : [compileAgain(condition, startedAgain.after, within, compiler)]),
  ];
}

function periodsReader(
  condition: DidCondition,
  { every, of }: Regularity,
  compiler: Compiler,
): (moment: Moment) => KeptPeriods | undefined {
  const slot = compiler.slot(defineSlot(eventsOf(condition), { kind: "periods", every, of }));
  return (moment) => periodsIn(slot(moment));
}

function compileRegularly(condition: DidCondition, regularity: Regularity, compiler: Compiler): Amount {
  const { every, of } = regularity;
  const { calendar } = compiler;
  const read = periodsReader(condition, regularity, compiler);
  const countNow = (moment: Moment): number =>
    countAt(read(moment), of, periodOf(moment.nowMs, every, calendar));
  return {
    ask: (moment) => {
      if (countNow(moment) < regularity.in) return always(false);
      let last = periodOf(moment.nowMs, every, calendar);
      while (countAt(read(moment), of, last) >= regularity.in) last += 1;
      return { holds: true, until: periodStart(last, every, calendar) };
    },
    found: (moment) => `in ${countNow(moment)} of the last ${of} ${every}s`,
  };
}

/** In how many of the `of` periods that end with `period`. */
function countAt(kept: KeptPeriods | undefined, of: number, period: number): number {
  if (kept === undefined) return 0;
  const left = of - Math.max(0, period - kept.period);
  return left <= 0 ? 0 : bitsIn(kept.bits & ((1n << BigInt(left)) - 1n));
}

/** In so many of the last years in which an occasion has begun. */
function compileAround(condition: DidCondition, around: Around, compiler: Compiler): Amount {
  const { of } = around;
  const years = yearsAround(around, compiler.calendar);
  const slot = compiler.slot(defineSlot(eventsOf(condition), yearsSlot(around)));
  const read = (moment: Moment): KeptPeriods | undefined => periodsIn(slot(moment));
  const countNow = (moment: Moment): number => countAt(read(moment), of, years.begunBy(moment.nowMs));
  return {
    ask: (moment) => {
      if (countNow(moment) < around.in) return always(false);
      let last = years.begunBy(moment.nowMs);
      while (countAt(read(moment), of, last) >= around.in) last += 1;
      return { holds: true, until: years.startAt(last) };
    },
    found: (moment) => `in ${countNow(moment)} of the last ${of} years${aroundWords(around)}`,
  };
}

/** Before, and not in the window that ends now. */
function compileStopped(
  condition: DidCondition,
  { for: quiet, times = 1, regularly }: NonNullable<DidCondition["stopped"]>,
  compiler: Compiler,
): Amount {
  const events = eventsOf(condition);
  const newest = compiler.slot(defineSlot(events, { kind: "newest", keep: 1 }));
  const count = times > 1 ? compiler.slot(defineSlot(events, { kind: "count" })) : undefined;
  const periods = regularly === undefined ? undefined : periodsReader(condition, regularly, compiler);
  const window = windowOf(quiet, compiler.calendar);
  const wasUsual = (moment: Moment): boolean =>
    (count === undefined || countIn(count(moment)) >= times) &&
    (periods === undefined || bitsIn(periods(moment)?.bits ?? 0n) >= (regularly?.in ?? 0));
  return {
    ask: (moment): Verdict => {
      const [last] = timesIn(newest(moment));
      if (last === undefined || !wasUsual(moment)) return always(false);
      return last <= window.startAt(moment.nowMs)
        ? always(true)
        : { holds: false, until: window.leavesAt(last) };
    },
    found: (moment) => {
      const [last] = timesIn(newest(moment));
      if (last === undefined) return "never";
      const usual =
        regularly === undefined ? "" : `${wasUsual(moment) ? "" : "not "}${regularityWords(regularly)}, `;
      return `${usual}last ${momentWords(last)}`;
    },
  };
}

function compileAgain(
  condition: DidCondition,
  after: string,
  within: string | undefined,
  compiler: Compiler,
): Amount {
  const slot = compiler.slot(defineSlot(eventsOf(condition), { kind: "runs", apartMs: lengthMs(after) }));
  const window = within === undefined ? undefined : windowOf(within, compiler.calendar);
  /** The newest time after a pause. */
  const returnOf = (moment: Moment): number | undefined => {
    const runs = runsIn(slot(moment));
    return runs.length < 2 ? undefined : runs[0]?.fromMs;
  };
  return {
    ask: (moment) => {
      const back = returnOf(moment);
      if (back === undefined || window === undefined) return always(back !== undefined);
      return back > window.startAt(moment.nowMs)
        ? { holds: true, until: window.leavesAt(back) }
        : always(false);
    },
    found: (moment) => {
      const back = returnOf(moment);
      return back === undefined ? "without such a pause" : `again ${momentWords(back)} after a pause`;
    },
  };
}

function bitsIn(bits: bigint): number {
  let count = 0;
  for (let rest = bits; rest > 0n; rest &= rest - 1n) count += 1;
  return count;
}
