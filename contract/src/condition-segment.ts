import { z } from "zod";
import { definitionKey } from "./definition.ts";

/** `{ "segment": "regulars" }`: is a member of that segment. */
export interface SegmentCondition {
  readonly segment: string;
}

export const segmentConditionSchema: z.ZodType<SegmentCondition> = z.strictObject({ segment: definitionKey });
