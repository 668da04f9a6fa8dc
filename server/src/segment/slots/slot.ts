import { createHash } from "node:crypto";
import type { Comparison } from "@attune/contract";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import type { CountSlot } from "./count.ts";
import type { EntriesSlot } from "./entries.ts";
import type { NewestSlot } from "./newest.ts";
import type { SlotForm } from "./slot-form.ts";
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

export function defineSlot(
  event: string,
  where: Readonly<Record<string, Comparison>>,
  need: SlotNeed,
): SlotDefinition {
  const text = canonicalJson({ event, where, need });
  return { key: createHash("sha256").update(text).digest("base64url").slice(0, 8), event, where, need };
}
