import { createHash } from "node:crypto";
import type { Comparison, Json } from "@attune/contract";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import type { PlainEvent } from "../plain-event.ts";
import type { CountSlot } from "./count.ts";
import type { EntriesSlot } from "./entries.ts";
import type { NewestSlot } from "./newest.ts";
import type { SumSlot } from "./sum.ts";

/** What is kept of the events that match: how many, the times of the newest, the sum of a property, or its values with their times. */
export type SlotNeed = CountSlot | NewestSlot | SumSlot | EntriesSlot;

/** A part of a leaf's state that one or several conditions need. */
export interface SlotDefinition {
  /** Equal for equal (event, where, need), whatever the order of members. */
  readonly key: string;
  readonly event: string;
  readonly where: Readonly<Record<string, Comparison>>;
  readonly need: SlotNeed;
}

/** A slot as a program runs it. */
export interface StoredSlot extends SlotDefinition {
  /** Under which its state lies in a leaf: the key and the generation. */
  readonly storedKey: string;
  readonly form: SlotForm;
}

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

export function defineSlot(
  event: string,
  where: Readonly<Record<string, Comparison>>,
  need: SlotNeed,
): SlotDefinition {
  const text = canonicalJson({ event, where, need });
  return { key: createHash("sha256").update(text).digest("base64url").slice(0, 12), event, where, need };
}
