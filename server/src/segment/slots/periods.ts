import type { Json, Period } from "@attune/contract";
import type { Calendar } from "../../kernel/calendar.ts";
import { periodOf } from "../period.ts";
import type { SlotForm } from "./slot-form.ts";

/**
 * In which of the `of` days, weeks or months that end with the newest there was an event.
 * State: `[newest period, "bits"]`: hexadecimal, the lowest bit is the newest period, the next the one before.
 */
export interface PeriodsSlot {
  readonly kind: "periods";
  readonly every: Period;
  readonly of: number;
}

export interface KeptPeriods {
  /** The newest. */
  readonly period: number;
  readonly bits: bigint;
}

/** Changes of the clock, and so the beginnings of days, fall on quarters of an hour. */
const quarterMs = 900_000;

export function periodsForm({ every, of }: PeriodsSlot, calendar: Calendar): SlotForm {
  const bits = periodBits(of);
  return {
    add: (kept, { occurredAt }) => bits.add(kept, periodOf(occurredAt, every, calendar)),
    merge: bits.merge,
    fill: {
      sql: () => `groupUniqArray(toInt64(floor(toUnixTimestamp64Milli(occurred_at) / ${quarterMs})))`,
      read: (kept) =>
        Array.isArray(kept)
          ? bits.of(new Set(kept.map((quarter) => periodOf(Number(quarter) * quarterMs, every, calendar))))
          : undefined,
    },
  };
}

/** The newest `of` periods as bits. */
export interface PeriodBits {
  /** Undefined: no news. */
  add(kept: Json | undefined, period: number): Json | undefined;
  merge(a: Json, b: Json): Json;
  /** Undefined of none. */
  of(periods: ReadonlySet<number>): Json | undefined;
}

export function periodBits(of: number): PeriodBits {
  const mask = (1n << BigInt(of)) - 1n;
  return {
    add: (kept, period) => {
      const before = periodsIn(kept);
      const next = before === undefined ? { period, bits: 1n } : union(before, { period, bits: 1n }, mask);
      return before !== undefined && next.period === before.period && next.bits === before.bits
        ? undefined
        : write(next);
    },
    merge: (a, b) => {
      const [x, y] = [periodsIn(a), periodsIn(b)];
      return x === undefined || y === undefined ? (x === undefined ? b : a) : write(union(x, y, mask));
    },
    of: (periods) => {
      const all = [...periods].map((period): KeptPeriods => ({ period, bits: 1n }));
      return all.length === 0 ? undefined : write(all.reduce((a, b) => union(a, b, mask)));
    },
  };
}

export function periodsIn(kept: Json | undefined): KeptPeriods | undefined {
  if (!Array.isArray(kept)) return undefined;
  const [period, bits]: readonly Json[] = kept;
  return { period: Number(period), bits: BigInt(`0x${String(bits)}`) };
}

function write({ period, bits }: KeptPeriods): Json {
  return [period, bits.toString(16)];
}

function union(a: KeptPeriods, b: KeptPeriods, mask: bigint): KeptPeriods {
  const [newer, older] = a.period >= b.period ? [a, b] : [b, a];
  return {
    period: newer.period,
    bits: (newer.bits | (older.bits << BigInt(newer.period - older.period))) & mask,
  };
}
