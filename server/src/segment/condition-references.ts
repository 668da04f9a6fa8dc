import { type Condition, computedKeyOf } from "@attune/contract";
import type { BrandWorld } from "./brand-world.ts";
import { segmentsOfScheme } from "./operators/scheme/scheme.ts";

/** What a condition names that must exist, and where it does (JSON Pointer; `base` is the condition's own). */
export interface ConditionReference {
  readonly kind: "segment" | "list" | "scheme" | "store" | "computed-trait";
  readonly key: string;
  readonly pointer: string;
}

export function conditionReferences(condition: Condition, base: string): readonly ConditionReference[] {
  return leavesOf(condition, base).flatMap(({ leaf, pointer }) =>
    leafReferences(leaf).map(([kind, key, member]) => ({ kind, key, pointer: `${pointer}/${member}` })),
  );
}

/** The parts that all, any and not join, and where each stands. */
export function leavesOf(
  condition: Condition,
  base: string,
): readonly { readonly leaf: Condition; readonly pointer: string }[] {
  if ("not" in condition) return leavesOf(condition.not, `${base}/not`);
  if ("all" in condition) return condition.all.flatMap((part, at) => leavesOf(part, `${base}/all/${at}`));
  if ("any" in condition) return condition.any.flatMap((part, at) => leavesOf(part, `${base}/any/${at}`));
  return [{ leaf: condition, pointer: base }];
}

type Named = readonly [kind: ConditionReference["kind"], key: string, member: string];

function leafReferences(leaf: Condition): readonly Named[] {
  if ("segment" in leaf) return [["segment", leaf.segment, "segment"]];
  if ("trait" in leaf) {
    const key = computedKeyOf(leaf.trait);
    return key === undefined ? [] : [["computed-trait", key, "trait"]];
  }
  if ("list" in leaf) return [["list", leaf.list, "list"]];
  if ("scheme" in leaf) {
    return [
      ["scheme", leaf.scheme, "scheme"],
      ["segment", leaf.is, "is"],
    ];
  }
  if ("near" in leaf) return leaf.near.store === undefined ? [] : [["store", leaf.near.store, "near/store"]];
  if ("regularStore" in leaf) return [["store", leaf.regularStore, "regularStore"]];
  if ("joinedStore" in leaf) return [["store", leaf.joinedStore, "joinedStore"]];
  if ("catchment" in leaf) return [["store", leaf.catchment, "catchment"]];
  return [];
}

/** Keys of the segments whose answers a condition asks for: also those that come before one in a scheme. */
export function segmentsAsked(condition: Condition, world: BrandWorld): readonly string[] {
  if ("not" in condition) return segmentsAsked(condition.not, world);
  if ("all" in condition) return condition.all.flatMap((part) => segmentsAsked(part, world));
  if ("any" in condition) return condition.any.flatMap((part) => segmentsAsked(part, world));
  if ("segment" in condition) return [condition.segment];
  return "scheme" in condition ? segmentsOfScheme(condition, world) : [];
}
