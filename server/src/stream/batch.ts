import type { EventRecord } from "@attune/contract";
import type { SplitEvent } from "../collect/index.ts";
import type { Queryable } from "../platform/postgres/database.ts";
import type { MembershipChange } from "../profile/index.ts";
import type { StoredProfile } from "../profile/postgres/profile-store.ts";
import type { SegmentProgram } from "../segment/index.ts";
import type { Partitions } from "./postgres/partitions.ts";
import type { ProfileCache } from "./profile-cache.ts";

/** An event that was folded, with all that the sink needs. */
export interface FoldedEvent {
  readonly position: number;
  readonly leafId: number;
  readonly event: EventRecord;
  readonly split: SplitEvent;
}

/** A leaf that belongs to another profile than before. */
export interface LeafMoved {
  readonly leafId: number;
  readonly profileId: number;
  readonly position: number;
}

export interface BatchContext {
  readonly brandId: number;
  readonly program: SegmentProgram;
  /** Segments that are answered; those still filling are left out. */
  readonly answered: ReadonlySet<number>;
  readonly partitions: Partitions;
  /** Reads what was committed, beside the transaction: nobody else writes. */
  readonly reader: Queryable;
  readonly cache: ProfileCache;
  readonly now: number;
}

export interface BatchResult {
  /** As they stand after the commit. */
  readonly profiles: readonly StoredProfile[];
  readonly folded: readonly FoldedEvent[];
  readonly moved: readonly LeafMoved[];
}

/** What became of the profiles of a batch. */
export interface ProfileOutcome {
  readonly profiles: readonly StoredProfile[];
  readonly known: ReadonlySet<number>;
  readonly memberships: readonly MembershipChange[];
  readonly terms: readonly TermChange[];
}

/** `all` replaces the profile's search terms; else some come and some go. */
export interface TermChange {
  readonly profileId: number;
  readonly all: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}
