import type { Json } from "@attune/contract";
import { canonicalJson } from "../../kernel/canonical-json.ts";

/** JSON Pointers to the places where two values differ; "" when the whole does. Lists are compared as a whole. */
export function changedPointers(
  before: Json | undefined,
  after: Json | undefined,
  base = "",
): readonly string[] {
  if (isObject(before) && isObject(after)) {
    const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
    return keys.flatMap((key) => changedPointers(before[key], after[key], `${base}/${escapePointer(key)}`));
  }
  if (before === undefined || after === undefined) return before === after ? [] : [base];
  return canonicalJson(before) === canonicalJson(after) ? [] : [base];
}

export function escapePointer(part: string): string {
  return part.replaceAll("~", "~0").replaceAll("/", "~1");
}

function isObject(value: Json | undefined): value is { readonly [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
