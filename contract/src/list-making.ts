import { z } from "zod";
import { type ItemStrategy, itemStrategies } from "./item-choice.ts";

/** How a list of products came about. Rules are named by their place among those of the experience, the first 1. */
export interface ListMaking {
  readonly items: readonly {
    readonly product: string;
    readonly score: number;
    /** Strategies that named it. */
    readonly from: readonly ItemStrategy[];
    /** Null: no rule moved it. */
    readonly rule: number | null;
  }[];
  /** What rules took out; at most twenty. */
  readonly excluded: readonly { readonly product: string; readonly rule: number }[];
}

export const listMakingSchema: z.ZodType<ListMaking> = z.strictObject({
  items: z.array(
    z.strictObject({
      product: z.string(),
      score: z.number(),
      from: z.array(z.enum(itemStrategies)),
      rule: z.int().nullable(),
    }),
  ),
  excluded: z.array(z.strictObject({ product: z.string(), rule: z.int() })),
});
