import { createHash } from "node:crypto";
import type { Comparison } from "@attune/contract";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import type { CountSlot } from "./count.ts";
import type { EarliestSlot } from "./earliest.ts";
import type { EntriesSlot } from "./entries.ts";
import type { ExtremeSlot } from "./extreme.ts";
import type { KeysSlot } from "./keys.ts";
import type { LogSlot } from "./log.ts";
import type { MeansSlot } from "./means.ts";
import type { NewestSlot } from "./newest.ts";
import type { OldestSlot } from "./oldest.ts";
import type { PeriodsSlot } from "./periods.ts";
import type { RunsSlot } from "./runs.ts";
import type { SlotForm } from "./slot-form.ts";
import type { SumSlot } from "./sum.ts";
import type { TallySlot } from "./tally.ts";
import type { YearsSlot } from "./years.ts";

/** What is kept of the events that match. */
export type SlotNeed =
  | CountSlot
  | NewestSlot
  | OldestSlot
  | SumSlot
  | EntriesSlot
  | MeansSlot
  | KeysSlot
  | LogSlot
  | PeriodsSlot
  | YearsSlot
  | RunsSlot
  | TallySlot
  | ExtremeSlot
  | EarliestSlot;

/** Epoch milliseconds, `[from, until)`. */
export interface Interval {
  readonly from?: number;
  readonly until?: number;
}

/** The events that a slot takes. */
export interface SlotEvents {
  readonly event: string;
  readonly where: Readonly<Record<string, Comparison>>;
  /** Absent: whenever they happened. */
  readonly between?: Interval;
}

/** A part of a leaf's state that one or several conditions need. */
export interface SlotDefinition extends SlotEvents {
  /** Equal for equal (events, need), whatever the order of members. */
  readonly key: string;
  readonly need: SlotNeed;
}

/** A slot as a program runs it. */
export interface StoredSlot extends SlotDefinition {
  /** Under which its state lies in a leaf: the key and the generation. */
  readonly storedKey: string;
  readonly form: SlotForm;
}

export function defineSlot(events: SlotEvents, need: SlotNeed): SlotDefinition {
  const { event, where, between } = events;
  const text = canonicalJson({ event, where, need, between });
  return { key: createHash("sha256").update(text).digest("base64url").slice(0, 8), ...events, need };
}
