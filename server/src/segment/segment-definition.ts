import type { Condition, Use } from "@attune/contract";

export interface SegmentDefinition {
  readonly segmentId: number;
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly condition: Condition;
  /** What its members are used for. */
  readonly use?: Use;
}
