import type { Identifier } from "@attune/contract";
import type { ProfileState } from "../profile/index.ts";
import type { ProfileSet } from "./profile-set.ts";

/** A profile's row, as far as segments need it. */
export interface SegmentProfile {
  readonly profileId: number;
  readonly state: ProfileState;
}

/** A profile as it is listed. */
export interface ListedProfile extends SegmentProfile {
  readonly identifiers: readonly Identifier[];
}

/** How far the newest version of a segment has come. `progress` from 0 to 1. */
export interface FillProgress {
  readonly state: "filling" | "live";
  readonly progress: number;
}

export interface StoredMember {
  readonly profileId: number;
  /** Epoch milliseconds. */
  readonly enteredAt: number;
}

/** What was written up to one moment: all of it is of the same commits. */
export interface WrittenSizes {
  /** By segment id; of one that nobody ever was in there is none. */
  readonly sizes: ReadonlyMap<number, number>;
  /** By segment id. */
  readonly fills: ReadonlyMap<number, FillProgress>;
  /** Visible profiles of whom an answer had run out by then, in order of profile. */
  readonly due: readonly SegmentProfile[];
}

export interface SegmentStore {
  /** Of those who are due at most so many. */
  written(brandId: number, nowMs: number, mostDue: number): Promise<WrittenSizes>;
  /** By segment id. */
  fills(brandId: number): Promise<ReadonlyMap<number, FillProgress>>;
  /** As last written, in order of profile, from behind `afterId`. */
  members(
    brandId: number,
    segmentId: number,
    afterId: number,
    limit: number,
  ): Promise<readonly StoredMember[]>;
  /** Visible profiles of whom an answer has run out by `nowMs` and has not been asked anew, in order of profile, from behind `afterId`. */
  due(brandId: number, nowMs: number, afterId: number, limit: number): Promise<readonly SegmentProfile[]>;
  /** How many of these profiles are in each stage, as last worked out. */
  stages(brandId: number, profiles: ProfileSet): Promise<ReadonlyMap<string, number>>;
  profiles(brandId: number, profileIds: readonly number[]): Promise<readonly SegmentProfile[]>;
  /** By profile; of those who have any. Receipts are not among them. */
  identifiers(
    brandId: number,
    profileIds: readonly number[],
  ): Promise<ReadonlyMap<number, readonly Identifier[]>>;
}
