import type { Queryable } from "../../platform/postgres/database.ts";

/** A profile's row as it was read: `version` is another as soon as anybody has written the row. */
export interface KeepingRow {
  readonly profileId: number;
  readonly version: string;
  readonly state: string;
}

/** Slots, by the key under which they lie in a leaf, that nothing needs any longer. */
export async function noteGone(tx: Queryable, brandId: number, storedKeys: readonly string[]): Promise<void> {
  if (storedKeys.length === 0) return;
  await tx.query(
    `insert into slot_gone (brand_id, stored_key)
     select $1, unnest($2::text[])
     on conflict do nothing`,
    [brandId, storedKeys],
  );
}

export async function listGone(
  database: Queryable,
  brandId: number,
  most: number,
): Promise<readonly string[]> {
  const rows = await database.query<{ stored_key: string }>(
    "select stored_key from slot_gone where brand_id = $1 order by stored_key limit $2",
    [brandId, most],
  );
  return rows.map((row) => row.stored_key);
}

export async function forgetGone(
  database: Queryable,
  brandId: number,
  storedKeys: readonly string[],
): Promise<void> {
  await database.query("delete from slot_gone where brand_id = $1 and stored_key = any($2::text[])", [
    brandId,
    storedKeys,
  ]);
}

/** The rows of profiles (after, upTo] in which one of the slots lies. */
export async function findKeeping(
  database: Queryable,
  brandId: number,
  storedKeys: readonly string[],
  { after, upTo }: { readonly after: number; readonly upTo: number },
): Promise<readonly KeepingRow[]> {
  return database.query<KeepingRow>(
    `select profile_id as "profileId", xmin::text as version, state
     from profile
     where brand_id = $1
       and profile_id > $3
       and profile_id <= $4
       and exists (select from unnest($2::text[]) as gone (part) where strpos(state, gone.part) > 0)`,
    [brandId, storedKeys.map((key) => `${JSON.stringify(key)}:`), after, upTo],
  );
}

export async function lastProfile(database: Queryable, brandId: number): Promise<number> {
  const [row] = await database.query<{ last: number | null }>(
    "select max(profile_id) as last from profile where brand_id = $1",
    [brandId],
  );
  return row?.last ?? 0;
}
