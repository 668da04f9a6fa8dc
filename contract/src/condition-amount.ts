import { z } from "zod";
import { keyPath, valuePath } from "./condition-event-path.ts";
import { conditionNumber } from "./condition-number.ts";

/** Of several members all must hold. */
export interface CountComparison {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
  readonly eq?: number;
}

/** An amount of a property's numbers: `{ "of": "properties.revenue", "gte": 100 }`. */
export interface AmountComparison extends CountComparison {
  readonly of: string;
}

export const countOperators: readonly (keyof CountComparison)[] = ["gt", "gte", "lt", "lte", "eq"];
export const largestCount = 1_000_000_000;

const wholeNumber = z
  .int("This is a whole number.")
  .min(0, "A count is never below 0.")
  .max(largestCount, `At most ${largestCount}.`)
  .exactOptional();
const wholeNumbers = {
  gt: wholeNumber,
  gte: wholeNumber,
  lt: wholeNumber,
  lte: wholeNumber,
  eq: wholeNumber,
};
const number = conditionNumber.exactOptional();

const comparesAmount = (value: object): boolean => countOperators.some((operator) => operator in value);
const amountNeeded = `One of ${countOperators.join(" ")} is needed.`;

export const countSchema: z.ZodType<CountComparison> = z
  .strictObject(wholeNumbers)
  .refine(comparesAmount, amountNeeded);

export const distinctSchema: z.ZodType<AmountComparison> = z
  .strictObject({ of: keyPath, ...wholeNumbers })
  .refine(comparesAmount, amountNeeded);

export const amountSchema: z.ZodType<AmountComparison> = z
  .strictObject({ of: valuePath, gt: number, gte: number, lt: number, lte: number, eq: number })
  .refine(comparesAmount, amountNeeded);

/** A larger count than this gives the same answer as this one: so many must be kept. */
export function enoughFor({ gt = -1, gte = 0, lt = 0, lte = -1, eq = -1 }: CountComparison): number {
  return Math.max(1, gt + 1, gte, lt, lte + 1, eq + 1);
}
