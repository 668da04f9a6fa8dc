import { z } from "zod";
import type { JsonObject } from "./inbox-record.ts";

/** draft: kept, not in force. live: in force. retired: no longer in force, kept for the record. */
export const definitionStates = ["draft", "live", "retired"] as const;
export type DefinitionState = (typeof definitionStates)[number];

/** Keys and kinds: a letter or digit, then letters, digits, `.`, `_` or `-`; at most 100 characters. */
export const definitionKey: z.ZodString = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/, {
  message: "A key is a letter or digit, then letters, digits, '.', '_' or '-', at most 100 characters.",
});

export interface DefinitionRef {
  readonly kind: string;
  readonly key: string;
}

/** One version of a definition, as the API answers it. */
export interface DefinitionAnswer extends DefinitionRef {
  readonly version: number;
  readonly state: DefinitionState;
  /** The version in force: differs from `version` when the newest is a draft or was retired. */
  readonly liveVersion: number | null;
  readonly body: JsonObject;
  readonly author: string;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly changedAt: string;
}

/** A definition in a file: what `export` gives and `plan` and `apply` take. `state` is live unless told. */
export interface DefinitionFile extends DefinitionRef {
  readonly state?: DefinitionState;
  readonly body: JsonObject;
}

export const planActions = ["created", "changed", "unchanged", "retired"] as const;
export type PlanAction = (typeof planActions)[number];

export interface PlanStep extends DefinitionRef {
  readonly action: PlanAction;
  /** The version that is, or would be, the newest. */
  readonly version: number;
  /** JSON Pointers into the body: what differs from the newest version. */
  readonly changes: readonly string[];
}

export interface Plan {
  readonly dryRun: boolean;
  readonly steps: readonly PlanStep[];
}

/** Deeper than any kind of definition goes. */
const deepestBody = 100;

/** A body as it was sent, an object of JSON: its kind judges the rest. A part that lies too deep is told with its place. */
export const definitionBodySchema: z.ZodType<JsonObject> = z
  .record(z.string(), z.unknown())
  .superRefine((body, context) => {
    const path = pathDeeperThan(body, deepestBody);
    if (path === undefined) return;
    context.addIssue({ code: "custom", path, message: `A definition nests at most ${deepestBody} deep.` });
  }) as z.ZodType<JsonObject>; // what a body is parsed from is JSON

interface Place {
  readonly value: object;
  readonly name: string;
  readonly depth: number;
  readonly inside: Place | undefined;
}

/** The way to a part that lies deeper. Without recursion, which a body could exhaust. */
function pathDeeperThan(root: object, deepest: number): string[] | undefined {
  const left: Place[] = [{ value: root, name: "", depth: 0, inside: undefined }];
  for (let place = left.pop(); place !== undefined; place = left.pop()) {
    if (place.depth >= deepest) return pathTo(place);
    for (const [name, value] of Object.entries(place.value)) {
      if (typeof value !== "object" || value === null) continue;
      left.push({ value, name, depth: place.depth + 1, inside: place });
    }
  }
  return undefined;
}

function pathTo(place: Place): string[] {
  const path: string[] = [];
  for (let at = place; at.inside !== undefined; at = at.inside) path.unshift(at.name);
  return path;
}

const jsonObject: z.ZodType<JsonObject> = z.record(z.string(), z.json());

export const definitionFileSchema: z.ZodType<DefinitionFile> = z.strictObject({
  kind: definitionKey,
  key: definitionKey,
  state: z.enum(definitionStates).exactOptional(),
  body: definitionBodySchema,
});

export const applySchema: z.ZodType<{ readonly definitions: readonly DefinitionFile[] }> = z.object({
  definitions: z.array(definitionFileSchema).max(10_000),
});

export const definitionAnswerSchema: z.ZodType<DefinitionAnswer> = z.strictObject({
  kind: z.string(),
  key: z.string(),
  version: z.int(),
  state: z.enum(definitionStates),
  liveVersion: z.int().nullable(),
  body: jsonObject,
  author: z.string(),
  reason: z.string(),
  changedAt: z.iso.datetime(),
});

export const planSchema: z.ZodType<Plan> = z.strictObject({
  dryRun: z.boolean(),
  steps: z.array(
    z.strictObject({
      kind: z.string(),
      key: z.string(),
      action: z.enum(planActions),
      version: z.int(),
      changes: z.array(z.string()),
    }),
  ),
});
