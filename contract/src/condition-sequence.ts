import { z } from "zod";
import { didLimits, withoutSchema } from "./condition-did.ts";
import { durationSchema } from "./condition-duration.ts";
import { type EventMatch, eventMatchShape } from "./condition-event-match.ts";
import { keyPath } from "./condition-event-path.ts";
import { lengthSchema } from "./condition-event-window.ts";

/**
 * `{ "sequence": [{ "did": "Product Viewed" }, { "did": "Product Added", "within": "1d" }], "forEach": "product_id", "within": "30d" }`:
 * one event after the other, each later than the one before. Of each step the newest 100 events of a customer count.
 */
export interface SequenceCondition {
  readonly sequence: readonly SequenceStep[];
  /** All of it in `(now − within, now]`. */
  readonly within?: string;
  /** The last step comes at most so long after the first. */
  readonly span?: string;
  /** All steps about one and the same thing (`product_id`). */
  readonly forEach?: string;
  /** None of these came at the last step or after it. */
  readonly without?: readonly EventMatch[];
}

export interface SequenceStep extends EventMatch {
  /** At most so long after the step before. Not on the first step. */
  readonly within?: string;
  /** None of these came between the step before and this one. Not on the first step. */
  readonly without?: readonly EventMatch[];
}

export const sequenceLimits: { readonly steps: number } = { steps: 6 } as const;

const stepSchema: z.ZodType<SequenceStep> = z.strictObject({
  ...eventMatchShape,
  within: lengthSchema.exactOptional(),
  without: withoutSchema.exactOptional(),
});

export const sequenceConditionSchema: z.ZodType<SequenceCondition> = z
  .strictObject({
    sequence: z
      .array(stepSchema, "This is a list of steps.")
      .min(2, "A sequence has at least two steps.")
      .max(sequenceLimits.steps, `At most ${sequenceLimits.steps} steps.`),
    within: durationSchema.exactOptional(),
    span: lengthSchema.exactOptional(),
    forEach: keyPath.exactOptional(),
    without: withoutSchema.exactOptional(),
  })
  .superRefine(({ sequence: [first] }, context) => {
    for (const name of ["within", "without"] as const) {
      if (first?.[name] === undefined) continue;
      context.addIssue({
        code: "custom",
        path: ["sequence", 0, name],
        message: "Nothing comes before the first step.",
      });
    }
  });

/** How many times a customer's row may have to keep for this. */
export function entriesKeptForSequence({ sequence, without = [] }: SequenceCondition): number {
  const matches = sequence.reduce((sum, step) => sum + 1 + (step.without ?? []).length, without.length);
  return matches * didLimits.events;
}
