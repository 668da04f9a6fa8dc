import { type ComputedTraitBody, computedLimits, type Json } from "@attune/contract";
import { compareText } from "../../comparison.ts";
import { intervalOf } from "../../date-bounds.ts";
import { type Decimal, decimalOf } from "../../decimal.ts";
import { countIn } from "../../slots/count.ts";
import { earliestIn } from "../../slots/earliest.ts";
import { entriesIn } from "../../slots/entries.ts";
import { extremeIn } from "../../slots/extreme.ts";
import { keysIn } from "../../slots/keys.ts";
import { type LogEntry, logReader } from "../../slots/log.ts";
import { meansIn } from "../../slots/means.ts";
import { timesIn } from "../../slots/newest.ts";
import { oldestIn } from "../../slots/oldest.ts";
import { defineSlot, type SlotDefinition, type SlotEvents, type SlotNeed } from "../../slots/slot.ts";
import { sumIn } from "../../slots/sum.ts";
import { mostFrequentOf, tallyIn } from "../../slots/tally.ts";
import { type Window, windowOf } from "../../window.ts";
import type { Compiler } from "../operator.ts";

/** A decimal of a number, epoch milliseconds of a time, a text. Undefined: missing. */
export type ComputedValue = Decimal | number | string | undefined;

/** What was found in the window, newest first, and what it comes to when only the newest `left` of it are left. */
export interface ComputedState {
  readonly inside: number;
  valueOf(left: number): ComputedValue;
  /** When the oldest of the newest `left` leaves the window. */
  leavesAt(left: number): number;
}

/** How a trait is computed of the one slot that it needs. */
export interface ComputedPlan {
  readonly slot: SlotDefinition;
  stateOf(kept: Json | undefined, nowMs: number): ComputedState;
}

export function planOf(body: ComputedTraitBody, { calendar }: Pick<Compiler, "calendar">): ComputedPlan {
  const { did, where = {}, between, within } = body;
  const events: SlotEvents = {
    event: did,
    where,
    ...(between === undefined ? {} : { between: intervalOf(between, calendar) }),
  };
  const { need, read } = within === undefined ? everReading(body) : windowReading(body, within);
  const slot = defineSlot(events, need);
  if (within === undefined) return { slot, stateOf: (kept) => steady(read(kept)) };
  const window = windowOf(within, calendar);
  return { slot, stateOf: (kept, nowMs) => inWindow(read(kept), window, nowMs) };
}

/** What is kept, as a list with the newest first; `value` of the first of them. */
interface Kept {
  readonly times: readonly number[];
  value(left: number): ComputedValue;
}

interface Reading {
  readonly need: SlotNeed;
  read(kept: Json | undefined): Kept;
}

function steady({ value, times }: Kept): ComputedState {
  return {
    inside: 0,
    valueOf: () => value(times.length),
    leavesAt: () => Number.POSITIVE_INFINITY,
  };
}

function inWindow({ times, value }: Kept, window: Window, nowMs: number): ComputedState {
  const startMs = window.startAt(nowMs);
  let inside = 0;
  while (inside < times.length && (times[inside] ?? 0) > startMs) inside += 1;
  return { inside, valueOf: value, leavesAt: (left) => window.leavesAt(times[left - 1] ?? 0) };
}

const nothing: readonly number[] = [];

function always(value: ComputedValue): Kept {
  return { times: nothing, value: () => value };
}

/** What a trait without a window needs: mostly one number. */
function everReading({ measure, of = "" }: ComputedTraitBody): Reading {
  switch (measure) {
    case "count":
      return { need: { kind: "count" }, read: (kept) => always(decimalOf(countIn(kept))) };
    case "distinct":
      return {
        need: { kind: "keys", of, keep: computedLimits.different },
        read: (kept) => always(decimalOf(keysIn(kept).size)),
      };
    case "sum":
      return { need: { kind: "sum", of }, read: (kept) => always(sumIn(kept)) };
    case "avg":
      return { need: { kind: "means", of }, read: (kept) => steadyMean(kept) };
    case "min":
      return { need: { kind: "extreme", of, side: "least" }, read: (kept) => always(extremeIn(kept)) };
    case "max":
      return { need: { kind: "extreme", of, side: "most" }, read: (kept) => always(extremeIn(kept)) };
    case "firstTime":
      return { need: { kind: "oldest" }, read: (kept) => always(oldestIn(kept)) };
    case "lastTime":
      return { need: { kind: "newest", keep: 1 }, read: (kept) => always(timesIn(kept)[0]) };
    case "first":
      return { need: { kind: "earliest", of }, read: (kept) => always(earliestIn(kept)) };
    case "last":
      return logReading(of, 1, (entries) => entries.map(({ key }) => key));
    case "mostFrequent":
      return {
        need: { kind: "tally", of },
        read: (kept) => {
          const tally = tallyIn(kept);
          return always(tally && mostFrequentOf(tally));
        },
      };
  }
}

