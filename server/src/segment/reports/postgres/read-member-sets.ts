import type { Queryable } from "../../../platform/postgres/database.ts";
import { type ProfileSet, profileSetOfWords } from "../../profile-set.ts";

/** The members of segments as last written, by segment id; each of them has an entry. */
export async function readMemberSets(
  database: Queryable,
  brandId: number,
  segmentIds: readonly number[],
): Promise<ReadonlyMap<number, ProfileSet>> {
  const rows = await database.query<{ segment_id: number; words: number[]; bits: number[] }>(
    `select segment_id, array_agg(word) as words, array_agg(bits) as bits
     from (select segment_id, profile_id / 32 as word, bit_or(1::bigint << (profile_id % 32)::int) as bits
           from segment_member
           where brand_id = $1
             and segment_id = any($2::int[])
           group by segment_id, profile_id / 32) as packed
     group by segment_id`,
    [brandId, segmentIds],
  );
  const found = new Map(rows.map((row) => [row.segment_id, profileSetOfWords(row.words, row.bits)]));
  return new Map(segmentIds.map((id) => [id, found.get(id) ?? profileSetOfWords([], [])]));
}
