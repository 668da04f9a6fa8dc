import type { Json } from "@attune/contract";
import { type Decimal, decimalOf, formatDecimal, readDecimal } from "../decimal.ts";
import { valueReader } from "../plain-event.ts";
import type { SlotForm } from "./slot-form.ts";

/** The least or the greatest of a property's numbers, ever. State: a decimal as text. */
export interface ExtremeSlot {
  readonly kind: "extreme";
  readonly of: string;
  readonly side: "least" | "most";
}

export function extremeForm({ of, side }: ExtremeSlot): SlotForm {
  const read = valueReader(of);
  const isBeyond = (a: Decimal, b: Decimal): boolean => (side === "least" ? a < b : a > b);
  return {
    add: (kept, event) => {
      const value = read(event);
      const decimal = typeof value === "number" ? decimalOf(value) : undefined;
      const before = extremeIn(kept);
      if (decimal === undefined || (before !== undefined && !isBeyond(decimal, before))) return undefined;
      return formatDecimal(decimal);
    },
    merge: (a, b) => (isBeyond(readDecimal(String(a)), readDecimal(String(b))) ? a : b),
    fill: {
      sql: ({ decimal }) => `toString(${side === "least" ? "min" : "max"}OrNull(${decimal(of)}))`,
      read: (kept) => (typeof kept === "string" ? formatDecimal(readDecimal(kept)) : undefined),
    },
  };
}

export function extremeIn(kept: Json | undefined): Decimal | undefined {
  return typeof kept === "string" ? readDecimal(kept) : undefined;
}
