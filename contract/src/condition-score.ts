import { z } from "zod";
import { comparesNumber, type NumericComparison, numericNeeded, numericShape } from "./condition-numeric.ts";
import { conditionText } from "./condition-text.ts";

/** `{ "score": "churn", "gte": 0.7 }`: what a model says of the customer: the number in the trait `scores.churn`. */
export interface ScoreCondition extends NumericComparison {
  readonly score: string;
}

export const scoreConditionSchema: z.ZodType<ScoreCondition> = z
  .strictObject({ score: conditionText(1, 150), ...numericShape })
  .refine(comparesNumber, numericNeeded());
