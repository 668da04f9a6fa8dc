import type { CompiledCondition } from "./compile-condition.ts";
import type { SegmentDefinition } from "./segment-definition.ts";

/** A segment with its condition compiled. `at` is its place in dependency order. */
export interface CompiledSegment extends SegmentDefinition {
  readonly at: number;
  readonly compiled: CompiledCondition;
}
