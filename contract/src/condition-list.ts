import { z } from "zod";
import { definitionKey } from "./definition.ts";

/** `{ "list": "vip-evening" }`: is named by a static list, now or by an identifier that is learnt later. */
export interface ListCondition {
  readonly list: string;
}

/** `{ "scheme": "value", "is": "gold" }`: is in that segment of a scheme; of a waterfall: and in none that comes before it. */
export interface SchemeCondition {
  readonly scheme: string;
  readonly is: string;
}

export const listConditionSchema: z.ZodType<ListCondition> = z.strictObject({ list: definitionKey });
export const schemeConditionSchema: z.ZodType<SchemeCondition> = z.strictObject({
  scheme: definitionKey,
  is: definitionKey,
});
