import { z } from "zod";
import type { Comparison } from "./condition-comparison.ts";
import { conditionNumber } from "./condition-number.ts";

/** What a number must be; of several members all must hold. A missing number fits nothing but `isNot` and `missing`. */
export interface NumericComparison {
  readonly is?: number;
  readonly isNot?: number;
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
  /** Both ends included. */
  readonly between?: readonly [low: number, high: number];
  readonly exists?: true;
  readonly missing?: true;
}

export type NumericOperator = keyof NumericComparison & keyof Comparison;

export const numericOperators: readonly NumericOperator[] = [
  "is",
  "isNot",
  "gt",
  "gte",
  "lt",
  "lte",
  "between",
  "exists",
  "missing",
];

const only = z.literal(true, "Only true can be said here.");

/** For a strict object that holds a numeric comparison. */
export const numericShape: {
  readonly [Operator in NumericOperator]: z.ZodExactOptional<
    z.ZodType<Required<NumericComparison>[Operator]>
  >;
} = {
  is: conditionNumber.exactOptional(),
  isNot: conditionNumber.exactOptional(),
  gt: conditionNumber.exactOptional(),
  gte: conditionNumber.exactOptional(),
  lt: conditionNumber.exactOptional(),
  lte: conditionNumber.exactOptional(),
  between: z
    .tuple([conditionNumber, conditionNumber], "This is a list of two numbers, the smaller first.")
    .refine(([low, high]) => low <= high, "The smaller comes first.")
    .exactOptional(),
  exists: only.exactOptional(),
  missing: only.exactOptional(),
};

export const numericSchema: z.ZodType<NumericComparison> = z
  .strictObject(numericShape, 'A comparison is an object like { "gte": … }.')
  .refine(comparesNumber, numericNeeded());

export function comparesNumber(value: object): boolean {
  return numericOperators.some((operator) => operator in value);
}

export function numericNeeded(): string {
  return `One of ${numericOperators.join(" ")} is needed.`;
}
