import type { Json } from "@attune/contract";
import type { SlotForm } from "./slot-form.ts";

/** The times of the newest `keep` events. State: epoch milliseconds, newest first. */
export interface NewestSlot {
  readonly kind: "newest";
  readonly keep: number;
}

export function newestForm({ keep }: NewestSlot): SlotForm {
  return {
    add: (kept, { occurredAt }) => insert(timesIn(kept), occurredAt, keep),
    merge: (a, b) => mergeTimes(timesIn(a), timesIn(b), keep),
    fill: {
      sql: () => `groupArraySorted(${keep})(-toUnixTimestamp64Milli(occurred_at))`,
      read: (kept) => (Array.isArray(kept) ? kept.map((time) => -Number(time)) : undefined),
    },
  };
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