/** Cut, not rounded, to nine places. */
function steadyMean(kept: Json | undefined): Kept {
  const [mean] = meansIn(kept);
  return always(mean && mean.sum / BigInt(mean.count));
}

/** What must know each event of the window is told while they are fewer than are kept. */
function windowReading(body: ComputedTraitBody, within: string): Reading {
  const { measure, of = "" } = body;
  const { counted, different } = computedLimits;
  switch (measure) {
    case "count":
      return timesReading(counted, (_, left) => decimalOf(left));
    case "distinct":
      return {
        need: { kind: "keys", of, keep: different },
        read: (kept) => ({ times: [...keysIn(kept).values()], value: (left) => decimalOf(left) }),
      };
    case "sum":
      return numbersReading(of, within, 0n, (sum, one) => (sum ?? 0n) + one);
    case "avg":
      return { need: { kind: "means", of, within }, read: meansReading };
    case "min":
      return numbersReading(of, within, undefined, (least, one) =>
        least === undefined || one < least ? one : least,
      );
    case "max":
      return numbersReading(of, within, undefined, (most, one) =>
        most === undefined || one > most ? one : most,
      );
    case "firstTime":
      return timesReading(counted, (times, left) => (left < counted ? times[left - 1] : undefined));
    case "lastTime":
      return timesReading(1, (times, left) => times[left - 1]);
    case "first":
      return logReading(of, counted, firsts);
    case "last":
      return logReading(of, 1, (entries) => entries.map(({ key }) => key));
    case "mostFrequent":
      return logReading(of, counted, mostFrequents);
  }
}

function timesReading(
  keep: number,
  value: (times: readonly number[], left: number) => ComputedValue,
): Reading {
  return {
    need: { kind: "newest", keep },
    read: (kept) => {
      const times = timesIn(kept);
      return { times, value: (left) => value(times, left) };
    },
  };
}

/** What numbers come to, one more at a time. */
function numbersReading(
  of: string,
  within: string,
  ofNone: Decimal | undefined,
  withNumber: (before: Decimal | undefined, one: Decimal) => Decimal | undefined,
): Reading {
  return {
    need: { kind: "entries", of, within },
    read: (kept) => {
      const entries = entriesIn(kept);
      const values = [ofNone];
      for (const [, number] of entries) values.push(withNumber(values.at(-1), number));
      return {
        times: entries.map(([atMs]) => atMs),
        value: (left) => (left < computedLimits.counted ? values[left] : undefined),
      };
    },
  };
}

function meansReading(kept: Json | undefined): Kept {
  const means = meansIn(kept);
  const values: (Decimal | undefined)[] = [undefined];
  let [count, sum] = [0, 0n];
  for (const mean of means) {
    [count, sum] = [count + mean.count, sum + mean.sum];
    values.push(count < computedLimits.counted ? sum / BigInt(count) : undefined);
  }
  return { times: means.map(({ atMs }) => atMs), value: (left) => values[left] };
}

/** `valuesOf`: of the first one, of the first two, … */
function logReading(
  of: string,
  keep: number,
  valuesOf: (entries: readonly LogEntry[]) => readonly ComputedValue[],
): Reading {
  const need = { kind: "log", keep, key: of } as const;
  const read = logReader(need);
  return {
    need,
    read: (kept) => {
      const entries = read(kept);
      const values = valuesOf(entries);
      const isTold = (left: number): boolean => keep === 1 || left < keep;
      return {
        times: entries.map(({ atMs }) => atMs),
        value: (left) => (isTold(left) ? values[left - 1] : undefined),
      };
    },
  };
}

/** Of those of one moment the one whose text comes first stands in front. */
function firsts(entries: readonly LogEntry[]): readonly string[] {
  let [first, momentMs] = ["", Number.NaN];
  return entries.map(({ atMs, key }) => {
    if (atMs !== momentMs) [first, momentMs] = [key, atMs];
    return first;
  });
}

/** Only the one that is counted may come before the one that was the most frequent. */
function mostFrequents(entries: readonly LogEntry[]): readonly string[] {
  const counts = new Map<string, number>();
  let most = "";
  return entries.map(({ key }) => {
    const count = (counts.get(key) ?? 0) + 1;
    counts.set(key, count);
    const before = counts.get(most) ?? 0;
    if (count > before || (count === before && compareText(key, most) < 0)) most = key;
    return most;
  });
}
