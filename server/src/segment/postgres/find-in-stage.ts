import type { LifecycleStage } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";
import { findStale, type ShopperQuestion } from "./find-shoppers.ts";

/** Who is in a stage now and since when, by profile id. */
export async function findInStage(
  database: Queryable,
  question: Omit<ShopperQuestion, "calendar">,
  stage: LifecycleStage,
): Promise<ReadonlyMap<number, number>> {
  const { brandId, nowMs, loyaltyOf } = question;
  const rows = await database.query<{ profile_id: number; stage_since: number }>(
    `select profile_id, stage_since
     from loyalty
     where brand_id = $1
       and stage = $2
       and (until_at is null or until_at > $3)`,
    [brandId, stage, new Date(nowMs)],
  );
  const entered = new Map(rows.map((row) => [row.profile_id, row.stage_since]));
  for (const [profileId, loyalty] of await loyaltyOf(await findStale(database, question))) {
    const now = loyalty(nowMs);
    if (now.stage === stage) entered.set(profileId, now.stageSince);
  }
  return entered;
}
