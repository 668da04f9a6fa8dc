import { joinedColumn, joinTexts } from "../../platform/postgres/copy-text.ts";
import type { Queryable, Transaction } from "../../platform/postgres/database.ts";
import type { ProfileRow } from "../../profile/postgres/profile-store.ts";

/** A customer of whom an answer has run out. Epoch milliseconds. */
export interface DueProfile {
  readonly profileId: number;
  readonly dueAt: number;
}

/** As it was read: `version` is another as soon as anybody has written the row. */
export interface DueRow extends DueProfile {
  readonly version: string;
  readonly state: string;
  readonly hidden: boolean;
}

/** What becomes of a row. */
export interface SettledRow {
  readonly profileId: number;
  readonly version: string;
  /** Absent: the state stays. A part of the text instead of the whole: most of it stays as it is. */
  readonly change: { readonly from: string; readonly to: string } | undefined;
  readonly timerAt: number | undefined;
}

/** Who is due, by the moment that they were. One look for many steps: each look walks over the entries that steps before it left dead in the index. */
export async function listDue(
  db: Queryable,
  brandId: number,
  now: number,
  most: number,
): Promise<readonly DueProfile[]> {
  const rows = await db.query<{ profile_id: number; timer_at: number }>(
    "select profile_id, timer_at from profile where brand_id = $1 and timer_at <= $2 order by timer_at limit $3",
    [brandId, new Date(now), most],
  );
  return rows
    .map((row) => ({ profileId: row.profile_id, dueAt: row.timer_at }))
    .sort((a, b) => a.dueAt - b.dueAt || a.profileId - b.profileId);
}

/** Those of them who are still due; in no order. */
export async function loadDue(
  db: Queryable,
  brandId: number,
  profileIds: readonly number[],
  to: number,
): Promise<readonly DueRow[]> {
  const rows = await db.query<{
    profile_id: number;
    timer_at: number;
    version: string;
    state: string;
    hidden: boolean;
  }>(
    `select profile_id, timer_at, xmin::text as version, state, hidden or merged_into is not null as hidden
     from profile
     where brand_id = $1 and profile_id = any(${joinedColumn(2, "bigint")}) and timer_at < $3`,
    [brandId, joinTexts(profileIds), new Date(to + 1)], // Postgres counts microseconds
  );
  return rows.map(({ profile_id: profileId, timer_at: dueAt, ...row }) => ({ profileId, dueAt, ...row }));
}

/** A profile's row with its version. */
export interface VersionedRow extends ProfileRow {
  readonly version: string;
}

/** In order of their numbers, from the first after one. */
export async function readPage(
  db: Queryable,
  brandId: number,
  after: number,
  limit: number,
): Promise<readonly VersionedRow[]> {
  const rows = await db.query<
    Omit<VersionedRow, "timerAt" | "mergedInto"> & { timer: number | null; merged: number | null }
  >(
    `select profile_id as "profileId", state, timer_at as timer, hidden, merged_into as merged, xmin::text as version
     from profile
     where brand_id = $1 and profile_id > $2
     order by profile_id
     limit $3`,
    [brandId, after, limit],
  );
  return rows.map(({ timer, merged, ...row }) => ({
    ...row,
    timerAt: timer ?? undefined,
    mergedInto: merged ?? undefined,
  }));
}

/** Writes those that nobody has written since they were read; says which. */
export async function saveSettled(
  tx: Transaction,
  brandId: number,
  rows: readonly SettledRow[],
): Promise<ReadonlySet<number>> {
  const written = await tx.query<{ profile_id: number }>(
    `update profile
     set state = replace(profile.state, coalesce(settled.part, ''), coalesce(settled.instead, '')),
       timer_at = to_timestamp(nullif(settled.timer_ms, -1) / 1000.0)
     from unnest(${joinedColumn(2, "bigint")}, ${joinedColumn(3, "xid")}, ${joinedColumn(4, "text")}, ${joinedColumn(5, "text")}, ${joinedColumn(6, "float8")})
       as settled (profile_id, version, part, instead, timer_ms)
     where profile.brand_id = $1 and profile.profile_id = settled.profile_id and profile.xmin = settled.version
     returning profile.profile_id`,
    [
      brandId,
      joinTexts(rows.map((row) => row.profileId)),
      joinTexts(rows.map((row) => row.version)),
      joinTexts(rows.map((row) => row.change?.from ?? "")),
      joinTexts(rows.map((row) => row.change?.to ?? "")),
      joinTexts(rows.map((row) => row.timerAt ?? -1)),
    ],
  );
  return new Set(written.map((row) => row.profile_id));
}
