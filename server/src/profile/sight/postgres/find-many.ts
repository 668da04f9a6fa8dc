import type { Queryable } from "../../../platform/postgres/database.ts";
import { type FoundRow, foundColumns, foundOf } from "../../postgres/find-profile.ts";
import type { FoundProfile } from "../../profiles.ts";

/** Customers of a page, in one read. */
export async function findMany(
  db: Queryable,
  brandId: number,
  profileIds: readonly number[],
): Promise<readonly FoundProfile[]> {
  if (profileIds.length === 0) return [];
  const rows = await db.query<FoundRow>(
    `select ${foundColumns} from profile p where p.brand_id = $1 and p.profile_id = any($2::bigint[])`,
    [brandId, profileIds],
  );
  return rows.flatMap((row) => foundOf(row) ?? []);
}
