import { z } from "zod";
import { daysOf } from "./condition-comparison.ts";
import {
  type Holiday,
  holidayRegions,
  type OccasionCondition,
  type OccasionName,
  occasionConditionSchema,
  personalOccasions,
  type Season,
} from "./condition-occasion.ts";

/**
 * `{ "occasion": "mothersDay", "region": "GB", "before": "14d", "in": 2, "of": 3 }`: on the occasion, or at most so many days before or
 * after it, in at least `in` of the last `of` years in which it has begun.
 */
export interface Around {
  readonly occasion: Holiday | Season;
  /** Needed where the day hangs on the region: what is kept of an event does not hang on where the customer lives now. */
  readonly region?: string;
  readonly before?: string;
  readonly after?: string;
  readonly in: number;
  readonly of: number;
}

export const mostYears = 20;
/** A season with so many days on both sides is shorter than a year. */
const mostDays = 90;
const wholeNumber = z.int("This is a whole number.").min(1, "At least 1.");

interface Fault {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

export const aroundSchema: z.ZodType<Around> = z
  .looseObject({ in: wholeNumber, of: wholeNumber.max(mostYears, `At most ${mostYears} years are kept.`) })
  .superRefine(({ in: least, of, ...days }, context) => {
    const faults = [
      ...(least > of ? [{ path: ["in"], message: "At most as many as of." }] : []),
      ...daysFaults(days),
    ];
    for (const { path, message } of faults) context.addIssue({ code: "custom", path: [...path], message });
  })
  .transform((around) => around as unknown as Around); // judged member by member above

function daysFaults(days: object): readonly Fault[] {
  const judged = occasionConditionSchema.safeParse(days);
  if (judged.success) return rangeFaults(judged.data);
  return judged.error.issues.flatMap((issue): readonly Fault[] =>
    issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => ({ path: [key], message: "Unknown member." }))
      : [{ path: issue.path, message: issue.message }],
  );
}

function rangeFaults({ occasion, region, before = "0d", after = "0d" }: OccasionCondition): readonly Fault[] {
  if (personalOccasions.some((one) => one === occasion))
    return [
      { path: ["occasion"], message: "This occasion is the customer's own: name a holiday or a season." },
    ];
  const needed = region === undefined && hangsOnRegion(occasion);
  return [
    ...(needed ? [{ path: [], message: `${occasion} is on another day elsewhere: region is needed.` }] : []),
    ...Object.entries({ before, after }).flatMap(([path, length]) =>
      (daysOf(length) ?? 0) > mostDays
        ? [{ path: [path], message: `At most ${mostDays}d: years must not overlap.` }]
        : [],
    ),
  ];
}

function hangsOnRegion(occasion: OccasionName): boolean {
  const known: Readonly<Record<string, "everywhere" | readonly string[]>> = holidayRegions;
  return known[occasion] !== "everywhere";
}
