import { calendarOf } from "../../kernel/calendar.ts";
import type { TestStores } from "../../platform/testing/stores.ts";
import { readGround } from "../../profile/loyalty/postgres/read-ground.ts";
import { readLoyalty } from "../../profile/loyalty/postgres/read-loyalty.ts";
import { fillSlots } from "../../segment/clickhouse/fill-slots.ts";
import { findHomes } from "../../segment/postgres/find-homes.ts";
import { findInStage } from "../../segment/postgres/find-in-stage.ts";
import { findShoppers } from "../../segment/postgres/find-shoppers.ts";
import type { MemberSource } from "../../segment/select-members.ts";
import { countsSinceStage, selectSinceStage } from "../../segment/since-stage.ts";
import { memberSourceOf } from "../../segment/testing/member-source.ts";

/** What the stores tell of the first brand, with loyalty as the fold has kept it. */
export async function shopperSource(stores: TestStores, timeZone: string): Promise<MemberSource> {
  const { database, memory } = stores;
  const brandId = 1;
  const calendar = calendarOf(timeZone);
  const ground = await readGround(database, { brandId, timeZone, currency: "GBP" });
  const loyaltyOf = (ids: readonly number[]): ReturnType<typeof readLoyalty> =>
    readLoyalty(database, brandId, ground, ids);
  const plain = memberSourceOf(stores, brandId, { timeZone });
  const range = { brandId, upToPosition: Number.MAX_SAFE_INTEGER, afterLeafId: 0 };
  return {
    ...plain,
    loyalty: (conditions, nowMs) =>
      findShoppers(database, { brandId, nowMs, calendar, loyaltyOf }, conditions),
    doers: (condition, nowMs) =>
      countsSinceStage(condition)
        ? selectSinceStage(condition, nowMs, {
            timeZone,
            inStage: (stage) => findInStage(database, { brandId, nowMs, loyaltyOf }, stage),
            slots: (program) => fillSlots(memory, { program, slotKeys: [...program.slots.keys()] }, range),
            homes: (leafIds) => findHomes(database, brandId, leafIds),
          })
        : plain.doers(condition, nowMs),
  };
}
