import { z } from "zod";
import { dateText, dayOrRelative, dayText } from "./condition-date.ts";
import { parseDuration } from "./condition-duration.ts";
import { conditionNumber } from "./condition-number.ts";
import { parsePattern, patternLimits } from "./condition-pattern.ts";
import { conditionText } from "./condition-text.ts";

export type Scalar = string | number | boolean;

/**
 * What a value must be, whatever the moment; of several members all must hold. Values of another type, and missing ones, match
 * nothing but `isNot`, `notIn`, `notContains`, `hasNone` and `missing`. Numbers compare as decimals, text by code point, dates
 * as `parseDate` reads them.
 */
export interface Comparison {
  readonly is?: Scalar;
  /** The exact negation of `is`: a missing value is not it. */
  readonly isNot?: Scalar;
  readonly in?: readonly Scalar[];
  /** The exact negation of `in`. */
  readonly notIn?: readonly Scalar[];
  readonly gt?: number | string;
  readonly gte?: number | string;
  readonly lt?: number | string;
  readonly lte?: number | string;
  /** Both ends included; two numbers or two texts. */
  readonly between?: readonly [low: number, high: number] | readonly [low: string, high: string];
  readonly exists?: true;
  /** The exact negation of `exists`. `null` counts as missing. */
  readonly missing?: true;
  /** Text: a part of it. A list: one of its elements. */
  readonly contains?: Scalar;
  /** The exact negation of `contains`. */
  readonly notContains?: Scalar;
  readonly startsWith?: string;
  readonly endsWith?: string;
  /** A pattern (condition-pattern.ts), found anywhere in a text. */
  readonly matches?: string;
  /** A list that has at least one of these as an element. */
  readonly hasAny?: readonly Scalar[];
  readonly hasAll?: readonly Scalar[];
  /** The exact negation of `hasAny`. */
  readonly hasNone?: readonly Scalar[];
  /** A date before that day or moment. */
  readonly before?: string;
  /** A date after that day (from the next one on) or after that moment. */
  readonly after?: string;
  /** A date on that day of the brand's zone. */
  readonly onDayOf?: string;
}

/** With the members whose answer depends on the moment: for what is known of a customer, not for events that have been. */
export interface TraitComparison extends Comparison {
  /** A date in `(now − d, now]`. */
  readonly withinLast?: string;
  /** A date in `(now, now + d]`. */
  readonly withinNext?: string;
  /** As many days or weeks from today on, today included, in which the day of the year comes round. */
  readonly anniversaryWithin?: string;
}

export type ComparisonOperator = keyof Comparison;
export type TraitComparisonOperator = keyof TraitComparison;

export const comparisonOperators: readonly ComparisonOperator[] = [
  "is",
  "isNot",
  "in",
  "notIn",
  "gt",
  "gte",
  "lt",
  "lte",
  "between",
  "exists",
  "missing",
  "contains",
  "notContains",
  "startsWith",
  "endsWith",
  "matches",
  "hasAny",
  "hasAll",
  "hasNone",
  "before",
  "after",
  "onDayOf",
];
export const traitComparisonOperators: readonly TraitComparisonOperator[] = [
  ...comparisonOperators,
  "withinLast",
  "withinNext",
  "anniversaryWithin",
];

const scalar = z.union(
  [conditionText(0, 1_000), conditionNumber, z.boolean()],
  "This is text, a number, true or false.",
);
const ordered = z.union([conditionText(0, 1_000), conditionNumber], "This is text or a number.");
const part = z.union(
  [conditionText(1, 1_000), conditionNumber, z.boolean()],
  "This is text, a number, true or false.",
);
const list = z
  .array(scalar, "This is a list.")
  .min(1, "The list is empty.")
  .max(1_000, "At most 1000 values.");
const only = z.literal(true, "Only true can be said here.");

const range: z.ZodType<readonly [number, number] | readonly [string, string]> = z
  .union(
    [
      z.tuple([conditionNumber, conditionNumber]),
      z.tuple([conditionText(0, 1_000), conditionText(0, 1_000)]),
    ],
    "This is a list of two numbers or two texts, the smaller first.",
  )
  .refine(([low, high]) => !isAbove(low, high), "The smaller comes first.");

