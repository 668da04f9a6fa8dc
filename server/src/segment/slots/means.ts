import { didLimits, type Json } from "@attune/contract";
import { type Decimal, decimalOf, formatDecimal, readDecimal } from "../decimal.ts";
import { valueReader } from "../plain-event.ts";
import type { Window } from "../window.ts";
import type { SlotForm } from "./slot-form.ts";

/**
 * How many numbers of a property there were and their sum, as far back as a window that contains the newest can reach and until they are
 * `didLimits.numbers`; without `within` ever. State: `[time, count, sum, time, count, sum, …]`, newest first, one entry for each moment; ever: one of time 0.
 */
export interface MeansSlot {
  readonly kind: "means";
  readonly of: string;
  readonly within?: string;
}

export interface Mean {
  readonly atMs: number;
  readonly count: number;
  readonly sum: Decimal;
}

export function meansForm({ of }: MeansSlot, window: Window | undefined): SlotForm {
  const read = valueReader(of);
  return {
    add: (kept, event) => {
      const value = read(event);
      const sum = typeof value === "number" ? decimalOf(value) : undefined;
      if (sum === undefined) return undefined;
      const atMs = window === undefined ? 0 : event.occurredAt;
      return written([...meansIn(kept), { atMs, count: 1, sum }], window);
    },
    merge: (a, b) => written([...meansIn(a), ...meansIn(b)], window),
    fill: {
      sql: ({ decimal }) =>
        window === undefined
          ? `tuple(count(${decimal(of)}), toString(sum(${decimal(of)})))`
          : fillSql(decimal(of), window.atMostMs),
      read: (kept) => readFilled(kept, window),
    },
  };
}

/** Newest first. */
export function meansIn(kept: Json | undefined): readonly Mean[] {
  const list: readonly Json[] = Array.isArray(kept) ? kept : [];
  const means: Mean[] = [];
  for (let at = 0; at + 2 < list.length; at += 3) {
    means.push({
      atMs: Number(list[at]),
      count: Number(list[at + 1]),
      sum: readDecimal(String(list[at + 2])),
    });
  }
  return means;
}

function written(means: readonly Mean[], window: Window | undefined): Json {
  const byTime = new Map<number, Mean>();
  for (const mean of means) {
    const same = byTime.get(mean.atMs);
    const { atMs } = mean;
    byTime.set(
      atMs,
      same === undefined ? mean : { atMs, count: same.count + mean.count, sum: same.sum + mean.sum },
    );
  }
  const newest = Math.max(...byTime.keys());
  const start = window?.startAt(newest) ?? Number.NEGATIVE_INFINITY;
  let before = 0;
  return [...byTime.values()]
    .filter(({ atMs }) => atMs > start)
    .sort((a, b) => b.atMs - a.atMs)
    .filter(({ count }) => {
      before += count;
      return before - count < didLimits.numbers;
    })
    .flatMap(({ atMs, count, sum }) => [atMs, count, formatDecimal(sum)]);
}

function fillSql(decimal: string, atMostMs: number): string {
  return `arrayFilter(
         entry -> entry.1 > arrayMax(other -> other.1, entries) - ${atMostMs},
         groupArrayIf((toUnixTimestamp64Milli(occurred_at), toString(${decimal})), isNotNull(${decimal})) as entries)`;
}

function readFilled(kept: unknown, window: Window | undefined): Json | undefined {
  if (!Array.isArray(kept) || kept.length === 0) return undefined;
  if (window === undefined) {
    const [count, sum]: readonly unknown[] = kept;
    if (Number(count) === 0) return undefined;
    return written([{ atMs: 0, count: Number(count), sum: readDecimal(String(sum)) }], window);
  }
  const pairs: readonly (readonly [unknown, unknown])[] = kept;
  return written(
    pairs.map(([at, value]) => ({ atMs: Number(at), count: 1, sum: readDecimal(String(value)) })),
    window,
  );
}
