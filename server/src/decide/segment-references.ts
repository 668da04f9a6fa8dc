import type { Condition } from "@attune/contract";
import type { Reference } from "../govern/index.ts";

/** The segments that a condition names. `pointer` is the condition's own. */
export function segmentReferences(condition: Condition, pointer: string): readonly Reference[] {
  if ("segment" in condition) {
    return [{ kind: "segment", key: condition.segment, pointer: `${pointer}/segment` }];
  }
  if ("not" in condition) return segmentReferences(condition.not, `${pointer}/not`);
  if ("all" in condition) return referencesOfParts(condition.all, `${pointer}/all`);
  if ("any" in condition) return referencesOfParts(condition.any, `${pointer}/any`);
  return [];
}

function referencesOfParts(parts: readonly Condition[], pointer: string): readonly Reference[] {
  return parts.flatMap((part, at) => segmentReferences(part, `${pointer}/${at}`));
}
