import type { Json } from "@attune/contract";
import type { SlotForm } from "./slot-form.ts";

/** The time of the first event. State: epoch milliseconds. */
export interface OldestSlot {
  readonly kind: "oldest";
}

export const oldestForm: SlotForm = {
  add: (kept, { occurredAt }) => {
    const oldest = oldestIn(kept);
    return oldest !== undefined && oldest <= occurredAt ? undefined : occurredAt;
  },
  merge: (a, b) => Math.min(Number(a), Number(b)),
  fill: {
    sql: () => "min(toUnixTimestamp64Milli(occurred_at))",
    read: (kept) => Number(kept),
  },
};

export function oldestIn(kept: Json | undefined): number | undefined {
  return typeof kept === "number" ? kept : undefined;
}
