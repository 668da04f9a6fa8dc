import { z } from "zod";
import type { Condition } from "./condition.ts";
import { conditionSchema } from "./condition-parse.ts";
import { definitionKey } from "./definition.ts";

/** Whom a report is about: the members of a live segment, or whom a condition would hold. */
export type Audience =
  | { readonly segment: string; readonly condition?: undefined }
  | { readonly segment?: undefined; readonly condition: Condition };

export const audienceSchema: z.ZodType<Audience> = z.union(
  [z.strictObject({ segment: definitionKey }), z.strictObject({ condition: conditionSchema })],
  'This is { "segment": … } or { "condition": … }.',
);

/** A set of customers as a report names it. Shares are from 0 to 1. */
export interface ReportedSet {
  /** The segment's name, else the condition in words. */
  readonly name: string;
  /** Null of a condition. */
  readonly segment: string | null;
  readonly size: number;
  /** Of all visible customers. */
  readonly share: number;
}

export interface OverlapReport {
  /** All visible customers. */
  readonly everyone: number;
  /** In the order asked. */
  readonly sets: readonly ReportedSet[];
  /** Each customer is in exactly one region: that of all the sets, by place, that hold them. The largest first, empty ones left out. */
  readonly regions: readonly {
    readonly sets: readonly number[];
    readonly size: number;
    readonly share: number;
  }[];
  readonly pairs: readonly OverlappingPair[];
}

export interface OverlappingPair {
  readonly first: number;
  readonly second: number;
  readonly size: number;
  /** Of those in either, how many are in both. Null where both are empty. */
  readonly jaccard: number | null;
  /** How many times as many are in both as if one had nothing to do with the other. Null where one is empty. */
  readonly lift: number | null;
}

const share = z.number().min(0).max(1);
const size = z.int().min(0);

const reportedSet: z.ZodType<ReportedSet> = z.strictObject({
  name: z.string(),
  segment: z.string().nullable(),
  size,
  share,
});

export const overlapQuestionSchema: z.ZodType<{ readonly sets: readonly Audience[] }> = z.strictObject({
  sets: z.array(audienceSchema).min(2, "At least two sets.").max(8, "At most eight sets."),
});

export const overlapReportSchema: z.ZodType<OverlapReport> = z.strictObject({
  everyone: size,
  sets: z.array(reportedSet),
  regions: z.array(z.strictObject({ sets: z.array(z.int()), size, share })),
  pairs: z.array(
    z.strictObject({
      first: z.int(),
      second: z.int(),
      size,
      jaccard: share.nullable(),
      lift: z.number().nullable(),
    }),
  ),
});

/** What customers are compared by. */
export const comparedThings = [
  "trait",
  "band",
  "stage",
  "subStage",
  "rfmGroup",
  "accountType",
  "engagedChannel",
  "preferredChannel",
  "regularStore",
  "joinedStore",
  "catchment",
  "mainCategory",
  "boughtCategory",
  "boughtBrand",
  "boughtChannel",
  "boughtStore",
] as const;
export type ComparedThing = (typeof comparedThings)[number];

export interface ComparisonQuestion {
  readonly first: Audience;
  /** Absent: everybody else. */
  readonly second?: Audience;
  /** Absent: all. */
  readonly about?: readonly ComparedThing[];
  readonly limit?: number;
}

export interface ComparisonReport {
  readonly first: ComparedSet;
  readonly second: ComparedSet;
  /** Who is in both sets counts for the first alone. */
  readonly both: number;
  /** Whether everybody was asked; else an even sample of each set. */
  readonly exact: boolean;
  /** How many differences were looked at. All intervals hold together with at least this probability. */
  readonly compared: number;
  readonly confidence: number;
  /** The clearest first. */
  readonly differences: readonly Difference[];
}

export interface ComparedSet extends ReportedSet {
  /** How many of it were asked. */
  readonly asked: number;
}

export interface Difference {
  readonly about: ComparedThing;
  /** The trait's path, or the dimension; else as `about`. */
  readonly name: string;
  readonly value: string;
  readonly first: SharePart;
  readonly second: SharePart;
  /** 100 times the first share by the second; null where the second is 0. */
  readonly index: number | null;
  /** The interval of the index; an end is null where nothing bounds it. */
  readonly indexFrom: number | null;
  readonly indexUntil: number | null;
  /** First share less the second, and its interval. */
  readonly difference: number;
  readonly from: number;
  readonly until: number;
  /** Whether the interval leaves 0 out. */
  readonly isClear: boolean;
}

export interface SharePart {
  readonly customers: number;
  readonly share: number;
}

export const comparisonQuestionSchema: z.ZodType<ComparisonQuestion> = z.strictObject({
  first: audienceSchema,
  second: audienceSchema.exactOptional(),
  about: z.array(z.enum(comparedThings)).min(1).exactOptional(),
  limit: z.int().min(1).max(1_000).exactOptional(),
});

const comparedSet: z.ZodType<ComparedSet> = z.strictObject({
  name: z.string(),
  segment: z.string().nullable(),
  size,
  share,
  asked: size,
});
const sharePart: z.ZodType<SharePart> = z.strictObject({ customers: size, share });

export const comparisonReportSchema: z.ZodType<ComparisonReport> = z.strictObject({
  first: comparedSet,
  second: comparedSet,
  both: size,
  exact: z.boolean(),
  compared: size,
  confidence: z.number(),
  differences: z.array(
    z.strictObject({
      about: z.enum(comparedThings),
      name: z.string(),
      value: z.string(),
      first: sharePart,
      second: sharePart,
      index: z.number().nullable(),
      indexFrom: z.number().nullable(),
      indexUntil: z.number().nullable(),
      difference: z.number(),
      from: z.number(),
      until: z.number(),
      isClear: z.boolean(),
    }),
  ),
});

export interface SchemeReport {
  readonly key: string;
  readonly name: string;
  readonly objective: string;
  readonly owner: string;
  readonly waterfall: boolean;
  readonly everyone: number;
  /** In the scheme's order; the remainder, whom none of its segments holds, last with segment null. In a waterfall the sizes add up to everyone. */
  readonly parts: readonly ReportedSet[];
}

export interface SchemesSideBySide {
  readonly scheme: SchemeReport;
  readonly against: SchemeReport;
  /** How many customers are in part `row` of the one and part `column` of the other, by place. */
  readonly cells: readonly (readonly number[])[];
}

const schemeShape = {
  key: z.string(),
  name: z.string(),
  objective: z.string(),
  owner: z.string(),
  waterfall: z.boolean(),
  everyone: size,
  parts: z.array(reportedSet),
};
const schemeReport: z.ZodType<SchemeReport> = z.strictObject(schemeShape);

export const schemeReportsSchema: z.ZodType<{ readonly items: readonly SchemeReport[] }> = z.strictObject({
  items: z.array(schemeReport),
});
export const schemesSideBySideSchema: z.ZodType<SchemesSideBySide> = z.strictObject({
  scheme: schemeReport,
  against: schemeReport,
  cells: z.array(z.array(size)),
});
