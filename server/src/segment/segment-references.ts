import type { Condition } from "@attune/contract";

/** A segment that a condition names, and where it does (JSON Pointer; `base` is the condition's own). */
export interface SegmentReference {
  readonly key: string;
  readonly pointer: string;
}

export function segmentReferences(condition: Condition, base: string): readonly SegmentReference[] {
  if ("segment" in condition) return [{ key: condition.segment, pointer: `${base}/segment` }];
  if ("not" in condition) return segmentReferences(condition.not, `${base}/not`);
  if ("all" in condition)
    return condition.all.flatMap((part, at) => segmentReferences(part, `${base}/all/${at}`));
  if ("any" in condition)
    return condition.any.flatMap((part, at) => segmentReferences(part, `${base}/any/${at}`));
  return [];
}
