import { z } from "zod";
import { type Condition, conditionLimits, conditionOperators } from "./condition.ts";
import { bucketConditionSchema } from "./condition-bucket.ts";
import { consentConditionSchema } from "./condition-consent.ts";
import { didConditionSchema, entriesKeptFor } from "./condition-did.ts";
import { listConditionSchema, schemeConditionSchema } from "./condition-list.ts";
import {
  bandConditionSchema,
  catchmentConditionSchema,
  dimensionConditionSchema,
  joinedStoreConditionSchema,
  regularStoreConditionSchema,
  rfmConditionSchema,
  stageConditionSchema,
} from "./condition-loyalty.ts";
import { measureCondition } from "./condition-measure.ts";
import { occasionConditionSchema } from "./condition-occasion.ts";
import { nearConditionSchema } from "./condition-place.ts";
import { preferenceConditionSchema } from "./condition-preference.ts";
import { scoreConditionSchema } from "./condition-score.ts";
import { segmentConditionSchema } from "./condition-segment.ts";
import { entriesKeptForSequence, sequenceConditionSchema } from "./condition-sequence.ts";
import { traitConditionSchema } from "./condition-trait.ts";

/** `pointer` is a JSON Pointer into the condition; "" is the whole. */
export interface ConditionFault {
  readonly pointer: string;
  readonly message: string;
}

export type ParsedCondition =
  | { readonly condition: Condition; readonly faults?: undefined }
  | { readonly condition?: undefined; readonly faults: readonly ConditionFault[] };

/** Every fault of a condition, or the condition as it was given. Any JSON value may come in; what is too large or deep is not looked into. */
export function parseCondition(value: unknown): ParsedCondition {
  const oversize = measureCondition(value);
  if (oversize !== undefined) return { faults: [oversize] };
  const reading: Reading = { faults: [], nodes: 0, kept: 0 };
  readNode(value, "", 1, reading);
  if (reading.faults.length > 0) return { faults: reading.faults.slice(0, conditionLimits.faults) };
  return { condition: value as Condition }; // judged member by member above
}

/** For bodies that hold a condition. */
export const conditionSchema: z.ZodType<Condition> = z
  .unknown()
  .superRefine((value, context) => {
    for (const fault of parseCondition(value).faults ?? []) {
      context.addIssue({ code: "custom", path: pathOf(fault.pointer), message: fault.message });
    }
  })
  .meta({
    id: "Condition",
    description: `A condition: an object that names one of ${conditionOperators.join(", ")}. See the reference of conditions.`,
  }) as z.ZodType<Condition>; // superRefine has judged it

interface Reading {
  readonly faults: ConditionFault[];
  nodes: number;
  /** Entries that a customer's row may have to keep. */
  kept: number;
}

/** Schemas of the conditions that hold no others. */
export const leafSchemas: Readonly<Record<string, z.ZodType>> = {
  trait: traitConditionSchema,
  did: didConditionSchema,
  sequence: sequenceConditionSchema,
  segment: segmentConditionSchema,
  list: listConditionSchema,
  scheme: schemeConditionSchema,
  bucket: bucketConditionSchema,
  consent: consentConditionSchema,
  preference: preferenceConditionSchema,
  occasion: occasionConditionSchema,
  near: nearConditionSchema,
  dimension: dimensionConditionSchema,
  band: bandConditionSchema,
  rfm: rfmConditionSchema,
  stage: stageConditionSchema,
  score: scoreConditionSchema,
  regularStore: regularStoreConditionSchema,
  joinedStore: joinedStoreConditionSchema,
  catchment: catchmentConditionSchema,
};

function readNode(value: unknown, pointer: string, depth: number, reading: Reading): void {
  reading.nodes += 1;
  if (reading.nodes > conditionLimits.nodes) {
    if (reading.nodes === conditionLimits.nodes + 1) {
      reading.faults.push({ pointer, message: `A condition has at most ${conditionLimits.nodes} parts.` });
    }
    return;
  }
  if (depth > conditionLimits.depth) {
    reading.faults.push({ pointer, message: `Conditions nest at most ${conditionLimits.depth} deep.` });
    return;
  }
  if (!isObject(value)) {
    reading.faults.push({ pointer, message: "A condition is an object." });
    return;
  }
  const named = conditionOperators.filter((operator) => Object.hasOwn(value, operator));
  const [operator] = named;
  if (operator === undefined || named.length > 1) {
    reading.faults.push({ pointer, message: operatorNeeded(named) });
    return;
  }
  readOperator(operator, value, pointer, depth, reading);
}

function operatorNeeded(named: readonly string[]): string {
  const known = conditionOperators.join(" ");
  if (named.length === 0) return `A condition names one of ${known}.`;
  return `A condition names one of ${known}, not ${named.join(" and ")} together.`;
}

function readOperator(
  operator: (typeof conditionOperators)[number],
  node: Readonly<Record<string, unknown>>,
  pointer: string,
  depth: number,
  reading: Reading,
): void {
  const schema = leafSchemas[operator];
  if (schema !== undefined) {
    readLeaf(schema, node, pointer, reading);
    return;
  }
  for (const name of Object.keys(node).filter((name) => name !== operator)) {
    reading.faults.push({ pointer: `${pointer}/${escapePart(name)}`, message: "Unknown member." });
  }
  const inside = node[operator];
  if (operator === "not") {
    readNode(inside, `${pointer}/not`, depth + 1, reading);
  } else if (!Array.isArray(inside) || inside.length === 0) {
    reading.faults.push({
      pointer: `${pointer}/${operator}`,
      message: "This is a list of at least one condition.",
    });
  } else {
    inside.forEach((part, at) => {
      readNode(part, `${pointer}/${operator}/${at}`, depth + 1, reading);
    });
  }
}

function readLeaf(schema: z.ZodType, node: object, pointer: string, reading: Reading): void {
  for (const issue of schema.safeParse(node).error?.issues ?? []) {
    const place = `${pointer}${issue.path.map((part) => `/${escapePart(String(part))}`).join("")}`;
    reading.faults.push(...faultsOf(issue, place));
  }
  if (reading.faults.length === 0) countKept(node as Condition, pointer, reading); // judged by its schema
}

/** Refused where the bound is passed, so that no condition makes the rows of customers large. */
function countKept(leaf: Condition, pointer: string, reading: Reading): void {
  const before = reading.kept;
  if ("did" in leaf) reading.kept += entriesKeptFor(leaf);
  if ("sequence" in leaf) reading.kept += entriesKeptForSequence(leaf);
  if (reading.kept <= conditionLimits.kept || before > conditionLimits.kept) return;
  reading.faults.push({
    pointer,
    message: `With this, up to ${reading.kept} times and things would have to be kept of each customer: at most ${conditionLimits.kept} for one condition. Ask for fewer things, steps or numbers here, or make two segments of it and ask for both.`,
  });
}

function faultsOf(issue: z.core.$ZodIssue, pointer: string): readonly ConditionFault[] {
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => ({
        pointer: `${pointer}/${escapePart(key)}`,
        message: "Unknown member.",
      }));
    case "invalid_key":
      return issue.issues.map(({ message }) => ({ pointer, message }));
    default:
      return [{ pointer, message: issue.message }];
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function escapePart(part: string): string {
  return part.replaceAll("~", "~0").replaceAll("/", "~1");
}

function pathOf(pointer: string): string[] {
  const parts = pointer.split("/").slice(1);
  return parts.map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
}
