import type { EventRecord, InboxRecord } from "@attune/contract";
import type { SplitEvent } from "../collect/index.ts";
import type { ToldContact } from "../decide/postgres/contacts.ts";
import type { ConsentRow } from "../govern/index.ts";
import type { Queryable } from "../platform/postgres/database.ts";
import type { IdentityChanges, KeptPortrait, MembershipChange } from "../profile/index.ts";
import type { ProfileRow } from "../profile/postgres/profile-store.ts";
import type { SegmentProgram } from "../segment/index.ts";
import type { IdentityCache } from "./identity-cache.ts";
import type { LoyaltyFooting, LoyaltyWork } from "./loyalty-work.ts";
import type { Partitions } from "./postgres/partitions.ts";
import type { ProfileCache } from "./profile-cache.ts";
import type { LoyaltyOfBatch } from "./write-loyalty.ts";

/** A record with its place in the inbox. */
export interface Positioned {
  readonly position: number;
  readonly record: InboxRecord;
}

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

/** What goes to ClickHouse for a range of positions, one by one. */
export interface SinkRows {
  readonly events: readonly FoldedEvent[];
  readonly moved: readonly LeafMoved[];
}

export interface BatchContext {
  readonly brandId: number;
  readonly program: SegmentProgram;
  /** Segments that are answered; those still filling are left out. */
  readonly answered: ReadonlySet<number>;
  readonly partitions: Partitions;
  /** Reads what was committed, beside the transaction: nobody else writes. */
  readonly reader: Queryable;
  readonly profiles: ProfileCache;
  readonly identity: IdentityCache;
  readonly now: number;
  /** Undefined: loyalty is not kept yet. */
  readonly loyalty: LoyaltyFooting | undefined;
  /** Resolves with the commit of the batch before this one; rejects when that failed. */
  readonly previous: Promise<void>;
}

/** What became of a batch of events: to be written, and what others are told after the commit. */
export interface FoldedBatch {
  readonly changes: IdentityChanges;
  /** How many events; of themselves only texts are kept, so that they are garbage soon. */
  readonly count: number;
  /** Their rows of ClickHouse's table `event`. */
  readonly eventLines: string;
  /** Their rows of `event_private`, in COPY's text format. */
  readonly privateLines: string;
  /** Those that are about a sale. */
  readonly sales: readonly FoldedEvent[];
  readonly consents: readonly ConsentRow[];
  /** Experiences that customers saw, used or refused. */
  readonly contacts: readonly ToldContact[];
  readonly outcome: ProfileOutcome;
  readonly loyalty: LoyaltyOfBatch | undefined;
  readonly moved: readonly LeafMoved[];
}

/** What became of the profiles of a batch. */
export interface ProfileOutcome {
  readonly profiles: readonly ProfileRow[];
  readonly known: ReadonlySet<number>;
  readonly memberships: readonly MembershipChange[];
  readonly terms: readonly TermChange[];
  /** Of those whose traits, consents or lists may be others now. */
  readonly portraits: readonly KeptPortrait[];
  readonly loyalty: LoyaltyWork;
}

/** `all` replaces the profile's search terms; else some come and some go. */
export interface TermChange {
  readonly profileId: number;
  readonly all: boolean;
  readonly added: readonly string[];
  readonly removed: readonly string[];
}
