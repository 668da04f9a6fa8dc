import type { Queryable } from "../../platform/postgres/database.ts";

/** A stay in a segment that has ended; epoch milliseconds. */
export interface PastStay {
  readonly key: string;
  readonly name: string;
  readonly enteredAt: number;
  readonly leftAt: number;
}

const most = 200;

/** The last stays of these profiles, newest end first. */
export function findPastStays(
  database: Queryable,
  brandId: number,
  profileIds: readonly number[],
): Promise<readonly PastStay[]> {
  return database.query<PastStay>(
    `select d.key, v.body->>'name' as name, s.entered_at as "enteredAt", s.left_at as "leftAt"
     from segment_stay s
     join definition d on d.definition_id = s.segment_id
     join definition_version v on v.definition_id = d.definition_id and v.version = d.folded_version
     where s.brand_id = $1
       and s.profile_id = any($2::bigint[])
     order by s.left_at desc, s.entered_at desc
     limit $3`,
    [brandId, profileIds, most],
  );
}
