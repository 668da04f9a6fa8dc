import type { Condition } from "@attune/contract";

export interface SegmentDefinition {
  readonly segmentId: number;
  readonly key: string;
  readonly version: number;
  readonly name: string;
  readonly condition: Condition;
}
