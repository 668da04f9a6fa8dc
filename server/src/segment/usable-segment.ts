import { type Condition, purposeNeeds, type Use } from "@attune/contract";
import type { SegmentDefinition } from "./segment-definition.ts";

/**
 * Those members of a segment who may be used for its purpose are a segment of their own, kept by the same fold: who withdraws a consent leaves
 * it in the order of events, as if they had left any other segment. Its number is the segment's, negated; its key is none that anybody can write.
 */
export function usableSegment(definition: SegmentDefinition, use: Use): SegmentDefinition {
  return {
    ...definition,
    segmentId: usableIdOf(definition.segmentId),
    key: `${definition.key}::usable`,
    condition: { all: [{ segment: definition.key }, mayBeUsed(use)] },
  };
}

export function usableIdOf(segmentId: number): number {
  return -segmentId;
}

function mayBeUsed({ purpose, channel }: Use): Condition {
  const consent = `${channel}.${purpose}`;
  if (purposeNeeds[purpose].consent === "granted") return { consent, is: "granted" };
  return {
    not: {
      any: [
        { consent, is: "denied" },
        { consent, is: "withdrawn" },
      ],
    },
  };
}
