import type { Json } from "@attune/contract";
import { compareText } from "../comparison.ts";
import type { ReadKeys } from "../event-match.ts";
import type { SlotForm } from "./slot-form.ts";
import { insertTimed, removeTimed, type TimedList, timedList } from "./timed-list.ts";

/**
 * When each thing was last told of, for the newest `keep` things. State: `[time, key, ago, key, ago, key, …]`, newest first, `ago` in
 * milliseconds before the entry in front; of things of one moment the smaller text comes first.
 */
export interface KeysSlot {
  readonly kind: "keys";
  readonly of: string;
  readonly keep: number;
}

export type KeyTimes = ReadonlyMap<string, number>;

export function keysForm({ of, keep }: KeysSlot, read: ReadKeys): SlotForm {
  return {
    add: (kept, event) => {
      const before = timedList(kept);
      const after = read(event).reduce((list, key) => withKey(list, key, event.occurredAt, keep), before);
      return after === before ? undefined : after;
    },
    merge: (a, b) => writeKeys(joined(keysIn(a), keysIn(b)), keep),
    fill: {
      sql: ({ keys }) => newestKeysSql(keys(of)),
      read: (kept) => readFilled(kept, keep),
    },
  };
}

/** An aggregate: all things and the newest time of each, as two arrays. */
export function newestKeysSql(keys: string, condition?: string): string {
  const times = `arrayMap(_ -> toUnixTimestamp64Milli(occurred_at), ${keys})`;
  return condition === undefined ? `maxMap(${keys}, ${times})` : `maxMapIf(${keys}, ${times}, ${condition})`;
}

/** The same list when that is no news. */
function withKey(list: TimedList, key: string, atMs: number, keep: number): TimedList {
  let time = 0;
  let rest = list;
  for (let at = 0; at < list.length; at += 2) {
    time = at === 0 ? Number(list[0]) : time - Number(list[at]);
    if (list[at + 1] !== key) continue;
    if (time >= atMs) return list;
    rest = removeTimed(list, 2, at);
    break;
  }
  const isBefore = (at: number): boolean => compareText(String(rest[at + 1]), key) < 0;
  return insertTimed(rest, { width: 2, keep }, { atMs, cells: [key] }, isBefore) ?? list;
}

/** Newest first. */
export function keysIn(kept: Json | undefined): KeyTimes {
  const list: readonly Json[] = Array.isArray(kept) ? kept : [];
  const times = new Map<string, number>();
  let atMs = 0;
  for (let at = 0; at + 1 < list.length; at += 2) {
    atMs = at === 0 ? Number(list[0]) : atMs - Number(list[at]);
    times.set(String(list[at + 1]), atMs);
  }
  return times;
}

function joined(a: KeyTimes, b: KeyTimes): KeyTimes {
  const times = new Map(a);
  for (const [key, atMs] of b) times.set(key, Math.max(times.get(key) ?? atMs, atMs));
  return times;
}

function writeKeys(times: KeyTimes, keep: number): Json {
  const newest = [...times].sort(([x, a], [y, b]) => b - a || compareText(x, y)).slice(0, keep);
  let before = 0;
  return newest.flatMap(([key, atMs], at) => {
    const told = at === 0 ? atMs : before - atMs;
    before = atMs;
    return [told, key];
  });
}

function readFilled(kept: unknown, keep: number): Json | undefined {
  if (!Array.isArray(kept)) return undefined;
  const [keys, times]: readonly unknown[] = kept;
  if (!Array.isArray(keys) || !Array.isArray(times) || keys.length === 0) return undefined;
  return writeKeys(new Map(keys.map((key, at) => [String(key), Number(times[at])])), keep);
}
