import type { Json } from "@attune/contract";
import { type Decimal, decimalOf } from "../decimal.ts";
import { type PlainEvent, valueReader } from "../plain-event.ts";
import type { SlotForm } from "./slot-form.ts";

/**
 * The times of the newest `keep` events; of those with a number alone (`of`), and if told one beyond a bound.
 * State: epoch milliseconds, newest first.
 */
export interface NewestSlot {
  readonly kind: "newest";
  readonly keep: number;
  readonly of?: string;
  readonly than?: NumberBound;
}

export interface NumberBound {
  readonly sign: ">" | ">=" | "<" | "<=";
  readonly number: number;
}

export function newestForm({ keep, of, than }: NewestSlot): SlotForm {
  const counts = of === undefined ? () => true : numberTest(of, than);
  return {
    add: (kept, event) => (counts(event) ? insert(timesIn(kept), event.occurredAt, keep) : undefined),
    merge: (a, b) => mergeTimes(timesIn(a), timesIn(b), keep),
    fill: {
      sql: ({ decimal }) => {
        const time = "-toUnixTimestamp64Milli(occurred_at)";
        if (of === undefined) return `groupArraySorted(${keep})(${time})`;
        return `groupArraySortedIf(${keep})(${time}, ${boundSql(decimal(of), than)})`;
      },
      read: (kept) =>
        Array.isArray(kept) && kept.length > 0 ? kept.map((time) => -Number(time)) : undefined,
    },
  };
}

/** 0 or 1, never null. `number` is a decimal, null for none. */
function boundSql(number: string, than: NumberBound | undefined): string {
  if (than === undefined) return `isNotNull(${number})`;
  return `ifNull(${number} ${than.sign} toDecimal256('${than.number}', 9), 0)`; // a number of ours, not text
}

function numberTest(of: string, than: NumberBound | undefined): (event: PlainEvent) => boolean {
  const read = valueReader(of);
  const fits = than === undefined ? () => true : boundTest(than);
  return (event) => {
    const value = read(event);
    const decimal = typeof value === "number" ? decimalOf(value) : undefined;
    return decimal !== undefined && fits(decimal);
  };
}

function boundTest({ sign, number }: NumberBound): (value: Decimal) => boolean {
  const bound = decimalOf(number) ?? 0n;
  switch (sign) {
    case ">":
      return (value) => value > bound;
    case ">=":
      return (value) => value >= bound;
    case "<":
      return (value) => value < bound;
    case "<=":
      return (value) => value <= bound;
  }
}

export function timesIn(kept: Json | undefined): readonly number[] {
  return Array.isArray(kept) ? kept : [];
}

function mergeTimes(a: readonly number[], b: readonly number[], keep: number): readonly number[] {
  return [...a, ...b].sort((x, y) => y - x).slice(0, keep);
}

function insert(times: readonly number[], time: number, keep: number): readonly number[] | undefined {
  let at = times.length;
  while (at > 0 && (times[at - 1] ?? 0) < time) at -= 1;
  if (at >= keep) return undefined;
  const next = times.toSpliced(at, 0, time);
  if (next.length > keep) next.pop();
  return next;
}
