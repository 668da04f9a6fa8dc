import { didLimits, type EventMatch, type SequenceCondition } from "@attune/contract";
import { type LogEntry, type LogSlot, logReader } from "../../slots/log.ts";
import { defineSlot } from "../../slots/slot.ts";
import { always, type Verdict } from "../../verdict.ts";
import { windowOf } from "../../window.ts";
import { eventsOf } from "../did/did-span.ts";
import { thingsWords } from "../did/did-words.ts";
import type { Compiler, Moment, Operator } from "../operator.ts";
import { type FoundStep, type StepRule, startsOf, stepRules } from "./follow-steps.ts";
import { sequenceWords } from "./sequence-words.ts";

export const sequenceOperator: Operator<SequenceCondition> = {
  compile: (condition, compiler) => {
    const window = condition.within === undefined ? undefined : windowOf(condition.within, compiler.calendar);
    const rules = stepRules(condition, (match) => logOf(match, condition.forEach, compiler));
    const gate = rules[0]?.log.gate;
    const ask = (moment: Moment): Verdict & { readonly things: readonly string[] } => {
      const startMs = window?.startAt(moment.nowMs) ?? Number.NEGATIVE_INFINITY;
      const inside = [...startsOfThings(rules, moment)].filter(([, atMs]) => atMs > startMs);
      if (inside.length === 0) return { ...always(false), things: [] };
      const until = Math.max(...inside.map(([, atMs]) => window?.leavesAt(atMs) ?? Number.POSITIVE_INFINITY));
      return { holds: true, until, things: inside.map(([thing]) => thing).filter((thing) => thing !== "") };
    };
    return {
      ...(gate === undefined ? {} : { gate }),
      ask,
      explain: (moment) => {
        const { things, holds, until } = ask(moment);
        const fact = `${holds ? "" : "not "}${sequenceWords(condition)}${thingsWords(things)}`;
        return { holds, until, fact, parts: [], ...(things.length === 0 ? {} : { things }) };
      },
    };
  },
  select: (condition, sets) => sets.exceptions(condition),
  words: (condition) => `who ${sequenceWords(condition)}`,
};

/** For each thing, the latest moment at which a whole sequence began; "" when they need not be about one thing. */
function startsOfThings(rules: readonly StepRule<ReadLog>[], moment: Moment): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  const found: FoundStep[] = [];
  for (const rule of rules) {
    const step = readStep(rule, moment);
    if (step.times.size === 0) return starts;
    found.push(step);
  }
  for (const thing of new Set(found.at(-1)?.times.keys())) {
    const start = startsOf(found, thing);
    if (start !== undefined) starts.set(thing, start);
  }
  return starts;
}

interface ReadLog {
  (moment: Moment): readonly LogEntry[];
  readonly gate: string;
}

function logOf(match: EventMatch, forEach: string | undefined, compiler: Compiler): ReadLog {
  const need: LogSlot = {
    kind: "log",
    keep: didLimits.events,
    ...(forEach === undefined ? {} : { key: forEach }),
  };
  const slot = compiler.slot(defineSlot(eventsOf(match), need));
  const read = logReader(need);
  return Object.assign((moment: Moment) => read(slot(moment)), { gate: slot.storedKey });
}

function readStep({ log, without, after, ...rule }: StepRule<ReadLog>, moment: Moment): FoundStep {
  return {
    ...rule,
    times: timesOf([log], moment),
    without: timesOf(without, moment),
    after: timesOf(after, moment),
  };
}

/** By thing, oldest first. */
function timesOf(logs: readonly ReadLog[], moment: Moment): ReadonlyMap<string, readonly number[]> {
  const times = new Map<string, number[]>();
  for (const read of logs) {
    for (const { key, atMs } of read(moment)) {
      const list = times.get(key) ?? [];
      list.push(atMs);
      times.set(key, list);
    }
  }
  for (const list of times.values()) list.sort((a, b) => a - b);
  return times;
}
