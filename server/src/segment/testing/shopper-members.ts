import type { Condition } from "@attune/contract";
import { calendarOf } from "../../kernel/calendar.ts";
import type { TestStores } from "../../platform/testing/stores.ts";
import { keptLoyalty } from "../../profile/testing/kept-loyalty.ts";
import { fillSlots } from "../clickhouse/fill-slots.ts";
import { findHomes } from "../postgres/find-homes.ts";
import { findInStage } from "../postgres/find-in-stage.ts";
import { findShoppers } from "../postgres/find-shoppers.ts";
import { idsIn } from "../profile-set.ts";
import { type MemberSource, selectMembers } from "../select-members.ts";
import { countsSinceStage, selectSinceStage } from "../since-stage.ts";
import { memberSourceOf } from "./member-source.ts";

/** Whom the stores select of the first brand's customers, with loyalty as the fold has kept it. */
export async function shopperMembers(
  stores: TestStores,
  timeZone: string,
): Promise<(condition: Condition, nowMs: number) => Promise<ReadonlySet<number>>> {
  const source = await shopperSource(stores, timeZone);
  return async (condition, nowMs) => {
    const { members } = await selectMembers(condition, nowMs, source, () => ({ any: [] }));
    return new Set(idsIn(members));
  };
}

async function shopperSource(stores: TestStores, timeZone: string): Promise<MemberSource> {
  const { database, memory } = stores;
  const brandId = 1;
  const calendar = calendarOf(timeZone);
  const loyaltyOf = await keptLoyalty(database, { brandId, timeZone, currency: "GBP" });
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
