import type { Json } from "@attune/contract";
import { type Decimal, decimalOf, formatDecimal, readDecimal } from "../decimal.ts";
import { valueReader } from "../plain-event.ts";
import type { SlotForm } from "./slot-form.ts";

/** The sum of a property's numbers, ever. State: a decimal as text. What is no number adds nothing. */
export interface SumSlot {
  readonly kind: "sum";
  readonly of: string;
}

export function sumForm({ of }: SumSlot): SlotForm {
  const read = valueReader(of);
  return {
    add: (kept, event) => {
      const value = read(event);
      const decimal = typeof value === "number" ? decimalOf(value) : undefined;
      return decimal === undefined ? undefined : formatDecimal(sumIn(kept) + decimal);
    },
    merge: (a, b) => formatDecimal(sumIn(a) + sumIn(b)),
    fill: {
      sql: ({ decimal }) => `toString(sum(${decimal(of)}))`,
      read: (kept) => (typeof kept === "string" ? formatDecimal(readDecimal(kept)) : undefined),
    },
  };
}

export function sumIn(kept: Json | undefined): Decimal {
  return typeof kept === "string" ? readDecimal(kept) : 0n;
}
