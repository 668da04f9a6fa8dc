import type { Json } from "@attune/contract";
import { type Decimal, decimalOf, formatDecimal, readDecimal } from "../decimal.ts";
import { valueReader } from "../plain-event.ts";
import type { Window } from "../window.ts";
import type { SlotForm } from "./slot.ts";

/**
 * The numbers of a property with their times, as far back as a window that contains the newest can reach.
 * State: `[time, decimal, time, decimal, …]`, newest first, one pair for each moment.
 */
export interface EntriesSlot {
  readonly kind: "entries";
  readonly of: string;
  readonly within: string;
}

export type Entry = readonly [atMs: number, value: Decimal];

export function entriesForm({ of }: EntriesSlot, window: Window): SlotForm {
  const read = valueReader(of);
  const join = (a: readonly Entry[], b: readonly Entry[]): Json => write(reachable(sumByTime(a, b), window));
  return {
    add: (kept, event) => {
      const value = read(event);
      const decimal = typeof value === "number" ? decimalOf(value) : undefined;
      if (decimal === undefined) return undefined;
      return join(entriesIn(kept), [[event.occurredAt, decimal]]);
    },
    merge: (a, b) => join(entriesIn(a), entriesIn(b)),
    fill: {
      sql: (decimal) => fillSql(decimal(of), window),
      read: (kept) => readFilled(kept, join),
    },
  };
}

/** Newest first. */
export function entriesIn(kept: Json | undefined): readonly Entry[] {
  const entries: Entry[] = [];
  if (!Array.isArray(kept)) return entries;
  for (let at = 0; at < kept.length; at += 2)
    entries.push([Number(kept[at]), readDecimal(String(kept[at + 1]))]);
  return entries;
}

export function sumByTime(a: readonly Entry[], b: readonly Entry[]): readonly Entry[] {
  const sums = new Map<number, Decimal>();
  for (const [at, value] of [...a, ...b]) sums.set(at, (sums.get(at) ?? 0n) + value);
  return [...sums].sort(([x], [y]) => y - x);
}

/** Now is never before the newest, so what a window that begins there cannot reach is never reached again. */
function reachable(entries: readonly Entry[], window: Window): readonly Entry[] {
  const start = window.startAt(entries[0]?.[0] ?? 0);
  return entries.filter(([at]) => at > start);
}

function write(entries: readonly Entry[]): Json {
  return entries.flatMap(([at, value]) => [at, formatDecimal(value)]);
}

/** All that a window of this length could reach from the newest; `readFilled` leaves out what it does not. */
function fillSql(decimal: string, window: Window): string {
  return `arrayFilter(
         entry -> entry.1 > arrayMax(other -> other.1, entries) - ${window.atMostMs},
         groupArrayIf((toUnixTimestamp64Milli(occurred_at), toString(${decimal})), isNotNull(${decimal})) as entries)`;
}

function readFilled(
  kept: unknown,
  join: (a: readonly Entry[], b: readonly Entry[]) => Json,
): Json | undefined {
  if (!Array.isArray(kept) || kept.length === 0) return undefined;
  const pairs: readonly (readonly [unknown, unknown])[] = kept;
  return join(
    pairs.map(([at, value]): Entry => [Number(at), readDecimal(String(value))]),
    [],
  );
}
