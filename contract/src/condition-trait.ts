import { z } from "zod";
import {
  comparesOneType,
  comparesSomething,
  comparisonNeeded,
  mixedTypes,
  type TraitComparison,
  traitComparisonShape,
} from "./condition-comparison.ts";
import { conditionText } from "./condition-text.ts";

/** `{ "trait": "address.country", "is": "AU" }`: what is known of the customer, by dotted path. */
export interface TraitCondition extends TraitComparison {
  readonly trait: string;
}

export const traitConditionSchema: z.ZodType<TraitCondition> = z
  .strictObject({ trait: conditionText(1, 200), ...traitComparisonShape })
  .refine(comparesSomething, comparisonNeeded())
  .refine(comparesOneType, mixedTypes);
