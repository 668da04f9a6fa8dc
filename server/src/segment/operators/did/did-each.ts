import { type DidCondition, didLimits } from "@attune/contract";
import { decimalOf } from "../../decimal.ts";
import { keysIn } from "../../slots/keys.ts";
import { type LogEntry, type LogSlot, logReader } from "../../slots/log.ts";
import { timesIn } from "../../slots/newest.ts";
import { defineSlot, type SlotEvents } from "../../slots/slot.ts";
import { always, anyOf, type Verdict } from "../../verdict.ts";
import type { Compiler, Moment, Question } from "../operator.ts";
import { amountTest, whileLeaving } from "./did-amount.ts";
import { didEvents, eventsOf, type Span, spanOf } from "./did-span.ts";
import { eachWords, thingsWords } from "./did-words.ts";

/** Things (`forEach`; without, the customer's all as one) and when each was last told of. */
type Times = ReadonlyMap<string, number>;
interface ReadTimes {
  (moment: Moment): Times;
  readonly gate: string;
}

/** What is asked of one and the same thing, and what must not have come after. */
export function compileEach(condition: DidCondition, compiler: Compiler): Question {
  const span = spanOf(condition, compiler);
  const candidates = candidatesOf(condition, span, compiler);
  const blockers = (condition.without ?? []).map((match) =>
    timesReader(condition.forEach, eventsOf(match), compiler),
  );
  const askEach = (moment: Moment): readonly (readonly [thing: string, verdict: Verdict])[] => {
    const asked = candidates(moment);
    // Many segments share what must not come after, and few customers are candidates.
    const after = asked.length === 0 ? [] : blockers.map((read) => read(moment));
    return asked
      .filter(({ thing, lastMs }) =>
        after.every((times) => (times.get(thing) ?? Number.NEGATIVE_INFINITY) < lastMs),
      )
      .map(({ thing, verdict }) => [thing, verdict] as const);
  };
  return {
    gate: candidates.gate,
    ask: (moment) => anyOf(askEach(moment), ([, verdict]) => verdict),
    explain: (moment) => {
      const each = askEach(moment);
      const things = each.filter(([thing, { holds }]) => holds && thing !== "").map(([thing]) => thing);
      const verdict = anyOf(each, ([, one]) => one);
      const fact = `${verdict.holds ? "" : "not "}${eachWords(condition)}${thingsWords(things)}`;
      return { ...verdict, fact, parts: [], ...(things.length === 0 ? {} : { things }) };
    },
  };
}

interface Candidate {
  readonly thing: string;
  /** When it was last told of. */
  readonly lastMs: number;
  readonly verdict: Verdict;
}

interface ReadCandidates {
  (moment: Moment): readonly Candidate[];
  readonly gate: string;
}

function candidatesOf(condition: DidCondition, span: Span | undefined, compiler: Compiler): ReadCandidates {
  const { forEach, count, sum } = condition;
  const events = didEvents(condition, compiler.calendar);
  if (forEach !== undefined && (count !== undefined || sum !== undefined)) {
    return amountsOfEach({ ...condition, forEach }, events, span, compiler);
  }
  const read = timesReader(forEach, events, compiler);
  const candidates = (moment: Moment): readonly Candidate[] => {
    const startMs = span === undefined ? Number.NEGATIVE_INFINITY : span.startAt(moment);
    return [...read(moment)].map(([thing, lastMs]) => ({
      thing,
      lastMs,
      verdict:
        startMs !== undefined && lastMs > startMs
          ? { holds: true, until: span?.leavesAt(lastMs) ?? Number.POSITIVE_INFINITY }
          : always(false),
    }));
  };
  return Object.assign(candidates, { gate: read.gate });
}

function timesReader(forEach: string | undefined, events: SlotEvents, compiler: Compiler): ReadTimes {
  if (forEach === undefined) {
    const newest = compiler.slot(defineSlot(events, { kind: "newest", keep: 1 }));
    const read = (moment: Moment): Times => new Map(timesIn(newest(moment)).map((time) => ["", time]));
    return Object.assign(read, { gate: newest.storedKey });
  }
  const slot = compiler.slot(defineSlot(events, { kind: "keys", of: forEach, keep: didLimits.keys }));
  return Object.assign((moment: Moment) => keysIn(slot(moment)), { gate: slot.storedKey });
}

/** A count or a sum for each thing, of the customer's newest events. */
function amountsOfEach(
  { forEach, count, sum }: DidCondition & { readonly forEach: string },
  events: SlotEvents,
  span: Span | undefined,
  compiler: Compiler,
): ReadCandidates {
  const number = sum === undefined ? {} : { number: sum.of };
  const need: LogSlot = { kind: "log", keep: didLimits.events, key: forEach, ...number };
  const slot = compiler.slot(defineSlot(events, need));
  const read = logReader(need);
  const counts = amountTest(count ?? { gte: 1 });
  const sums = amountTest(sum ?? {});
  const judge = (entries: readonly LogEntry[]): boolean =>
    entries.length > 0 &&
    counts(decimalOf(entries.length) ?? 0n) &&
    sums(entries.reduce((total, entry) => total + entry.number, 0n));
  const candidates = (moment: Moment): readonly Candidate[] => {
    const startMs = span === undefined ? Number.NEGATIVE_INFINITY : span.startAt(moment);
    const inside = startMs === undefined ? [] : read(slot(moment)).filter(({ atMs }) => atMs > startMs);
    return [...byThing(inside)].map(([thing, entries]) => ({
      thing,
      lastMs: entries[0]?.atMs ?? 0,
      verdict: whileLeaving(
        entries.length,
        (left) => judge(entries.slice(0, left)),
        (left) => span?.leavesAt(entries[left - 1]?.atMs ?? 0) ?? Number.POSITIVE_INFINITY,
      ),
    }));
  };
  return Object.assign(candidates, { gate: slot.storedKey });
}

function byThing(entries: readonly LogEntry[]): ReadonlyMap<string, readonly LogEntry[]> {
  const things = new Map<string, LogEntry[]>();
  for (const entry of entries) {
    const list = things.get(entry.key) ?? [];
    list.push(entry);
    things.set(entry.key, list);
  }
  return things;
}
