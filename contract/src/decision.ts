import { z } from "zod";
import type { Channel, Json } from "./inbox-record.ts";
import { channelSchema } from "./placement.ts";

/** Why a placement is filled as it is. */
export const decisionReasons = [
  "personalised",
  "everyone",
  "noConsent",
  "unknownCustomer",
  "fallback",
  "nothingSuits",
  "nothingLive",
] as const;
export type DecisionReason = (typeof decisionReasons)[number];

/** What became of each candidate, in the order in which they are judged. */
export const candidateStages = [
  "applicability",
  "eligibility",
  "suitability",
  "items",
  "ranking",
  "chosen",
] as const;
export type CandidateStage = (typeof candidateStages)[number];

export const fateReasons = [
  "notYet",
  "over",
  "noConsent",
  "unknownCustomer",
  "conditionNotMet",
  "conditionPending",
  "noItems",
  "outranked",
  "chosen",
] as const;
export type FateReason = (typeof fateReasons)[number];

/** Which situation it is decided for. Members not named here are ignored and kept nowhere. */
export interface DecisionContext {
  readonly channel?: Channel;
  /** Key of the store whose stock counts; without it the online stock does. */
  readonly store?: string;
  /** The product that is looked at. */
  readonly productId?: string;
}

export interface DecideRequest {
  /** Namespace → value; at least one. */
  readonly identity: Readonly<Record<string, string>>;
  readonly placements: readonly string[];
  readonly context: DecisionContext;
}

export interface DecisionItem {
  readonly product: string;
  readonly name: string;
  readonly priceMinor?: number;
  readonly currency?: string;
  readonly imageUrl?: string;
  readonly url?: string;
}

export interface PlacementAnswer {
  /** Key of the experience; null when none applies. */
  readonly experience: string | null;
  readonly content: Json;
  readonly items?: readonly DecisionItem[];
  readonly reason: { readonly code: DecisionReason; readonly text: string };
}

export interface DecideAnswer {
  readonly decisionId: string;
  readonly placements: Readonly<Record<string, PlacementAnswer>>;
}

export interface CandidateFate {
  readonly experience: string;
  readonly version: number;
  readonly stage: CandidateStage;
  readonly reason: FateReason;
}

/** A decision as it was logged: what came in, what it was based on, each candidate's fate, the answer. */
export interface DecisionRecord {
  readonly decisionId: string;
  /** ISO 8601, UTC: when it was first answered. The same decision again is the same record. */
  readonly decidedAt: string;
  /** `prf_…`, or null when nobody was recognised. */
  readonly profile: string | null;
  readonly input: { readonly placements: readonly string[]; readonly context: DecisionContext };
  readonly versions: {
    /** Of the customer's data that was used; null when none was. */
    readonly profile: string | null;
    /** Inbox position of the newest definition in force. */
    readonly definitions: number;
    readonly placements: Readonly<Record<string, number>>;
    /** Newest change of stock and catalogue that was known. Epoch milliseconds. */
    readonly shelf: number;
    /** When popularity and bought-together were computed. Epoch milliseconds. */
    readonly recommendations: number;
  };
  readonly explanation: Readonly<Record<string, readonly CandidateFate[]>>;
  readonly answer: Readonly<Record<string, PlacementAnswer>>;
}

const text = z.string().min(1).max(300);

/** Pages send `null` for an identifier they do not have, and numbers for ids, as with events. */
const identitySchema = z
  .record(z.string(), z.union([z.string().max(500), z.int(), z.null()], "A text or a whole number."))
  .refine((identity) => Object.keys(identity).length > 0, "Name at least one identifier.")
  .transform((identity) =>
    Object.fromEntries(
      Object.entries(identity).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
    ),
  );

export const decideSchema: z.ZodType<DecideRequest> = z.object({
  identity: identitySchema,
  placements: z.array(z.string().min(1).max(100)).min(1).max(50),
  context: z
    .object({
      channel: channelSchema.exactOptional(),
      store: text.exactOptional(),
      productId: text.exactOptional(),
    })
    .default({}),
});

const placementAnswerSchema = z.strictObject({
  experience: z.string().nullable(),
  content: z.json(),
  items: z
    .array(
      z.strictObject({
        product: z.string(),
        name: z.string(),
        priceMinor: z.int().exactOptional(),
        currency: z.string().exactOptional(),
        imageUrl: z.string().exactOptional(),
        url: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
  reason: z.strictObject({ code: z.enum(decisionReasons), text: z.string() }),
});

const answersSchema = z.record(z.string(), placementAnswerSchema);

export const decideAnswerSchema: z.ZodType<DecideAnswer> = z.strictObject({
  decisionId: z.uuid(),
  placements: answersSchema,
});

export const decisionRecordSchema: z.ZodType<DecisionRecord> = z.strictObject({
  decisionId: z.uuid(),
  decidedAt: z.iso.datetime(),
  profile: z.string().nullable(),
  input: z.strictObject({
    placements: z.array(z.string()),
    context: z.strictObject({
      channel: channelSchema.exactOptional(),
      store: text.exactOptional(),
      productId: text.exactOptional(),
    }),
  }),
  versions: z.strictObject({
    profile: z.string().nullable(),
    definitions: z.int(),
    placements: z.record(z.string(), z.int()),
    shelf: z.number(),
    recommendations: z.number(),
  }),
  explanation: z.record(
    z.string(),
    z.array(
      z.strictObject({
        experience: z.string(),
        version: z.int(),
        stage: z.enum(candidateStages),
        reason: z.enum(fateReasons),
      }),
    ),
  ),
  answer: answersSchema,
});
