import type { Json } from "@attune/contract";
import type { PlainEvent } from "../plain-event.ts";

/**
 * How one kind of slot is kept. The state is a function of the *set* of events: neither order nor grouping matters.
 * It is JSON.
 */
export interface SlotForm {
  /** With one more event; undefined when that changes nothing. */
  add(kept: Json | undefined, event: PlainEvent): Json | undefined;
  /** The state of the union of two disjoint sets of events. */
  merge(a: Json, b: Json): Json;
  readonly fill: SlotFill;
}

/** How ClickHouse tells the state of each leaf. */
export interface SlotFill {
  /** An aggregate over the events of a leaf. `decimal` is the SQL of a property's number, null where there is none. */
  sql(decimal: (path: string) => string): string;
  /** Undefined when nothing is kept of these events. */
  read(kept: unknown): Json | undefined;
}