const pattern = conditionText(1, patternLimits.length).superRefine((text, context) => {
  const { fault } = parsePattern(text);
  if (fault === undefined) return;
  context.addIssue({ code: "custom", message: `At character ${fault.at + 1}: ${fault.message}` });
});

const timespan = z
  .string("A duration is text like 30d.")
  .refine(
    (text) => parseDuration(text) !== undefined,
    "A duration is a whole number and one of s m h d w mo y, like 30d, and at most a hundred years.",
  );
const dayCount = z
  .string("This is a number of days or weeks, like 7d.")
  .refine(
    (text) => (daysOf(text) ?? 0) > 0,
    "This is a number of days or weeks like 7d or 2w, at most 366d.",
  );

export const mixedTypes = "Nothing is above a number and below a text: gt gte lt lte between need one type.";

/** For a strict object that holds a comparison. */
export const comparisonShape: {
  readonly [Operator in ComparisonOperator]: z.ZodExactOptional<z.ZodType<Required<Comparison>[Operator]>>;
} = {
  is: scalar.exactOptional(),
  isNot: scalar.exactOptional(),
  in: list.exactOptional(),
  notIn: list.exactOptional(),
  gt: ordered.exactOptional(),
  gte: ordered.exactOptional(),
  lt: ordered.exactOptional(),
  lte: ordered.exactOptional(),
  between: range.exactOptional(),
  exists: only.exactOptional(),
  missing: only.exactOptional(),
  contains: part.exactOptional(),
  notContains: part.exactOptional(),
  startsWith: conditionText(1, 1_000).exactOptional(),
  endsWith: conditionText(1, 1_000).exactOptional(),
  matches: pattern.exactOptional(),
  hasAny: list.exactOptional(),
  hasAll: list.exactOptional(),
  hasNone: list.exactOptional(),
  before: dateText.exactOptional(),
  after: dateText.exactOptional(),
  onDayOf: dayText.exactOptional(),
};

/** The same for what is known of a customer. */
export const traitComparisonShape: {
  readonly [Operator in TraitComparisonOperator]: z.ZodExactOptional<
    z.ZodType<Required<TraitComparison>[Operator]>
  >;
} = {
  ...comparisonShape,
  onDayOf: dayOrRelative.exactOptional(),
  withinLast: timespan.exactOptional(),
  withinNext: timespan.exactOptional(),
  anniversaryWithin: dayCount.exactOptional(),
};

export const comparisonSchema: z.ZodType<Comparison> = z
  .strictObject(comparisonShape, 'A comparison is an object like { "is": … }.')
  .refine(comparesSomething, comparisonNeeded())
  .refine(comparesOneType, mixedTypes);

/** Whether bounds are all numbers or all texts. */
export function comparesOneType({ gt, gte, lt, lte, between }: Comparison): boolean {
  const bounds = [gt, gte, lt, lte, between?.[0]].filter((bound) => bound !== undefined);
  return new Set(bounds.map((bound) => typeof bound)).size < 2;
}

export function comparesSomething(value: object): boolean {
  return traitComparisonOperators.some((operator) => operator in value);
}

export function comparisonNeeded(): string {
  return `One of ${comparisonOperators.join(" ")} is needed.`;
}

/** `2w` → 14; undefined for other units and beyond a year. */
export function daysOf(text: string): number | undefined {
  const duration = parseDuration(text);
  if (duration === undefined || (duration.unit !== "d" && duration.unit !== "w")) return undefined;
  const days = duration.unit === "w" ? 7 * duration.count : duration.count;
  return days <= 366 ? days : undefined;
}

function isAbove(low: number | string, high: number | string): boolean {
  if (typeof low === "number" && typeof high === "number") return low > high;
  return compareCodePoints(String(low), String(high)) > 0;
}

/** By code point, which is not JavaScript's order. */
function compareCodePoints(a: string, b: string): number {
  const [left, right] = [[...a], [...b]];
  for (const [at, character] of left.entries()) {
    const other = right[at];
    if (other === undefined) return 1;
    if (character !== other) return (character.codePointAt(0) ?? 0) - (other.codePointAt(0) ?? 0);
  }
  return left.length - right.length;
}
