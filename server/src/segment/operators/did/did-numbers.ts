import type { AmountComparison, DidCondition, Json } from "@attune/contract";
import { didLimits } from "@attune/contract";
import { type Decimal, decimalOf, formatDecimal } from "../../decimal.ts";
import { entriesIn } from "../../slots/entries.ts";
import { type LogSlot, logReader } from "../../slots/log.ts";
import { meansIn } from "../../slots/means.ts";
import { defineSlot, type SlotEvents, type SlotNeed } from "../../slots/slot.ts";
import { sumIn } from "../../slots/sum.ts";
import { always } from "../../verdict.ts";
import { pathWords } from "../comparison-words.ts";
import type { Compiler, Moment } from "../operator.ts";
import { type Amount, amountTest, whileLeaving } from "./did-amount.ts";
import { didEvents, type Span } from "./did-span.ts";

/** What a property's numbers come to. */
interface Total {
  readonly count: number;
  readonly sum: Decimal;
  readonly least: Decimal | undefined;
  readonly most: Decimal | undefined;
}

interface Numbers {
  readonly atMs: number;
  readonly count: number;
  readonly sum: Decimal;
}

const nothing: Total = { count: 0, sum: 0n, least: undefined, most: undefined };

function withNumber(total: Total, { count, sum }: Pick<Numbers, "count" | "sum">): Total {
  return {
    count: total.count + count,
    sum: total.sum + sum,
    least: total.least === undefined || sum < total.least ? sum : total.least,
    most: total.most === undefined || sum > total.most ? sum : total.most,
  };
}

/** The sum and the average; and, since another event, the least and the greatest number. */
export function compileNumbers(
  condition: DidCondition,
  span: Span | undefined,
  compiler: Compiler,
): readonly Amount[] {
  const { sum, avg, min, max, since } = condition;
  const parts: Amount[] = [];
  const add = (comparison: AmountComparison | undefined, measure: Measure): void => {
    if (comparison === undefined) return;
    const events = didEvents(condition, compiler.calendar);
    parts.push(compileMeasure(comparison, measure, { events, condition, span, compiler }));
  };
  add(sum, sumMeasure);
  add(avg, meanMeasure);
  if (since !== undefined) {
    add(min, leastMeasure);
    add(max, mostMeasure);
  }
  return parts;
}

interface Measure {
  readonly name: "sum" | "avg" | "min" | "max";
  judge(comparison: AmountComparison): (total: Total) => boolean;
  words(total: Total, of: string): string;
}

interface Place {
  readonly events: SlotEvents;
  readonly condition: DidCondition;
  readonly span: Span | undefined;
  readonly compiler: Compiler;
}

function compileMeasure(
  comparison: AmountComparison,
  measure: Measure,
  { events, condition, span, compiler }: Place,
): Amount {
  const judged = measure.judge(comparison);
  const need = needOf(comparison.of, measure, condition);
  const most = mostNumbers(condition);
  const holds = (total: Total): boolean => total.count < most && judged(total);
  const slot = compiler.slot(defineSlot(events, need));
  const read = readerOf(need);
  const inside = (moment: Moment): readonly Numbers[] => {
    const all = read(slot(moment));
    if (span === undefined) return all;
    const startMs = span.startAt(moment);
    return startMs === undefined ? [] : all.filter(({ atMs }) => atMs > startMs);
  };
  return {
    ask: (moment) => {
      const numbers = inside(moment);
      if (span === undefined) return always(holds(numbers.reduce(withNumber, nothing)));
      const totals = runningTotals(numbers);
      return whileLeaving(
        numbers.length,
        (left) => holds(totals[left] ?? nothing),
        (left) => span.leavesAt(numbers[left - 1]?.atMs ?? 0),
      );
    },
    found: (moment) => {
      const total = inside(moment).reduce(withNumber, nothing);
      const of = pathWords(comparison.of);
      return total.count < most
        ? measure.words(total, of)
        : `${most} or more numbers of ${of}, too many to be told,`;
    },
  };
}

/** As many as are kept: whether there were more is not known, so nothing is told of them. */
function mostNumbers({ within, since }: DidCondition): number {
  if (since !== undefined) return didLimits.events;
  return within === undefined ? Number.POSITIVE_INFINITY : didLimits.numbers;
}

function needOf(of: string, { name }: Measure, { within, since }: DidCondition): SlotNeed {
  if (since !== undefined) return { kind: "log", keep: didLimits.events, number: of };
  if (name === "avg") return within === undefined ? { kind: "means", of } : { kind: "means", of, within };
  return within === undefined ? { kind: "sum", of } : { kind: "entries", of, within };
}

function readerOf(need: SlotNeed): (kept: Json | undefined) => readonly Numbers[] {
  if (need.kind === "log") return logNumbers(need);
  if (need.kind === "means") return meansIn;
  if (need.kind === "sum") return (kept) => [{ atMs: 0, count: 1, sum: sumIn(kept) }];
  return (kept) => entriesIn(kept).map(([atMs, sum]) => ({ atMs, count: 1, sum }));
}

function logNumbers(need: LogSlot): (kept: Json | undefined) => readonly Numbers[] {
  const read = logReader(need);
  return (kept) => read(kept).map(({ atMs, number }) => ({ atMs, count: 1, sum: number }));
}

/** Of the first 0, 1, 2, … */
function runningTotals(numbers: readonly Numbers[]): readonly Total[] {
  const totals: Total[] = [nothing];
  for (const [at, one] of numbers.entries()) totals.push(withNumber(totals[at] ?? nothing, one));
  return totals;
}

const sumMeasure: Measure = {
  name: "sum",
  judge: (comparison) => {
    const test = amountTest(comparison);
    return ({ sum }) => test(sum);
  },
  words: ({ sum }, of) => (sum === 0n ? `no ${of} in all` : `${of} of ${formatDecimal(sum)} in all`),
};

const meanMeasure: Measure = {
  name: "avg",
  judge: meanTest,
  words: ({ count, sum }, of) =>
    count === 0 ? `no ${of}` : `${of} of ${formatDecimal(sum / BigInt(count))} on average`,
};

const leastMeasure: Measure = {
  name: "min",
  judge: (comparison) => {
    const test = amountTest(comparison);
    return ({ least }) => least !== undefined && test(least);
  },
  words: ({ least }, of) =>
    least === undefined ? `no ${of}` : `a smallest ${of} of ${formatDecimal(least)}`,
};

const mostMeasure: Measure = {
  name: "max",
  judge: (comparison) => {
    const test = amountTest(comparison);
    return ({ most }) => most !== undefined && test(most);
  },
  words: ({ most }, of) => (most === undefined ? `no ${of}` : `a largest ${of} of ${formatDecimal(most)}`),
};

/** Without division: the sum against the bound times the count. */
function meanTest({ gt, gte, lt, lte, eq }: AmountComparison): (total: Total) => boolean {
  return ({ count, sum }) => {
    if (count === 0) return false;
    const times = (bound: number): Decimal => (decimalOf(bound) ?? 0n) * BigInt(count);
    return (
      (gt === undefined || sum > times(gt)) &&
      (gte === undefined || sum >= times(gte)) &&
      (lt === undefined || sum < times(lt)) &&
      (lte === undefined || sum <= times(lte)) &&
      (eq === undefined || sum === times(eq))
    );
  };
}
