import {
  type JsonObject,
  parseConditionText,
  placeInText,
  type SegmentBody,
  segmentBodySchema,
} from "@attune/contract";
import { type DefinitionKind, type Others, parseWithSchema } from "../govern/index.ts";
import type { Fault } from "../kernel/refusal.ts";
import { computedBodies } from "./computed-kind.ts";
import { conditionReferences } from "./condition-references.ts";
import { computedFaults, type StoreKeys, schemeFaults, storeFaults } from "./foreign-names.ts";
import { refusals } from "./refusals.ts";

/**
 * Segments as definitions, with the condition as JSON or as `text`. References to what is not live and cycles are refused by
 * definitions/, inside the writing transaction.
 */
export function segmentKind(stores: StoreKeys): DefinitionKind<SegmentBody> {
  return {
    kind: "segment",
    kept: keptBody,
    faultAsSent,
    parse: parseSegment,
    references: ({ condition }) =>
      conditionReferences(condition, "/condition").filter(({ kind }) => kind !== "store"),
    check: async (key, { condition, purpose }, others) => {
      if (key === "changes") throw refusals.reservedKey(key);
      if (purpose === undefined) refuseIfTold(key, others);
      const faults = [
        ...schemeFaults(condition, "/condition", others.of("scheme")),
        ...computedFaults(condition, "/condition", computedBodies(others)),
        ...(await storeFaults(condition, "/condition", stores)),
      ];
      if (faults.length > 0) throw refusals.invalidCondition(faults);
    },
  };
}

/** Whom a webhook tells of must be usable for something. */
function refuseIfTold(key: string, others: Others): void {
  const webhooks = others.of("webhook") as ReadonlyMap<string, { readonly segments: readonly string[] }>; // as their kind parsed them
  const telling = [...webhooks].find(([, { segments }]) => segments.includes(key));
  if (telling !== undefined) throw refusals.purposeInUse(telling[0]);
}

function parseSegment(body: JsonObject): SegmentBody {
  const { text } = body;
  if (typeof text === "string" && body["condition"] === undefined) {
    const { faults } = parseConditionText(text);
    if (faults !== undefined) throw refusals.invalidText(faults);
  }
  return parseWithSchema("segment", segmentBodySchema, keptBody(body));
}

/** In a text: line and column. */
function faultAsSent({ text, condition }: JsonObject, fault: Fault): Fault {
  if (typeof text !== "string" || condition !== undefined || !fault.pointer.startsWith("/condition"))
    return fault;
  const { line, column } = placeInText(text, fault.pointer.slice("/condition".length));
  return { pointer: "/text", message: `Line ${line}, column ${column}: ${fault.message}` };
}

function keptBody(body: JsonObject): JsonObject {
  const { text, ...others } = body;
  if (typeof text !== "string" || others["condition"] !== undefined) return body;
  const { condition } = parseConditionText(text);
  return condition === undefined
    ? body
    : { ...others, condition: JSON.parse(JSON.stringify(condition)) as JsonObject }; // a condition is JSON
}
