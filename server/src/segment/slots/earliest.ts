import type { Json } from "@attune/contract";
import { compareText } from "../comparison.ts";
import type { ReadKeys } from "../event-match.ts";
import type { SlotForm } from "./slot-form.ts";

/** The thing that the first event was about; of several of one moment the one whose text comes first. State: `[time, key]`. */
export interface EarliestSlot {
  readonly kind: "earliest";
  readonly of: string;
}

export function earliestForm({ of }: EarliestSlot, read: ReadKeys): SlotForm {
  return {
    add: (kept, event) => {
      const [key] = read(event).toSorted(compareText);
      if (key === undefined) return undefined;
      const told: Json = [event.occurredAt, key];
      return kept !== undefined && !isBefore(told, kept) ? undefined : told;
    },
    merge: (a, b) => (isBefore(a, b) ? a : b),
    fill: {
      sql: ({ keys }) =>
        `groupArraySortedArray(1)(arrayMap(thing -> (toUnixTimestamp64Milli(occurred_at), thing), ${keys(of)}))`,
      read: (kept) => readFilled(kept),
    },
  };
}

export function earliestIn(kept: Json | undefined): string | undefined {
  return Array.isArray(kept) ? keyOf(kept) : undefined;
}

function isBefore(a: Json, b: Json): boolean {
  const [first, second] = [timeOf(a), timeOf(b)];
  return first < second || (first === second && compareText(keyOf(a), keyOf(b)) < 0);
}

function timeOf(kept: Json): number {
  return Array.isArray(kept) ? Number(kept[0]) : Number.POSITIVE_INFINITY;
}

function keyOf(kept: Json): string {
  return Array.isArray(kept) ? String(kept[1]) : "";
}

function readFilled(kept: unknown): Json | undefined {
  if (!Array.isArray(kept)) return undefined;
  const [first]: readonly unknown[] = kept;
  return Array.isArray(first) ? [Number(first[0]), String(first[1])] : undefined;
}
