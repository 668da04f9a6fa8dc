import { z } from "zod";

/** Of whom is told: of members, or of those members who may be used for the segment's purpose. */
export const followedSets = ["members", "usable"] as const;
export type FollowedSet = (typeof followedSets)[number];

/** A customer entered a segment or left it. Times are ISO 8601, UTC. */
export interface SegmentChange {
  /** Hand it back as `after` to go on behind this change. */
  readonly cursor: string;
  readonly segment: string;
  /** `prf_…` */
  readonly profile: string;
  readonly change: "entered" | "left";
  readonly at: string;
  /** How far the inbox was folded: what was accepted later is not in it. */
  readonly position: number;
  /** Of the segment's definition, by which it was judged. */
  readonly version: number;
}

export interface SegmentChanges {
  readonly items: readonly SegmentChange[];
  /** Where to go on; also when there was nothing. */
  readonly next: string;
}

/** A segment between two moments, `from` included and `to` not. */
export interface SegmentSize {
  readonly from: string;
  readonly to: string;
  readonly entered: number;
  readonly left: number;
  /** At the end; of what still runs, now. */
  readonly size: number;
}

export interface SegmentSizes {
  readonly items: readonly SegmentSize[];
}

export const segmentChangesSchema: z.ZodType<SegmentChanges> = z.strictObject({
  items: z.array(
    z.strictObject({
      cursor: z.string(),
      segment: z.string(),
      profile: z.string(),
      change: z.enum(["entered", "left"]),
      at: z.iso.datetime(),
      position: z.int(),
      version: z.int(),
    }),
  ),
  next: z.string(),
});

export const segmentSizesSchema: z.ZodType<SegmentSizes> = z.strictObject({
  items: z.array(
    z.strictObject({
      from: z.iso.datetime(),
      to: z.iso.datetime(),
      entered: z.int().min(0),
      left: z.int().min(0),
      size: z.int(),
    }),
  ),
});
