import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { nobody, profileSetOf } from "../profile-set.ts";
import { countStages } from "./count-stages.ts";

const stages = ["prospect", "active", "lapsed"];
const kept = 6_000;

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
  await stores.database.query(
    `insert into loyalty (brand_id, profile_id, account_type, thresholds, computed_at, shop_count_all, kept_shop_count, shop_count_12m,
       category_breadth_12m, purchased_before_join, active_months_12m, channel_mix, channel_mix_12m, channel_breadth_12m, regular_stores,
       bands, rfm_group, stage, sub_stage, stage_since, at_risk, returned)
     select 1, n, 'consumer', 1, now(), 0, 0, 0, 0, false, 0, 0, 0, 0, '{}', '{}', 'none', ($1::text[])[1 + n % 3], 'none', now(), false, false
     from generate_series(1, $2) as n`,
    [stages, kept],
  );
});
afterAll(() => stores.close());

test("the customers of a preview are counted by stage, be they few or many", async () => {
  expect(await countStages(stores.database, 1, nobody)).toEqual(new Map());
  for (const wanted of [[3], [1, 2, 5, 9_999], numbers(1, 2_500), numbers(4, kept + 50)]) {
    const meant = stages.flatMap((stage, at) => {
      const size = wanted.filter((id) => id <= kept && id % 3 === at).length;
      return size === 0 ? [] : [[stage, size] as const];
    });

    const counted = await countStages(stores.database, 1, profileSetOf(wanted));

    expect([...counted].sort()).toEqual(meant.sort());
  }
});

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, at) => from + at);
}
