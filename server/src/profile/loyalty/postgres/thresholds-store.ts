import type { Queryable } from "../../../platform/postgres/database.ts";
import { noThresholds, type Thresholds } from "../thresholds.ts";
import { countShoppers } from "./count-shoppers.ts";

/** The newest. */
export async function readThresholds(database: Queryable, brandId: number): Promise<Thresholds> {
  const [row] = await database.query<{ body: Thresholds }>(
    `select body
     from loyalty_thresholds
     where brand_id = $1
     order by version desc
     limit 1`,
    [brandId],
  );
  return row?.body ?? noThresholds;
}

/** Those that were the newest at a moment; before the first, the first. */
export async function readThresholdsAt(
  database: Queryable,
  brandId: number,
  atMs: number,
): Promise<Thresholds> {
  const [row] = await database.query<{ body: Thresholds }>(
    `select body
     from loyalty_thresholds
     where brand_id = $1
     order by case when computed_at <= $2 then version else -version end desc
     limit 1`,
    [brandId, new Date(atMs)],
  );
  return row?.body ?? noThresholds;
}

export interface ThresholdsVersion {
  readonly version: number;
  readonly computedAt: number;
  /** Null while customers are still being worked out by it. */
  readonly appliedAt: number | null;
}

export function listThresholds(
  database: Queryable,
  brandId: number,
  limit: number,
): Promise<ThresholdsVersion[]> {
  return database.query<ThresholdsVersion>(
    `select version, computed_at as "computedAt", applied_at as "appliedAt"
     from loyalty_thresholds
     where brand_id = $1
     order by version desc
     limit $2`,
    [brandId, limit],
  );
}

/** The newest version, and the newest by which every customer was worked out; 0 when there is none. */
export async function readThresholdsStanding(
  database: Queryable,
  brandId: number,
): Promise<{ readonly newest: number; readonly applied: number }> {
  const [row] = await database.query<{ newest: number; applied: number }>(
    `select coalesce(max(version), 0) as newest, coalesce(max(version) filter (where applied_at is not null), 0) as applied
     from loyalty_thresholds
     where brand_id = $1`,
    [brandId],
  );
  return row ?? { newest: 0, applied: 0 };
}

export async function insertThresholds(
  tx: Queryable,
  brandId: number,
  thresholds: Thresholds,
): Promise<void> {
  const kept: Thresholds = { ...thresholds, shoppers: await countShoppers(tx, brandId) };
  await tx.query(
    `insert into loyalty_thresholds (brand_id, version, computed_at, body)
     values ($1, $2, to_timestamp($3::float8 / 1000), $4)`,
    [brandId, thresholds.version, thresholds.computedAt, JSON.stringify(kept)],
  );
}

/** Older ones go, but for some by which a past band can be explained. */
export async function markApplied(
  tx: Queryable,
  brandId: number,
  version: number,
  atMs: number,
): Promise<void> {
  await tx.query(
    "update loyalty_thresholds set applied_at = to_timestamp($3::float8 / 1000) where brand_id = $1 and version = $2",
    [brandId, version, atMs],
  );
  await tx.query("delete from loyalty_thresholds where brand_id = $1 and version <= $2", [
    brandId,
    version - versionsKept,
  ]);
}

const versionsKept = 400;
