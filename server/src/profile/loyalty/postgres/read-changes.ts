import type { Queryable } from "../../../platform/postgres/database.ts";
import type { ChangeNote } from "../answer-loyalty.ts";

/** What was noticed of a customer, newest first. */
export function readChanges(
  database: Queryable,
  brandId: number,
  profileId: number,
  limit: number,
): Promise<ChangeNote[]> {
  return database.query<ChangeNote>(
    `select kind, at, from_value as "from", to_value as "to", about, since_at as since
     from loyalty_change
     where brand_id = $1 and profile_id = $2
     order by at desc, change_id desc
     limit $3`,
    [brandId, profileId, limit],
  );
}
