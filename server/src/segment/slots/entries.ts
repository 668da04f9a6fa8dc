import { didLimits, type Json } from "@attune/contract";
import { type Decimal, decimalOf, formatDecimal, readDecimal } from "../decimal.ts";
import { valueReader } from "../plain-event.ts";
import type { Window } from "../window.ts";
import type { SlotForm } from "./slot-form.ts";

/**
 * The newest `didLimits.numbers` numbers of a property with their times, as far back as a window that contains the newest can reach.
 * State: `[time, decimal, time, decimal, …]`, newest first, of one moment the least first. A pair that an earlier version wrote is the
 * sum of its moment.
 */
export interface EntriesSlot {
  readonly kind: "entries";
  readonly of: string;
  readonly within: string;
}

export type Entry = readonly [atMs: number, value: Decimal];

/** As it is kept: times are numbers, decimals are text. */
type Kept = readonly (number | string)[];

export function entriesForm({ of }: EntriesSlot, window: Window): SlotForm {
  const read = valueReader(of);
  return {
    add: (kept, event) => {
      const value = read(event);
      const decimal = typeof value === "number" ? decimalOf(value) : undefined;
      return decimal === undefined
        ? undefined
        : reachable(insert(keptIn(kept), event.occurredAt, decimal), window);
    },
    merge: (a, b) => reachable(mergeEntries(entriesIn(a), entriesIn(b)), window),
    fill: {
      sql: ({ decimal }) => fillSql(decimal(of), window),
      read: (kept) => readFilled(kept, window),
    },
  };
}

/** Newest first. */
export function entriesIn(kept: Json | undefined): readonly Entry[] {
  const list = keptIn(kept);
  const entries: Entry[] = [];
  for (let at = 0; at < list.length; at += 2) entries.push([timeAt(list, at), valueAt(list, at)]);
  return entries;
}

function keptIn(kept: Json | undefined): Kept {
  return Array.isArray(kept) ? kept : []; // written here only
}

function timeAt(list: Kept, at: number): number {
  return Number(list[at] ?? 0);
}

function valueAt(list: Kept, at: number): Decimal {
  return readDecimal(String(list[at + 1] ?? 0));
}

function insert(list: Kept, time: number, value: Decimal): Kept {
  let at = 0;
  while (at < list.length && isBefore([timeAt(list, at), valueAt(list, at)], [time, value])) at += 2;
  return list.toSpliced(at, 0, time, formatDecimal(value));
}

function isBefore([time, value]: Entry, [otherTime, other]: Entry): boolean {
  return time > otherTime || (time === otherTime && value < other);
}

function mergeEntries(a: readonly Entry[], b: readonly Entry[]): Kept {
  return [...a, ...b]
    .sort((x, y) => (isBefore(x, y) ? -1 : 1))
    .slice(0, didLimits.numbers)
    .flatMap(([at, value]) => [at, formatDecimal(value)]);
}

/** Now is never before the newest, so what a window that begins there cannot reach is never reached again. */
function reachable(list: Kept, window: Window): Kept {
  const start = window.startAt(timeAt(list, 0));
  let length = Math.min(list.length, 2 * didLimits.numbers);
  while (length > 2 && timeAt(list, length - 2) <= start) length -= 2;
  return length === list.length ? list : list.slice(0, length);
}

/** All that a window of this length could reach from the newest; `readFilled` leaves out what it does not. */
function fillSql(decimal: string, window: Window): string {
  return `arrayFilter(
         entry -> entry.1 > arrayMax(other -> other.1, entries) - ${window.atMostMs},
         groupArrayIf((toUnixTimestamp64Milli(occurred_at), toString(${decimal})), isNotNull(${decimal})) as entries)`;
}

function readFilled(kept: unknown, window: Window): Json | undefined {
  if (!Array.isArray(kept) || kept.length === 0) return undefined;
  const pairs: readonly (readonly [unknown, unknown])[] = kept;
  const entries = pairs.map(([at, value]): Entry => [Number(at), readDecimal(String(value))]);
  return reachable(mergeEntries(entries, []), window);
}
