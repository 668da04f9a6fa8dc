import type { ConsentCondition } from "./condition-consent.ts";
import type { DidCondition } from "./condition-did.ts";
import type { SegmentCondition } from "./condition-segment.ts";
import type { TraitCondition } from "./condition-trait.ts";

/** A question about one customer at one moment, answered yes or no. JSON. */
export type Condition =
  | AllCondition
  | AnyCondition
  | NotCondition
  | TraitCondition
  | DidCondition
  | SegmentCondition
  | ConsentCondition;

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
export const conditionOperators = ["all", "any", "not", "trait", "did", "segment", "consent"] as const;
export type ConditionOperator = (typeof conditionOperators)[number];

export const conditionLimits = {
  /** Conditions inside conditions. */
  depth: 32,
  nodes: 500,
  /** UTF-16 code units of the JSON text, about. */
  text: 65_536,
  faults: 100,
} as const;
