import { type Condition, type ConditionOperator, conditionOperators } from "@attune/contract";
import { bucketOperator } from "./bucket/bucket.ts";
import { allOperator, anyOperator, notOperator } from "./combine.ts";
import { consentOperator } from "./consent.ts";
import { didOperator } from "./did/did.ts";
import { listOperator } from "./list/list.ts";
import { bandOperator } from "./loyalty/band.ts";
import { dimensionOperator } from "./loyalty/dimension.ts";
import { rfmOperator } from "./loyalty/rfm.ts";
import { stageOperator } from "./loyalty/stage.ts";
import { catchmentOperator, joinedStoreOperator, regularStoreOperator } from "./loyalty/stores.ts";
import { nearOperator } from "./near/near.ts";
import { occasionOperator } from "./occasion/occasion.ts";
import type { Operator } from "./operator.ts";
import { preferenceOperator } from "./preference/preference.ts";
import { schemeOperator } from "./scheme/scheme.ts";
import { scoreOperator } from "./score/score.ts";
import { segmentOperator } from "./segment.ts";
import { sequenceOperator } from "./sequence/sequence.ts";
import { traitOperator } from "./trait/trait.ts";

const operators: {
  readonly [Name in ConditionOperator]: Operator<Extract<Condition, Readonly<Record<Name, unknown>>>>;
} = {
  all: allOperator,
  any: anyOperator,
  not: notOperator,
  trait: traitOperator,
  did: didOperator,
  sequence: sequenceOperator,
  segment: segmentOperator,
  list: listOperator,
  scheme: schemeOperator,
  bucket: bucketOperator,
  consent: consentOperator,
  preference: preferenceOperator,
  occasion: occasionOperator,
  near: nearOperator,
  dimension: dimensionOperator,
  band: bandOperator,
  rfm: rfmOperator,
  stage: stageOperator,
  score: scoreOperator,
  regularStore: regularStoreOperator,
  joinedStore: joinedStoreOperator,
  catchment: catchmentOperator,
};

/** The operator that a parsed condition names. */
export function operatorOf(condition: Condition): Operator<Condition> {
  const name = conditionOperators.find((operator) => operator in condition);
  if (name === undefined) throw new Error("A condition without an operator: it was not parsed.");
  return operators[name] as Operator<Condition>; // the condition is of the kind it names
}
