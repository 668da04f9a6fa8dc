import { z } from "zod";
import { conditionNumber } from "./condition-number.ts";
import { conditionText } from "./condition-text.ts";

export type Scalar = string | number | boolean;

/**
 * What a value must be; of several members all must hold. Values of another type, and missing ones, match nothing but
 * `isNot`, `notIn` and `missing`. Numbers compare as decimals, text by code point.
 */
export interface Comparison {
  readonly is?: Scalar;
  /** The exact negation of `is`: a missing value is not it. */
  readonly isNot?: Scalar;
  readonly in?: readonly Scalar[];
  /** The exact negation of `in`. */
  readonly notIn?: readonly Scalar[];
  readonly gt?: number | string;
  readonly gte?: number | string;
  readonly lt?: number | string;
  readonly lte?: number | string;
  readonly exists?: true;
  /** The exact negation of `exists`. `null` counts as missing. */
  readonly missing?: true;
  /** Text: a part of it. A list: one of its elements. */
  readonly contains?: Scalar;
  readonly startsWith?: string;
}

export const comparisonOperators: readonly ComparisonOperator[] = [
  "is",
  "isNot",
  "in",
  "notIn",
  "gt",
  "gte",
  "lt",
  "lte",
  "exists",
  "missing",
  "contains",
  "startsWith",
];
export type ComparisonOperator = keyof Comparison;

const scalar = z.union(
  [conditionText(0, 1_000), conditionNumber, z.boolean()],
  "This is text, a number, true or false.",
);
const ordered = z.union([conditionText(0, 1_000), conditionNumber], "This is text or a number.");
const part = z.union(
  [conditionText(1, 1_000), conditionNumber, z.boolean()],
  "This is text, a number, true or false.",
);
const list = z
  .array(scalar, "This is a list.")
  .min(1, "The list is empty.")
  .max(1_000, "At most 1000 values.");
const only = z.literal(true, "Only true can be said here.");

/** For a strict object that holds a comparison. */
export const comparisonShape: {
  readonly [Operator in ComparisonOperator]: z.ZodExactOptional<z.ZodType<Required<Comparison>[Operator]>>;
} = {
  is: scalar.exactOptional(),
  isNot: scalar.exactOptional(),
  in: list.exactOptional(),
  notIn: list.exactOptional(),
  gt: ordered.exactOptional(),
  gte: ordered.exactOptional(),
  lt: ordered.exactOptional(),
  lte: ordered.exactOptional(),
  exists: only.exactOptional(),
  missing: only.exactOptional(),
  contains: part.exactOptional(),
  startsWith: conditionText(1, 1_000).exactOptional(),
};

export const comparisonSchema: z.ZodType<Comparison> = z
  .strictObject(comparisonShape, 'A comparison is an object like { "is": … }.')
  .refine(comparesSomething, comparisonNeeded());

export function comparesSomething(value: object): boolean {
  return comparisonOperators.some((operator) => operator in value);
}

export function comparisonNeeded(): string {
  return `One of ${comparisonOperators.join(" ")} is needed.`;
}
