import { z } from "zod";

/** In words for the customer, by placement; nothing of how it was decided, and nothing of anybody else. */
export interface DecisionWhy {
  readonly decisionId: string;
  readonly placements: Readonly<Record<string, readonly { readonly code: WhyCode; readonly text: string }[]>>;
}

export const whyCodes = [
  "everyone",
  "staff",
  "traits",
  "shopping",
  "place",
  "viewed",
  "cart",
  "product",
  "popular",
  "noConsent",
  "unknownCustomer",
  "nothing",
] as const;
export type WhyCode = (typeof whyCodes)[number];

export const decisionWhySchema: z.ZodType<DecisionWhy> = z.strictObject({
  decisionId: z.uuid(),
  placements: z.record(z.string(), z.array(z.strictObject({ code: z.enum(whyCodes), text: z.string() }))),
});
