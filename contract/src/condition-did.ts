import { z } from "zod";
import { type Comparison, comparisonSchema } from "./condition-comparison.ts";
import { durationSchema } from "./condition-duration.ts";
import { conditionNumber } from "./condition-number.ts";
import { conditionText } from "./condition-text.ts";
import { isPersonalPath } from "./personal.ts";

/**
 * `{ "did": "Order Completed", "where": { "properties.revenue": { "gte": 50 } }, "count": { "gte": 2 }, "within": "30d" }`.
 * Events of that name that match all of `where`, in the window `(now − within, now]`, or ever. Without `count` and `sum`: at least one.
 */
export interface DidCondition {
  readonly did: string;
  /** `properties.…`, `context.…` or `channel` → comparison. A part between points names a member of an object. */
  readonly where?: Readonly<Record<string, Comparison>>;
  /** How many; `{ "lt": 1 }` and `{ "eq": 0 }` mean: did not. */
  readonly count?: CountComparison;
  /** The sum of a property's numbers; that of none is 0. */
  readonly sum?: SumComparison;
  readonly within?: string;
}

/** Of several members all must hold. */
export interface CountComparison {
  readonly gt?: number;
  readonly gte?: number;
  readonly lt?: number;
  readonly lte?: number;
  readonly eq?: number;
}

export interface SumComparison extends CountComparison {
  readonly of: string;
}

export const countOperators: readonly (keyof CountComparison)[] = ["gt", "gte", "lt", "lte", "eq"];

export const didLimits: {
  readonly wherePaths: number;
  readonly count: number;
  readonly countWithin: number;
} = {
  wherePaths: 20,
  count: 1_000_000_000,
  /** A window needs the times of as many events as it counts, for each customer. */
  countWithin: 100,
} as const;

const eventPath = conditionText(1, 200)
  .refine(
    (path) => path === "channel" || /^(properties|context)(\.[^.\uFFFD]+){1,10}$/.test(path),
    "This is channel, properties.… or context.…, with names between the points.",
  )
  .refine(
    (path) => !isPersonalPath(path.split(".")),
    "This is personal: it is not kept with the events, so no condition on events can read it.",
  );

const countNumber = z
  .int("This is a whole number.")
  .min(0, "A count is never below 0.")
  .max(didLimits.count, `At most ${didLimits.count}.`)
  .exactOptional();
const sumNumber = conditionNumber.exactOptional();

const comparesAmount = (value: object): boolean => countOperators.some((operator) => operator in value);
const amountNeeded = `One of ${countOperators.join(" ")} is needed.`;

const countSchema: z.ZodType<CountComparison> = z
  .strictObject({ gt: countNumber, gte: countNumber, lt: countNumber, lte: countNumber, eq: countNumber })
  .refine(comparesAmount, amountNeeded);

const sumSchema: z.ZodType<SumComparison> = z
  .strictObject({
    of: eventPath,
    gt: sumNumber,
    gte: sumNumber,
    lt: sumNumber,
    lte: sumNumber,
    eq: sumNumber,
  })
  .refine(comparesAmount, amountNeeded);

const whereSchema: z.ZodType<Readonly<Record<string, Comparison>>> = z
  .record(eventPath, comparisonSchema)
  .refine(
    (where) => Object.keys(where).length <= didLimits.wherePaths,
    `At most ${didLimits.wherePaths} paths.`,
  );

export const didConditionSchema: z.ZodType<DidCondition> = z
  .strictObject({
    did: conditionText(1, 200),
    where: whereSchema.exactOptional(),
    count: countSchema.exactOptional(),
    sum: sumSchema.exactOptional(),
    within: durationSchema.exactOptional(),
  })
  .superRefine((did, context) => {
    if (did.within === undefined) return;
    for (const operator of countOperators) {
      if ((did.count?.[operator] ?? 0) <= didLimits.countWithin) continue;
      context.addIssue({
        code: "custom",
        path: ["count", operator],
        message: `Within a window at most ${didLimits.countWithin} can be counted.`,
      });
    }
  });
