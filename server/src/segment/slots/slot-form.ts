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
  /** An aggregate over the events of a leaf. */
  sql(events: SlotSql): string;
  /** Undefined when nothing is kept of these events. */
  read(kept: unknown): Json | undefined;
}

/** The SQL of what a slot may keep of an event. */
export interface SlotSql {
  /** A property's number: a decimal with nine places, null where there is none. */
  decimal(path: string): string;
  /** The things that an event is about: an array of text, each once. */
  keys(path: string): string;
}
