import type { Json } from "@attune/contract";
import type { SlotForm } from "./slot-form.ts";

/** How many events there were, ever. State: a number. */
export interface CountSlot {
  readonly kind: "count";
}

export const countForm: SlotForm = {
  add: (kept) => countIn(kept) + 1,
  merge: (a, b) => countIn(a) + countIn(b),
  fill: {
    sql: () => "count()",
    read: (kept) => Number(kept),
  },
};

export function countIn(kept: Json | undefined): number {
  return typeof kept === "number" ? kept : 0;
}
