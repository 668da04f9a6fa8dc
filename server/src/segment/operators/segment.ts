import type { SegmentCondition } from "@attune/contract";
import type { Operator } from "./operator.ts";

export const segmentOperator: Operator<SegmentCondition> = {
  compile: (condition, compiler) => {
    const key = condition.segment;
    compiler.dependsOnSegment(key);
    return {
      ask: (moment) => moment.segment(key),
      explain: (moment) => ({ ...moment.segment(key), text: words(condition), parts: [] }),
    };
  },
  select: ({ segment }, sets) => sets.segment(segment),
  words,
};

function words({ segment }: SegmentCondition): string {
  return `in the segment ${JSON.stringify(segment)}`;
}
