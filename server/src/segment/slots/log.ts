import type { Json } from "@attune/contract";
import { compareText } from "../comparison.ts";
import { type Decimal, decimalOf, formatDecimal, readDecimal } from "../decimal.ts";
import type { ReadKeys } from "../event-match.ts";
import { type PlainEvent, valueReader } from "../plain-event.ts";
import type { SlotForm } from "./slot-form.ts";
import { insertTimed, type TimedList, timedList } from "./timed-list.ts";

/**
 * The newest `keep` events, each with the thing it is about (one entry for each thing) and a property's number, as asked. Events
 * without any such thing are left out; so are those without a number when no thing is asked for.
 * State: flat, newest first: `[time, key?, number?, ago, key?, number?, …]`, `ago` in milliseconds before the entry in front. Of entries of one moment the one with the smaller text, then number, comes first.
 */
export interface LogSlot {
  readonly kind: "log";
  readonly keep: number;
  readonly key?: string;
  readonly number?: string;
}

export interface LogEntry {
  readonly atMs: number;
  /** "" when no thing is asked for. */
  readonly key: string;
  readonly number: Decimal;
}

/** Where there is no number: it adds nothing. */
const noNumber = 0n;

export function logForm({ keep, key, number }: LogSlot, readKeys: ReadKeys | undefined): SlotForm {
  const columns = { key: key !== undefined, number: number !== undefined };
  const columnsOf = { ...(key === undefined ? {} : { key }), ...(number === undefined ? {} : { number }) };
  const read = entryReader(number, readKeys);
  return {
    add: (kept, event) => {
      const before = timedList(kept);
      const after = read(event).reduce((list, entry) => withEntry(list, entry, keep, columns), before);
      return after === before ? undefined : after;
    },
    merge: (a, b) => write([...entriesOf(a, columns), ...entriesOf(b, columns)], keep, columns),
    fill: {
      sql: (sql) => newestEntriesSql(keep, sql.keys, sql.decimal, columnsOf),
      read: (kept) => readFilled(kept, keep, columns),
    },
  };
}

/** The same list when as many come before it as are kept. */
function withEntry(list: TimedList, entry: LogEntry, keep: number, columns: Columns): TimedList {
  const width = widthOf(columns);
  const isBefore = (at: number): boolean => {
    const key = columns.key ? String(list[at + 1]) : "";
    const number = columns.number ? readDecimal(String(list[at + width - 1])) : noNumber;
    return compareEntries({ atMs: entry.atMs, key, number }, entry) < 0;
  };
  const cells = cellsOf(entry, columns);
  return insertTimed(list, { width, keep }, { atMs: entry.atMs, cells }, isBefore) ?? list;
}

function widthOf({ key, number }: Columns): number {
  return 1 + Number(key) + Number(number);
}

function cellsOf({ key, number }: LogEntry, columns: Columns): readonly Json[] {
  return [...(columns.key ? [key] : []), ...(columns.number ? [formatDecimal(number)] : [])];
}

interface Columns {
  readonly key: boolean;
  readonly number: boolean;
}

export function logReader({ key, number }: LogSlot): (kept: Json | undefined) => readonly LogEntry[] {
  const columns = { key: key !== undefined, number: number !== undefined };
  return (kept) => entriesOf(kept, columns);
}

/** Events without a number are left out, unless things are asked for: then they count, and add nothing. */
function entryReader(
  number: string | undefined,
  readKeys: ReadKeys | undefined,
): (event: PlainEvent) => readonly LogEntry[] {
  const readNumber = number === undefined ? undefined : valueReader(number);
  return (event) => {
    const value = readNumber?.(event);
    const decimal = typeof value === "number" ? decimalOf(value) : undefined;
    const atMs = event.occurredAt;
    if (readKeys !== undefined) {
      return readKeys(event).map((key) => ({ atMs, key, number: decimal ?? noNumber }));
    }
    return readNumber !== undefined && decimal === undefined
      ? []
      : [{ atMs, key: "", number: decimal ?? noNumber }];
  };
}

function entriesOf(kept: Json | undefined, columns: Columns): readonly LogEntry[] {
  const list: readonly Json[] = Array.isArray(kept) ? kept : [];
  const width = widthOf(columns);
  const entries: LogEntry[] = [];
  let atMs = 0;
  for (let at = 0; at + width <= list.length; at += width) {
    atMs = at === 0 ? Number(list[0]) : atMs - Number(list[at]);
    entries.push({
      atMs,
      key: columns.key ? String(list[at + 1]) : "",
      number: columns.number ? readDecimal(String(list[at + width - 1])) : noNumber,
    });
  }
  return entries;
}

function compareEntries(a: LogEntry, b: LogEntry): number {
  if (a.atMs !== b.atMs) return b.atMs - a.atMs;
  if (a.key !== b.key) return compareText(a.key, b.key);
  return a.number < b.number ? -1 : Number(a.number > b.number);
}

function write(entries: readonly LogEntry[], keep: number, columns: Columns): Json {
  let before = 0;
  return entries
    .toSorted(compareEntries)
    .slice(0, keep)
    .flatMap((entry, at) => {
      const told = at === 0 ? entry.atMs : before - entry.atMs;
      before = entry.atMs;
      return [told, ...cellsOf(entry, columns)];
    });
}

/** An aggregate: the newest entries as (−time, key, number), in this order. */
export function newestEntriesSql(
  keep: number,
  keys: (path: string) => string,
  decimal: (path: string) => string,
  { key, number }: Pick<LogSlot, "key" | "number">,
  condition?: string,
): string {
  const time = "-toUnixTimestamp64Milli(occurred_at)";
  const value = number === undefined ? "toUInt8(0)" : `ifNull(${decimal(number)}, toDecimal256(0, 9))`;
  const conditions = [
    ...(condition === undefined ? [] : [condition]),
    ...(key === undefined && number !== undefined ? [`isNotNull(${decimal(number)})`] : []),
  ];
  const when = conditions.length === 0 ? "" : `, ${conditions.join(" and ")}`;
  const suffix = when === "" ? "" : "If";
  if (key === undefined) return `groupArraySorted${suffix}(${keep})((${time}, '', ${value})${when})`;
  const entries = `arrayMap(thing -> (${time}, thing, ${value}), ${keys(key)})`;
  // Inside `if` things are read of those events alone that are asked for.
  return `groupArraySortedArray(${keep})(${condition === undefined ? entries : `if(${condition}, ${entries}, [])`})`;
}

function readFilled(kept: unknown, keep: number, columns: Columns): Json | undefined {
  if (!Array.isArray(kept) || kept.length === 0) return undefined;
  const rows: readonly (readonly [unknown, unknown, unknown])[] = kept;
  const entries = rows.map(
    ([time, key, number]): LogEntry => ({
      atMs: -Number(time),
      key: String(key),
      number: readDecimal(String(number)),
    }),
  );
  return write(entries, keep, columns);
}
