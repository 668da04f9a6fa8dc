import { z } from "zod";
import { definitionKey } from "./definition.ts";

/**
 * The body of a definition of kind `scheme`: segments in an order, side by side with other schemes. In a waterfall each
 * customer is in the first segment that holds them, and in no other.
 */
export interface SchemeBody {
  readonly name: string;
  /** What it is for: a scheme without an objective is not let in. */
  readonly objective: string;
  readonly owner: string;
  readonly waterfall: boolean;
  /** Keys, at least one, each once. */
  readonly segments: readonly string[];
  /** What those are called whom none of the segments holds; "Everyone else" unless told. */
  readonly remainder?: string;
  readonly description?: string;
}

export const schemeBodySchema: z.ZodType<SchemeBody> = z.strictObject({
  name: z.string().trim().min(1).max(200),
  objective: z.string().trim().min(1, "A scheme has an objective.").max(500),
  owner: z.string().trim().min(1, "A scheme has an owner.").max(200),
  waterfall: z.boolean(),
  segments: z
    .array(definitionKey)
    .min(1, "A scheme has at least one segment.")
    .max(100)
    .refine((keys) => new Set(keys).size === keys.length, "A segment stands here twice."),
  remainder: z.string().trim().min(1).max(200).exactOptional(),
  description: z.string().max(2_000).exactOptional(),
});
