import { z } from "zod";

/** When staff want to be told of a segment's size: when nobody is in it any longer, or when it grew or shrank by so much within so many hours. */
export type SegmentAlert =
  | { readonly when: "empty" }
  | { readonly when: "changed"; readonly percent: number; readonly withinHours: number };

export const segmentAlertSchema: z.ZodType<SegmentAlert> = z.discriminatedUnion("when", [
  z.strictObject({ when: z.literal("empty") }),
  z.strictObject({
    when: z.literal("changed"),
    percent: z.number().min(1).max(10_000),
    withinHours: z
      .int()
      .min(1)
      .max(24 * 90),
  }),
]);

/** Times are ISO 8601, UTC. */
export interface RaisedAlert {
  readonly alert: SegmentAlert;
  readonly raisedAt: string;
  /** When it no longer held; null while it does. */
  readonly endedAt: string | null;
  /** When it was raised, and so many hours before. */
  readonly size: number;
  readonly sizeBefore: number;
}

export const raisedAlertsSchema: z.ZodType<{ readonly items: readonly RaisedAlert[] }> = z.strictObject({
  items: z.array(
    z.strictObject({
      alert: segmentAlertSchema,
      raisedAt: z.iso.datetime(),
      endedAt: z.iso.datetime().nullable(),
      size: z.int(),
      sizeBefore: z.int(),
    }),
  ),
});
