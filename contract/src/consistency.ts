import { z } from "zod";
import { type Channel, channels } from "./inbox-record.ts";

/** In what a customer was treated otherwise: who she was taken for, what she was eligible for, what she was told. */
export const inconsistencyKinds = ["state", "eligibility", "promise"] as const;
export type InconsistencyKind = (typeof inconsistencyKinds)[number];

/** What lay between the two decisions. none: nothing that is known of; that is a fault of ours. */
export const inconsistencyCauses = [
  "consent",
  "customerChanged",
  "definitionsChanged",
  "contactPolicy",
  "store",
  "stockChanged",
  "forcedVariant",
  "context",
  "channel",
  "none",
] as const;
export type InconsistencyCause = (typeof inconsistencyCauses)[number];

/** One of two decisions for the same customer within a minute, on two channels. */
export interface InconsistentSide {
  readonly decisionId: string;
  /** ISO 8601, UTC. */
  readonly decidedAt: string;
  readonly channel: Channel;
  readonly placement: string;
  readonly experience: string | null;
  /** Of the answer, or of the experience's fate where that differs. */
  readonly reason: string;
}

export interface Inconsistency {
  readonly profile: string;
  readonly kind: InconsistencyKind;
  readonly cause: InconsistencyCause;
  /** Which experience she was eligible for on one side only. */
  readonly experience?: string;
  readonly sides: readonly [InconsistentSide, InconsistentSide];
}

export interface ConsistencyReport {
  readonly from: string;
  readonly until: string;
  /** Pairs of decisions for the same customer within a minute on two channels. */
  readonly pairs: number;
  /** Differences that their placement declares. */
  readonly passed: number;
  /** The newest first. */
  readonly items: readonly Inconsistency[];
  /** Whether there were more pairs than were looked at. */
  readonly isCut: boolean;
}

const sideSchema = z.strictObject({
  decisionId: z.uuid(),
  decidedAt: z.iso.datetime(),
  channel: z.enum(channels),
  placement: z.string(),
  experience: z.string().nullable(),
  reason: z.string(),
});

export const consistencyReportSchema: z.ZodType<ConsistencyReport> = z.strictObject({
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  pairs: z.int(),
  passed: z.int(),
  items: z.array(
    z.strictObject({
      profile: z.string(),
      kind: z.enum(inconsistencyKinds),
      cause: z.enum(inconsistencyCauses),
      experience: z.string().exactOptional(),
      sides: z.tuple([sideSchema, sideSchema]),
    }),
  ),
  isCut: z.boolean(),
});
