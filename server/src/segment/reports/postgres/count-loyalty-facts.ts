import { dimensionNames } from "@attune/contract";
import type { Queryable } from "../../../platform/postgres/database.ts";
import type { FactCount } from "../fact-counts.ts";
import { countInGroups, type Groups } from "./count-in-groups.ts";

const columns = {
  stage: "stage",
  subStage: "sub_stage",
  rfmGroup: "rfm_group",
  accountType: "account_type",
  preferredChannel: "preferred_channel",
  joinedStore: "joined_store",
  catchment: "catchment",
  mainCategory: "main_category",
} as const;

/** What loyalty says of two groups. */
export function countLoyaltyFacts(
  database: Queryable,
  brandId: number,
  groups: Groups,
): Promise<FactCount[]> {
  const names = dimensionNames.map((name) => `'${name}'`).join(", ");
  return countInGroups(database, brandId, groups, {
    told: `select is_first, bands, ${Object.values(columns).join(", ")}, regular_stores, engaged
       from asked
       join loyalty on loyalty.brand_id = $1 and loyalty.profile_id = asked.profile_id`,
    counted: [
      `select 'band', name, band, is_first, count(*) from told, unnest(array[${names}], bands) as one (name, band) group by name, band, is_first`,
      ...Object.entries(columns).map(
        ([about, column]) =>
          `select '${about}', '${about}', ${column}, is_first, count(*) from told group by ${column}, is_first`,
      ),
      "select 'regularStore', 'regularStore', store, is_first, count(*) from told, unnest(regular_stores) as store group by store, is_first",
      "select 'engagedChannel', 'engagedChannel', channel, is_first, count(*) from told, json_object_keys(engaged::json) as channel group by channel, is_first",
    ],
  });
}
