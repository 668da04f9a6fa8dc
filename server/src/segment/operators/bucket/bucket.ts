import { type BucketCondition, bucketHash } from "@attune/contract";
import { formatId } from "../../../kernel/public-id.ts";
import { idsIn, profileSetOf } from "../../profile-set.ts";
import { always } from "../../verdict.ts";
import { quoted } from "../comparison-words.ts";
import type { Operator } from "../operator.ts";

export const bucketOperator: Operator<BucketCondition> = {
  compile: (condition) => ({
    isTimeless: true,
    ask: ({ view }) => always(isInside(condition, view.oldestLeafId)),
    explain: ({ view }) => ({
      ...always(isInside(condition, view.oldestLeafId)),
      fact: `at ${percent(placeIn(condition, view.oldestLeafId))} of ${quoted(condition.bucket)}`,
      parts: [],
    }),
  }),
  select: (condition, { everyone, oldestLeafOf }) =>
    profileSetOf(idsIn(everyone).filter((profileId) => isInside(condition, oldestLeafOf(profileId)))),
  words: ({ bucket, from = 0, until }) =>
    from === 0
      ? `in the first ${percent(until)} of ${quoted(bucket)}`
      : `between ${percent(from)} and ${percent(until)} of ${quoted(bucket)}`,
};

function isInside(condition: BucketCondition, leafId: number): boolean {
  const place = placeIn(condition, leafId);
  return place >= (condition.from ?? 0) && place < condition.until;
}

/** Of the oldest leaf, by the id that the API shows, so that others can tell too. */
function placeIn({ bucket }: BucketCondition, leafId: number): number {
  return bucketHash(bucket, formatId("prf", leafId), 2);
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
