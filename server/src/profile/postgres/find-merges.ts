import type { Queryable } from "../../platform/postgres/database.ts";
import type { MergeRow } from "../profiles.ts";

/** Newest first: of one customer, or the one of this id. */
export async function findMerges(
  db: Queryable,
  brandId: number,
  { profileId, mergeId }: { readonly profileId?: number; readonly mergeId?: number },
): Promise<readonly MergeRow[]> {
  const rows = await db.query<{
    merge_id: number;
    from_profile_id: number;
    into_profile_id: number;
    cause: string;
    actor: string;
    merged_at: number;
    undone_at: number | null;
  }>(
    `select merge_id, from_profile_id, into_profile_id, cause, actor, merged_at, undone_at
     from merge
     where brand_id = $1
       and ($2::bigint is null or into_profile_id = $2)
       and ($3::bigint is null or merge_id = $3)
     order by merge_id desc
     limit 200`,
    [brandId, profileId ?? null, mergeId ?? null],
  );
  return rows.map((row) => ({
    mergeId: row.merge_id,
    fromProfileId: row.from_profile_id,
    intoProfileId: row.into_profile_id,
    cause: row.cause,
    actor: row.actor,
    mergedAt: row.merged_at,
    undoneAt: row.undone_at ?? undefined,
  }));
}
