import { z } from "zod";
import type { Scalar } from "./condition-comparison.ts";
import { conditionNumber } from "./condition-number.ts";
import { conditionText } from "./condition-text.ts";

/**
 * `{ "preference": "colour", "likes": "green" }`: what customers have said of their taste: the lists (or single values) in the
 * traits `preferences.colour.likes` and `preferences.colour.dislikes`. Of several members all must hold.
 */
export interface PreferenceCondition {
  readonly preference: string;
  readonly likes?: Scalar;
  readonly dislikes?: Scalar;
  /** Whether anything was said of it. */
  readonly stated?: boolean;
}

const scalar = z.union(
  [conditionText(1, 1_000), conditionNumber, z.boolean()],
  "This is text, a number, true or false.",
);

export const preferenceConditionSchema: z.ZodType<PreferenceCondition> = z
  .strictObject({
    preference: conditionText(1, 150),
    likes: scalar.exactOptional(),
    dislikes: scalar.exactOptional(),
    stated: z.boolean("This is true or false.").exactOptional(),
  })
  .refine(
    ({ likes, dislikes, stated }) => likes !== undefined || dislikes !== undefined || stated !== undefined,
    "One of likes dislikes stated is needed.",
  );
