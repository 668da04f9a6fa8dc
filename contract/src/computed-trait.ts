import { z } from "zod";
import type { TraitComparison, TraitComparisonOperator } from "./condition-comparison.ts";
import { didLimits } from "./condition-did.ts";
import { durationSchema } from "./condition-duration.ts";
import { type EventMatch, eventMatchShape } from "./condition-event-match.ts";
import { keyPath, valuePath } from "./condition-event-path.ts";
import { type DateRange, dateRangeSchema } from "./condition-event-window.ts";

/** What can be computed of events, in the order in which it is told to people. */
export const computedMeasures = [
  "count",
  "distinct",
  "sum",
  "avg",
  "min",
  "max",
  "firstTime",
  "lastTime",
  "first",
  "last",
  "mostFrequent",
] as const;
export type ComputedMeasure = (typeof computedMeasures)[number];

/**
 * The body of a definition of kind `computed-trait`: a value computed of what each customer did, told on the profile and asked like any
 * trait, as `computed.KEY`. `{ "name": "Spent in a year", "did": "Order Completed", "measure": "sum", "of": "properties.revenue", "within": "1y" }`.
 */
export interface ComputedTraitBody extends EventMatch {
  readonly name: string;
  readonly description?: string;
  readonly measure: ComputedMeasure;
  /** The property that is measured; for `count`, `firstTime` and `lastTime` none. */
  readonly of?: string;
  /** `(now − within, now]`. */
  readonly within?: string;
  readonly between?: DateRange;
}

export type ComputedType = "number" | "time" | "text";

export const computedTypes: Readonly<Record<ComputedMeasure, ComputedType>> = {
  count: "number",
  distinct: "number",
  sum: "number",
  avg: "number",
  min: "number",
  max: "number",
  firstTime: "time",
  lastTime: "time",
  first: "text",
  last: "text",
  mostFrequent: "text",
};

export const computedLimits: {
  readonly counted: number;
  readonly different: number;
  readonly live: number;
} = {
  /** Of as many events in a window a count says so many, and what must know each of them is missing. */
  counted: didLimits.numbers,
  /** Different values are told up to so many; of more the most frequent is missing. */
  different: didLimits.keys,
  /** Of one brand: each may cost every customer's row up to `counted` entries. */
  live: 50,
};

/** A letter, then letters, digits or `_`, at most 60: it stands in conditions and formulas behind `computed.`. */
export const computedKeyForm: RegExp = /^[A-Za-z][A-Za-z0-9_]{0,59}$/;

const prefix = "computed.";

/** `computed.orders90d` → `orders90d`; undefined for other traits. Whether there is one of that key is not known here. */
export function computedKeyOf(trait: string): string | undefined {
  if (!trait.startsWith(prefix)) return undefined;
  return trait.slice(prefix.length);
}

export function computedTraitOf(key: string): string {
  return `${prefix}${key}`;
}

const withoutOf: readonly ComputedMeasure[] = ["count", "firstTime", "lastTime"];
const ofKeys: readonly ComputedMeasure[] = ["distinct", "first", "last", "mostFrequent"];

export const computedTraitSchema: z.ZodType<ComputedTraitBody> = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    description: z.string().max(2_000).exactOptional(),
    ...eventMatchShape,
    measure: z.enum(computedMeasures, `This is one of ${computedMeasures.join(" ")}.`),
    of: z.string().exactOptional(),
    within: durationSchema.exactOptional(),
    between: dateRangeSchema.exactOptional(),
  })
  .superRefine((body, { addIssue }) => {
    for (const [at, message] of faultsOf(body)) addIssue({ code: "custom", path: [at], message });
  });

function faultsOf({
  measure,
  of,
  within,
  between,
}: Pick<ComputedTraitBody, "measure" | "of" | "within" | "between">): readonly (readonly [string, string])[] {
  const clash = "between cannot stand beside within.";
  return [
    ...(within !== undefined && between !== undefined ? [["between", clash] as const] : []),
    ...ofFaults(measure, of).map((message) => ["of", message] as const),
  ];
}

function ofFaults(measure: ComputedMeasure, of: string | undefined): readonly string[] {
  if (withoutOf.includes(measure)) {
    return of === undefined ? [] : [`Nothing is measured of a property for ${measure}.`];
  }
  if (of === undefined) return [`Of which property? ${measure} needs one.`];
  const path = (ofKeys.includes(measure) ? keyPath : valuePath).safeParse(of);
  return path.error?.issues.map(({ message }) => message) ?? [];
}

const always: readonly TraitComparisonOperator[] = ["exists", "missing"];
const operators: Readonly<Record<ComputedType, readonly TraitComparisonOperator[]>> = {
  number: [...always, "is", "isNot", "in", "notIn", "gt", "gte", "lt", "lte", "between"],
  time: [...always, "before", "after", "onDayOf", "withinLast", "withinNext", "anniversaryWithin"],
  text: [
    ...always,
    "is",
    "isNot",
    "in",
    "notIn",
    "contains",
    "notContains",
    "startsWith",
    "endsWith",
    "matches",
  ],
};
const whatTypes: Readonly<Record<ComputedType, string>> = {
  number: "a number",
  time: "a time",
  text: "text",
};

/** What in a comparison can never be compared with what is computed: member and reason. */
export function computedTypeFaults(
  measure: ComputedMeasure,
  comparison: TraitComparison,
): readonly { readonly at: TraitComparisonOperator; readonly message: string }[] {
  const type = computedTypes[measure];
  const entries = Object.entries(comparison) as [TraitComparisonOperator, unknown][];
  return entries.flatMap(([at, operand]) => {
    if (!operators[type].includes(at))
      return [{ at, message: `This trait is ${whatTypes[type]}: ${at} never holds.` }];
    if (type === "time" || always.includes(at)) return [];
    const values: readonly unknown[] = Array.isArray(operand) ? operand : [operand];
    const wanted = type === "number" ? "number" : "string";
    return values.every((value) => typeof value === wanted)
      ? []
      : [{ at, message: `This trait is ${whatTypes[type]}.` }];
  });
}

/** What a profile tells of a computed trait. Times are ISO 8601. */
export interface ComputedAnswer {
  readonly name: string;
  readonly type: ComputedType;
  /** Null: nothing to compute it of, too much to tell it exactly (`tooMany`), or its history is still being read (`state`). */
  readonly value: number | string | null;
  /** What it is computed of, in words. */
  readonly from: string;
  readonly state: "filling" | "live";
  /** There are more events than are kept: a count is at least this, all else is not told. */
  readonly tooMany: boolean;
  /** The moment that it is told of, and when it may change if nothing happens; null: never by itself. */
  readonly asOf: string;
  readonly until: string | null;
}

export interface ComputedSummary {
  readonly key: string;
  readonly name: string;
  readonly type: ComputedType;
  readonly from: string;
  readonly state: "filling" | "live";
  /** From 0 to 1. */
  readonly progress: number;
}

const told = {
  name: z.string(),
  type: z.enum(["number", "time", "text"]),
  from: z.string(),
  state: z.enum(["filling", "live"]),
} as const;

export const computedAnswerSchema: z.ZodType<ComputedAnswer> = z.strictObject({
  ...told,
  value: z.union([z.number(), z.string()]).nullable(),
  tooMany: z.boolean(),
  asOf: z.iso.datetime(),
  until: z.iso.datetime().nullable(),
});

export const computedListSchema: z.ZodType<{ readonly items: readonly ComputedSummary[] }> = z.strictObject({
  items: z.array(z.strictObject({ key: z.string(), ...told, progress: z.number() })),
});
