import { afterAll, beforeAll, expect, test } from "vitest";
import { calendarOf } from "../../kernel/calendar.ts";
import { openTestStores, type TestStores } from "../../platform/testing/stores.ts";
import { idsIn } from "../profile-set.ts";
import { doersSql } from "./doers-query.ts";
import { findDoers, queryOf } from "./find-doers.ts";
import { createParams } from "./params.ts";

const condition = {
  did: "Order Completed",
  where: { "properties.coupon": { is: "SPRING" } },
  count: { gte: 2 },
  sum: { of: "properties.revenue", gte: 50.5 },
  within: "30d",
} as const;
const now = Date.UTC(2026, 5, 15);

let stores: TestStores;
beforeAll(async () => {
  stores = await openTestStores();
});
afterAll(() => stores.close());

test("a condition on events becomes one query that answers in words of 32 customers", () => {
  const params = createParams(calendarOf("Europe/London"));

  expect(doersSql(queryOf(condition, now, params))).toMatchInlineSnapshot(`
    "select groupArray(word) as words, groupArray(bits) as bits
    from (
      select intDiv(profile_id, 32) as word, groupBitOr(bitShiftLeft(toUInt32(1), toUInt8(profile_id % 32))) as bits
      from (
        select if(moved.profile_id = 0, done.leaf_id, moved.profile_id) as profile_id, sum(c0) as c0_all, sum(c1) as c1_all, sum(c2) as c2_all
        from (
          select leaf_id, count() as c0, count(cast(revenue_amount as Nullable(Decimal(76, 9)))) as c1, ifNull(sum(cast(revenue_amount as Nullable(Decimal(76, 9)))), toDecimal256(0, 9)) as c2
          from event
          where brand_id = {brand:UInt16}
            and name = {v3:String}
            and leaf_id > 0
            and (multiSearchAny(properties, {v5:Array(String)}))
            and ((JSONExtractString(properties, {v6:String}) = {v7:String} and JSONType(properties, {v6:String}) = 'String'))
            and occurred_at > fromUnixTimestamp64Milli({v2:Int64}, 'UTC')
          group by leaf_id
        ) as done
        left join (
          select leaf_id, argMax(profile_id, version) as profile_id
          from leaf_profile
          where brand_id = {brand:UInt16}
          group by leaf_id
        ) as moved on moved.leaf_id = done.leaf_id
        group by profile_id
        having c0_all >= {v0:Int64} and c1_all < 500 and c2_all >= toDecimal256({v1:String}, 9)
      )
      group by word
    )"
  `);
  expect(params.values).toMatchInlineSnapshot(`
    {
      "v0": 2,
      "v1": "50.5",
      "v2": 1778889600000,
      "v3": "Order Completed",
      "v4": "coupon",
      "v5": [
        "SPRING",
      ],
      "v6": "coupon",
      "v7": "SPRING",
    }
  `);
});

test("the events of all leaves of a customer count together, those of a leaf that has left do not", async () => {
  await keep([1, 40], [2, 20], [3, 60], [4, 60], [0, 1_000], [0, 1_000]);
  await stores.memory.insertLines("leaf_profile", move(2, 1, 1), "1");
  await stores.memory.insertLines("leaf_profile", move(4, 3, 2), "2");
  await stores.memory.insertLines("leaf_profile", move(4, 4, 3), "3");

  const found = await findDoers(stores.memory, 1, condition, now, calendarOf("Europe/London"));

  expect([...idsIn(found)]).toEqual([1]);
});

function move(leafId: number, profileId: number, version: number): string {
  return JSON.stringify({ brand_id: 1, leaf_id: leafId, profile_id: profileId, version });
}

/** Orders as [leaf, revenue]; leaf 0 is nobody. */
async function keep(...orders: readonly (readonly [leafId: number, revenue: number])[]): Promise<void> {
  const lines = orders.map(([leafId, revenue], at) =>
    JSON.stringify({
      brand_id: 1,
      position: at + 1,
      leaf_id: leafId,
      occurred_at: now - at,
      name: "Order Completed",
      channel: "web",
      properties: JSON.stringify({ revenue, coupon: "SPRING" }),
      context: "{}",
    }),
  );
  await stores.memory.insertLines("event", lines.join("\n"), "orders");
}
