import { z } from "zod";
import { answersSchema, type DecideAnswer } from "./decision.ts";

/** A decision made again from its log. */
export interface DecisionReplay {
  readonly decisionId: string;
  readonly decidedAt: string;
  /** Whether all that the decision stood on and all that came out is the same, to the byte. */
  readonly isSame: boolean;
  readonly placements: DecideAnswer["placements"];
}

export const decisionReplaySchema: z.ZodType<DecisionReplay> = z.strictObject({
  decisionId: z.uuid(),
  decidedAt: z.iso.datetime(),
  isSame: z.boolean(),
  placements: answersSchema,
});
