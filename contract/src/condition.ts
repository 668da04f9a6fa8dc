import type { BucketCondition } from "./condition-bucket.ts";
import type { ConsentCondition } from "./condition-consent.ts";
import type { DidCondition } from "./condition-did.ts";
import type { ListCondition, SchemeCondition } from "./condition-list.ts";
import type {
  BandCondition,
  CatchmentCondition,
  DimensionCondition,
  JoinedStoreCondition,
  RegularStoreCondition,
  RfmCondition,
  StageCondition,
} from "./condition-loyalty.ts";
import type { OccasionCondition } from "./condition-occasion.ts";
import type { NearCondition } from "./condition-place.ts";
import type { PreferenceCondition } from "./condition-preference.ts";
import type { ScoreCondition } from "./condition-score.ts";
import type { SegmentCondition } from "./condition-segment.ts";
import type { SequenceCondition } from "./condition-sequence.ts";
import type { TraitCondition } from "./condition-trait.ts";

/** A question about one customer at one moment, answered yes or no. JSON. */
export type Condition =
  | AllCondition
  | AnyCondition
  | NotCondition
  | TraitCondition
  | DidCondition
  | SequenceCondition
  | SegmentCondition
  | ConsentCondition
  | ListCondition
  | SchemeCondition
  | BucketCondition
  | PreferenceCondition
  | OccasionCondition
  | NearCondition
  | ScoreCondition
  | LoyaltyCondition;

/** Conditions on what is computed of a customer's shopping. */
export type LoyaltyCondition =
  | DimensionCondition
  | BandCondition
  | RfmCondition
  | StageCondition
  | RegularStoreCondition
  | JoinedStoreCondition
  | CatchmentCondition;

/** At least one part. */
export interface AllCondition {
  readonly all: readonly Condition[];
}

/** At least one part. */
export interface AnyCondition {
  readonly any: readonly Condition[];
}

export interface NotCondition {
  readonly not: Condition;
}

/** The operators in the order in which they are told to people. Each condition names exactly one. */
export const conditionOperators = [
  "all",
  "any",
  "not",
  "trait",
  "did",
  "sequence",
  "segment",
  "list",
  "scheme",
  "bucket",
  "consent",
  "preference",
  "occasion",
  "near",
  "dimension",
  "band",
  "rfm",
  "stage",
  "score",
  "regularStore",
  "joinedStore",
  "catchment",
] as const;
export type ConditionOperator = (typeof conditionOperators)[number];

export const conditionLimits = {
  /** Conditions inside conditions. */
  depth: 32,
  nodes: 500,
  /** UTF-16 code units of the JSON text, about. */
  text: 65_536,
  faults: 100,
  /** Times, values and things that a customer's row may have to keep for one condition. */
  kept: 2_000,
} as const;
