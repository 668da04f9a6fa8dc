import { joinedColumn, joinTexts } from "../../platform/postgres/copy-text.ts";
import type { Queryable, Transaction } from "../../platform/postgres/database.ts";

/** A leaf with its profile's row as it was read: `version` is another as soon as anybody has written the row. */
export interface LeafHome {
  readonly leafId: number;
  readonly profileId: number;
  readonly version: string;
  readonly state: string;
}

/** What becomes of a row: a part of its text instead of the whole where that tells all. */
export interface AddedRow {
  readonly profileId: number;
  readonly version: string;
  readonly from: string;
  readonly to: string;
}

export async function loadHomes(
  db: Queryable,
  brandId: number,
  leafIds: readonly number[],
): Promise<readonly LeafHome[]> {
  return db.query<LeafHome>(
    `select l.leaf_id as "leafId", p.profile_id as "profileId", p.xmin::text as version, p.state
     from leaf l
     join profile p on p.brand_id = l.brand_id and p.profile_id = l.profile_id
     where l.brand_id = $1 and l.leaf_id = any(${joinedColumn(2, "bigint")})`,
    [brandId, joinTexts(leafIds)],
  );
}

/** Writes those that nobody has written since they were read; says which. */
export async function saveAdded(
  tx: Transaction,
  brandId: number,
  rows: readonly AddedRow[],
): Promise<ReadonlySet<number>> {
  if (rows.length === 0) return new Set();
  const written = await tx.query<{ profile_id: number }>(
    `update profile
     set state = replace(profile.state, added.part, added.instead)
     from unnest(${joinedColumn(2, "bigint")}, ${joinedColumn(3, "xid")}, ${joinedColumn(4, "text")}, ${joinedColumn(5, "text")})
       as added (profile_id, version, part, instead)
     where profile.brand_id = $1 and profile.profile_id = added.profile_id and profile.xmin = added.version
     returning profile.profile_id`,
    [
      brandId,
      joinTexts(rows.map((row) => row.profileId)),
      joinTexts(rows.map((row) => row.version)),
      joinTexts(rows.map((row) => row.from)),
      joinTexts(rows.map((row) => row.to)),
    ],
  );
  return new Set(written.map((row) => row.profile_id));
}
