import { type BucketCondition, bucketHash } from "@attune/contract";
import { formatId } from "../../../kernel/public-id.ts";
import { idsIn, profileSetOf } from "../../profile-set.ts";
import { always } from "../../verdict.ts";
import { quoted } from "../comparison-words.ts";
import type { Operator } from "../operator.ts";

export const bucketOperator: Operator<BucketCondition> = {
  compile: (condition) => ({
    isTimeless: true,
    ask: ({ view }) => always(isInside(condition, view.profileId)),
    explain: ({ view }) => ({
      ...always(isInside(condition, view.profileId)),
      fact: `at ${percent(placeIn(condition, view.profileId))} of ${quoted(condition.bucket)}`,
      parts: [],
    }),
  }),
  select: (condition, { everyone }) =>
    profileSetOf(idsIn(everyone).filter((profileId) => isInside(condition, profileId))),
  words: ({ bucket, from = 0, until }) =>
    from === 0
      ? `in the first ${percent(until)} of ${quoted(bucket)}`
      : `between ${percent(from)} and ${percent(until)} of ${quoted(bucket)}`,
};

function isInside(condition: BucketCondition, profileId: number): boolean {
  const place = placeIn(condition, profileId);
  return place >= (condition.from ?? 0) && place < condition.until;
}

/** By the id that the API shows, so that others can tell too. */
function placeIn({ bucket }: BucketCondition, profileId: number): number {
  return bucketHash(bucket, formatId("prf", profileId), 2);
}

function percent(share: number): string {
  return `${Number((share * 100).toFixed(2))} %`;
}
