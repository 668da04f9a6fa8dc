import { dimensionNames } from "@attune/contract";
import type { Database } from "../../platform/postgres/database.ts";
import { type RandomShopper, standingDimensions } from "./random-loyalty.ts";

const columnOf = (name: string): string =>
  name.replace("12m", "_12m").replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** What no condition reads. */
const unread = {
  account_type: "consumer",
  thresholds: 0,
  computed_at: new Date(0),
  kept_shop_count: 0,
  purchased_before_join: false,
  channel_mix_12m: 0,
};

/** What is out of date says the opposite of what is. */
export async function keepShopper(
  database: Database,
  {
    brandId,
    profileId,
    nowMs,
  }: { readonly brandId: number; readonly profileId: number; readonly nowMs: number },
  shopper: RandomShopper,
): Promise<void> {
  const day = (number: number | null): string | null =>
    number === null ? null : new Date(number * 86_400_000).toISOString().slice(0, 10);
  const bands = dimensionNames.map((name) => shopper.bands[name] ?? "");
  const row: Readonly<Record<string, unknown>> = {
    ...unread,
    brand_id: brandId,
    profile_id: profileId,
    until_at: shopper.isStale ? new Date(nowMs) : null,
    joined_on: day(shopper.joinedOn),
    last_shop_on: shopper.isStale ? null : day(shopper.lastShopOn),
    engaged_on: day(shopper.engagedOn),
    expected_gap: shopper.expectedGap,
    ...Object.fromEntries(standingDimensions.map((name) => [columnOf(name), shopper.standing[name] ?? null])),
    bands,
    r: shopper.rfm?.r ?? null,
    f: shopper.rfm?.f ?? null,
    m: shopper.rfm?.m ?? null,
    rfm_group: shopper.rfmGroup,
    stage: shopper.isStale ? "acquire" : shopper.stage,
    sub_stage: shopper.subStage,
    stage_since: new Date(shopper.stageSince),
    at_risk: shopper.atRisk,
    returned: shopper.returned,
    regular_stores: shopper.isStale ? [] : shopper.regularStores,
    joined_store: shopper.joinedStore,
    catchment: shopper.catchment,
  };
  const columns = Object.keys(row);
  await database.query(
    `insert into loyalty (${columns.join(", ")}) values (${columns.map((_, at) => `$${at + 1}`).join(", ")})`,
    Object.values(row),
  );
}
