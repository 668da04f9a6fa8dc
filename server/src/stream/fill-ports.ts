import type { Database } from "../platform/postgres/database.ts";
import type { Slots } from "../profile/index.ts";
import type { SegmentProgram } from "../segment/index.ts";
import type { Fold } from "./fold.ts";
import type { LiveSegments } from "./live-segments.ts";
import type { LoyaltyFooting } from "./loyalty-work.ts";
import type { Sink } from "./sink.ts";

/** Slots of a leaf, made of its events up to a position. */
export interface FilledLeaf {
  readonly leafId: number;
  readonly slots: Slots;
}

/** Reads the history of some slots from ClickHouse: leaf by leaf, in order of their numbers, in chunks. */
export type FillSlots = (
  slots: { readonly program: SegmentProgram; readonly slotKeys: readonly string[] },
  range: { readonly brandId: number; readonly upToPosition: number; readonly afterLeafId: number },
) => AsyncIterable<readonly FilledLeaf[]>;

/** What asking everybody needs. */
export interface AskPorts {
  readonly database: Database;
  readonly segments: Pick<LiveSegments, "program" | "answered">;
  readonly fold: Pick<Fold, "position" | "queue"> & { readonly cache: Pick<Fold["cache"], "forget"> };
  readonly loyalty: () => LoyaltyFooting | undefined;
  readonly clock: { now(): number };
}

export interface FillPorts extends AskPorts {
  readonly fillSlots: FillSlots;
  readonly segments: LiveSegments;
  readonly sink: Sink;
}
