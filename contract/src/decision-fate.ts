import { z } from "zod";

/** What a candidate goes through, in this order. */
export const candidateStages = [
  "eligibility",
  "applicability",
  "suitability",
  "contactPolicy",
  "ranking",
  "slots",
  "chosen",
] as const;
export type CandidateStage = (typeof candidateStages)[number];

export const fateReasons = [
  "suppressed",
  "unknownCustomer",
  "noConsent",
  "noPurpose",
  "lawForbids",
  "knownCustomer",
  "heldOut",
  "notYet",
  "over",
  "storeClosed",
  "unknownStore",
  "noItems",
  "conditionNotMet",
  "conditionPending",
  "openCase",
  "capped",
  "coolingDown",
  "outranked",
  "tooAlike",
  "chosen",
  "pinned",
] as const;
export type FateReason = (typeof fateReasons)[number];

/** How an experience that has variants came to the one that was shown. */
export const exposureWays = [
  "dealt",
  "kept",
  "forced",
  "notCovered",
  "notInNamespace",
  "excluded",
  "noConsent",
  "unknownCustomer",
  "heldOut",
] as const;
/**
 * dealt: by the customer's place. kept: from earlier on, where the place now gives another. forced: for a test, and counts for nothing.
 * excluded: dealt by a version before `minVersion`. In this and all other ways none was dealt, and the experience's own content was shown.
 */
export type ExposureWay = (typeof exposureWays)[number];

export interface CandidateFate {
  readonly experience: string;
  readonly version: number;
  readonly stage: CandidateStage;
  readonly reason: FateReason;
  /** What it was judged by: of a cap `count` and `most`, of the ranking `worth`, of an open case `daysLeft`. */
  readonly numbers?: Readonly<Record<string, number>>;
  /** In words: which cap, or why `worth` is what the experience says for when it cannot be worked out. */
  readonly because?: string;
}

/** How the variant that was shown came about, for comparing them. */
export interface Exposure {
  readonly experience: string;
  /** Null: none was dealt. */
  readonly variant: string | null;
  readonly way: ExposureWay;
  /** The customer's place in [0, 1); null when nobody was dealt. */
  readonly bucket: number | null;
  /** How likely this outcome was for a customer before the place was known, when it was dealt; 1 where nobody may be dealt, null when it was forced. */
  readonly propensity: number | null;
  /** Version of the experience by which it was dealt: older than the one shown when it was kept. */
  readonly version: number;
  /** All that could be dealt by the version that was shown. */
  readonly eligible: readonly { readonly variant: string; readonly propensity: number }[];
}

/** Whether the customer was in a hold-out: those who were not are what it is compared with. */
export interface HoldOutFate {
  readonly version: number;
  readonly isIn: boolean;
}

export const candidateFateSchema: z.ZodType<CandidateFate> = z.strictObject({
  experience: z.string(),
  version: z.int(),
  stage: z.enum(candidateStages),
  reason: z.enum(fateReasons),
  numbers: z.record(z.string(), z.number()).exactOptional(),
  because: z.string().exactOptional(),
});

export const exposureSchema: z.ZodType<Exposure> = z.strictObject({
  experience: z.string(),
  variant: z.string().nullable(),
  way: z.enum(exposureWays),
  bucket: z.number().nullable(),
  propensity: z.number().nullable(),
  version: z.int(),
  eligible: z.array(z.strictObject({ variant: z.string(), propensity: z.number() })),
});

export const holdOutFateSchema: z.ZodType<HoldOutFate> = z.strictObject({
  version: z.int(),
  isIn: z.boolean(),
});
