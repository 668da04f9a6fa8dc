import { z } from "zod";
import { type Comparison, comparisonSchema } from "./condition-comparison.ts";
import { typeFaults, wherePath } from "./condition-event-path.ts";
import { conditionText } from "./condition-text.ts";

/** Events of one name that match all of `where`. */
export interface EventMatch {
  readonly did: string;
  /**
   * Path → comparison. A part between points names a member of an object. `properties.list[].name` and `product.…` stand for several
   * values: one of them must fit; `isNot notIn notContains hasNone missing` are the negations of that. All that is asked of `product.…`
   * one and the same product of the event must fit.
   */
  readonly where?: Readonly<Record<string, Comparison>>;
}

export const mostWherePaths = 20;

const whereSchema: z.ZodType<Readonly<Record<string, Comparison>>> = z
  .record(wherePath, comparisonSchema)
  .refine((where) => Object.keys(where).length <= mostWherePaths, `At most ${mostWherePaths} paths.`)
  .superRefine((where, context) => {
    for (const [path, comparison] of Object.entries(where))
      for (const { at, message } of typeFaults(path, comparison))
        context.addIssue({ code: "custom", path: [path, at], message });
  });

export const eventMatchShape: {
  readonly did: z.ZodString;
  readonly where: z.ZodExactOptional<z.ZodType<Readonly<Record<string, Comparison>>>>;
} = { did: conditionText(1, 200), where: whereSchema.exactOptional() };

export const eventMatchSchema: z.ZodType<EventMatch> = z.strictObject(eventMatchShape);
