import { z } from "zod";
import {
  type Comparison,
  comparesSomething,
  comparisonNeeded,
  comparisonShape,
} from "./condition-comparison.ts";
import { conditionText } from "./condition-text.ts";

/** `{ "trait": "address.country", "is": "AU" }`: what is known of the customer, by dotted path. */
export interface TraitCondition extends Comparison {
  readonly trait: string;
}

export const traitConditionSchema: z.ZodType<TraitCondition> = z
  .strictObject({ trait: conditionText(1, 200), ...comparisonShape })
  .refine(comparesSomething, comparisonNeeded());
