import { z } from "zod";
import { dateText, parseDate } from "./condition-date.ts";
import { durationSchema, parseDuration } from "./condition-duration.ts";
import { type EventMatch, eventMatchShape } from "./condition-event-match.ts";
import { type LifecycleStage, lifecycleStages } from "./loyalty.ts";

/** `[from, until)`; a day counts as the moment it begins in the brand's zone. At least one of the two. */
export interface DateRange {
  readonly from?: string;
  readonly until?: string;
}

/** What is later than that. */
export type Since = SinceEvent | SinceStage;

/** After the last (or first) time the customer did another thing; who never did it did nothing since. */
export interface SinceEvent extends EventMatch {
  /** `last` unless told. */
  readonly time?: "first" | "last";
}

/** Since the customer came into the stage; who is in another one did nothing since. */
export interface SinceStage {
  readonly stage: LifecycleStage;
}

/** When something happened. Of several members all must hold; what never happened fits none. */
export interface TimeComparison {
  readonly before?: string;
  /** Of a day: when it is over. */
  readonly after?: string;
  readonly withinLast?: string;
  readonly longerAgo?: string;
}

/** In at least `in` of the last `of` days, weeks (from Monday) or months of the brand's zone, the one that runs now among them. */
export interface Regularity {
  readonly in: number;
  readonly of: number;
  readonly every: "day" | "week" | "month";
}

export const periods = ["day", "week", "month"] as const;
export type Period = (typeof periods)[number];
export const mostPeriods = 100;

export const dateRangeSchema: z.ZodType<DateRange> = z
  .strictObject({ from: dateText.exactOptional(), until: dateText.exactOptional() })
  .refine(({ from, until }) => from !== undefined || until !== undefined, "One of from until is needed.")
  .refine(isForwards, "until lies behind from.");

function isForwards({ from, until }: DateRange): boolean {
  const [start, end] = [from, until].map((text) => (text === undefined ? undefined : parseDate(text)));
  if (start === undefined || end === undefined) return true;
  if (start.kind === "day" && end.kind === "day") return start.day < end.day;
  return start.kind === "day" || end.kind === "day" || start.atMs < end.atMs;
}

export const sinceSchema: z.ZodType<Since> = z
  .strictObject({
    did: eventMatchShape.did.exactOptional(),
    where: eventMatchShape.where,
    time: z.enum(["first", "last"], "This is first or last.").exactOptional(),
    stage: z.enum(lifecycleStages, `This is one of ${lifecycleStages.join(" ")}.`).exactOptional(),
  })
  .superRefine((since, context) => {
    const refuse = (path: string, message: string): void =>
      context.addIssue({ code: "custom", path: [path], message });
    if (since.did === undefined && since.stage === undefined)
      context.addIssue({ code: "custom", path: [], message: "One of did stage is needed." });
    if (since.stage === undefined) return;
    for (const name of ["did", "where", "time"] as const)
      if (since[name] !== undefined) refuse(name, `${name} cannot stand beside stage.`);
  })
  .transform((since) => since as Since); // one of the two, as was just seen

export const timeComparisonSchema: z.ZodType<TimeComparison> = z
  .strictObject({
    before: dateText.exactOptional(),
    after: dateText.exactOptional(),
    withinLast: durationSchema.exactOptional(),
    longerAgo: durationSchema.exactOptional(),
  })
  .refine((value) => Object.keys(value).length > 0, "One of before after withinLast longerAgo is needed.");

export const regularityShape: {
  readonly in: z.ZodInt;
  readonly of: z.ZodInt;
  readonly every: z.ZodEnum<{ day: "day"; week: "week"; month: "month" }>;
} = {
  in: z.int("This is a whole number.").min(1, "At least 1."),
  of: z
    .int("This is a whole number.")
    .min(1, "At least 1.")
    .max(mostPeriods, `At most ${mostPeriods} periods are kept.`),
  every: z.enum(periods, `This is one of ${periods.join(" ")}.`),
};

export const regularitySchema: z.ZodType<Regularity> = z
  .strictObject(regularityShape)
  .refine((value) => value.in <= value.of, { message: "At most as many as of.", path: ["in"] });

/** Between two events: months and years have no length of their own. */
export const lengthSchema: z.ZodString = durationSchema.refine(
  (text) => !["mo", "y"].includes(parseDuration(text)?.unit ?? ""),
  "Between two events a length is counted in s m h d w.",
);

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000, mo: 0, y: 0 } as const;

/** Of a length that `lengthSchema` has let in. */
export function lengthMs(text: string): number {
  const duration = parseDuration(text);
  return duration === undefined ? 0 : duration.count * unitMs[duration.unit];
}
