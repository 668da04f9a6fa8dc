import { type Condition, type ConditionOperator, conditionOperators } from "@attune/contract";
import { allOperator, anyOperator, notOperator } from "./combine.ts";
import { consentOperator } from "./consent.ts";
import { didOperator } from "./did.ts";
import type { Operator } from "./operator.ts";
import { segmentOperator } from "./segment.ts";
import { traitOperator } from "./trait.ts";

const operators: {
  readonly [Name in ConditionOperator]: Operator<Extract<Condition, Readonly<Record<Name, unknown>>>>;
} = {
  all: allOperator,
  any: anyOperator,
  not: notOperator,
  trait: traitOperator,
  did: didOperator,
  segment: segmentOperator,
  consent: consentOperator,
};

/** The operator that a parsed condition names. */
export function operatorOf(condition: Condition): Operator<Condition> {
  const name = conditionOperators.find((operator) => operator in condition);
  if (name === undefined) throw new Error("A condition without an operator: it was not parsed.");
  return operators[name] as Operator<Condition>; // the condition is of the kind it names
}
