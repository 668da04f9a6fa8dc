import type { SegmentCondition } from "@attune/contract";
import { quoted } from "./comparison-words.ts";
import type { Operator } from "./operator.ts";

export const segmentOperator: Operator<SegmentCondition> = {
  compile: (condition, compiler) => {
    const key = condition.segment;
    compiler.dependsOnSegment(key);
    return {
      ask: (moment) => moment.segment(key),
      explain: (moment) => {
        const verdict = moment.segment(key);
        return { ...verdict, fact: `${verdict.holds ? "" : "not "}${words(condition)}`, parts: [] };
      },
    };
  },
  select: ({ segment }, sets) => sets.segment(segment),
  words,
};

function words({ segment }: SegmentCondition): string {
  return `in the segment ${quoted(segment)}`;
}
