import { computedLimits, type Json } from "@attune/contract";
import { compareText } from "../comparison.ts";
import type { ReadKeys } from "../event-match.ts";
import type { SlotForm } from "./slot-form.ts";

/**
 * How often each thing was told of, ever, while they are at most `computedLimits.different`; beyond that nothing is kept of them but that they
 * are too many, which never changes back. State: `[key, count, key, count, …]` in the order of their text, or 0.
 */
export interface TallySlot {
  readonly kind: "tally";
  readonly of: string;
}

export type Tally = ReadonlyMap<string, number>;

const tooMany = 0;

export function tallyForm({ of }: TallySlot, read: ReadKeys): SlotForm {
  return {
    add: (kept, event) => {
      const keys = read(event);
      return keys.length === 0 || kept === tooMany
        ? undefined
        : written(joined(entriesOf(kept), new Map(keys.map((key) => [key, 1]))));
    },
    merge: (a, b) => (a === tooMany || b === tooMany ? tooMany : written(joined(entriesOf(a), entriesOf(b)))),
    fill: {
      sql: ({ keys }) => `sumMap(${keys(of)}, arrayMap(_ -> toUInt64(1), ${keys(of)}))`,
      read: readFilled,
    },
  };
}

/** Undefined: too many different things. */
export function tallyIn(kept: Json | undefined): Tally | undefined {
  return kept === tooMany ? undefined : entriesOf(kept);
}

function entriesOf(kept: Json | undefined): Tally {
  const list: readonly Json[] = Array.isArray(kept) ? kept : [];
  const counts = new Map<string, number>();
  for (let at = 0; at + 1 < list.length; at += 2) counts.set(String(list[at]), Number(list[at + 1]));
  return counts;
}

function joined(a: Tally, b: Tally): Tally {
  const counts = new Map(a);
  for (const [key, count] of b) counts.set(key, (counts.get(key) ?? 0) + count);
  return counts;
}

function written(counts: Tally): Json {
  if (counts.size > computedLimits.different) return tooMany;
  return [...counts].sort(([a], [b]) => compareText(a, b)).flat();
}

/** The most frequent, of several the one whose text comes first. */
export function mostFrequentOf(counts: Tally): string | undefined {
  let [most, found]: [number, string | undefined] = [0, undefined];
  for (const [key, count] of counts) {
    if (count < most || (count === most && found !== undefined && compareText(found, key) < 0)) continue;
    [most, found] = [count, key];
  }
  return found;
}

function readFilled(kept: unknown): Json | undefined {
  if (!Array.isArray(kept)) return undefined;
  const [keys, counts]: readonly unknown[] = kept;
  if (!Array.isArray(keys) || !Array.isArray(counts) || keys.length === 0) return undefined;
  return written(new Map(keys.map((key, at) => [String(key), Number(counts[at])])));
}
