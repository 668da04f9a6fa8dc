import { calendarOf } from "../../kernel/calendar.ts";
import type { TestStores } from "../../platform/testing/stores.ts";
import type { LoyaltyAt } from "../../profile/index.ts";
import { type BrandWorld, emptyWorld } from "../brand-world.ts";
import { isComputedInSql } from "../clickhouse/computed-query.ts";
import { fillSlots } from "../clickhouse/fill-slots.ts";
import { findDoers } from "../clickhouse/find-doers.ts";
import { findHomes } from "../postgres/find-homes.ts";
import { findOldestLeaves } from "../postgres/find-oldest-leaves.ts";
import { findPeople } from "../postgres/find-people.ts";
import { findShoppers, unknownShoppers } from "../postgres/find-shoppers.ts";
import { selectComputed } from "../select-computed.ts";
import type { MemberSource } from "../select-members.ts";
import type { SlotSource } from "../slots-by-profile.ts";

const whole = { upToPosition: Number.MAX_SAFE_INTEGER, afterLeafId: 0 };

/** What the stores tell of a brand. Without `loyaltyOf` nothing is computed of anybody's shopping. */
export function memberSourceOf(
  { database, memory }: TestStores,
  brandId: number,
  options: {
    readonly timeZone: string;
    readonly world?: BrandWorld;
    /** Whose leaves these are; as Postgres tells unless given. */
    readonly homes?: SlotSource["homes"];
    readonly loyaltyOf?: (profileId: number) => (nowMs: number) => LoyaltyAt;
  },
): MemberSource {
  const calendar = calendarOf(options.timeZone);
  const { world = emptyWorld, loyaltyOf } = options;
  return {
    people: (conditions, nowMs) => findPeople(database, { brandId, nowMs, calendar, world }, conditions),
    loyalty: (conditions, nowMs) =>
      loyaltyOf === undefined
        ? Promise.resolve(unknownShoppers(conditions, { nowMs, calendar }))
        : findShoppers(
            database,
            {
              brandId,
              nowMs,
              calendar,
              loyaltyOf: (ids) => Promise.resolve(new Map(ids.map((id) => [id, loyaltyOf(id)]))),
            },
            conditions,
          ),
    oldestLeaves: () => findOldestLeaves(database, brandId),
    doers: (condition, nowMs) =>
      "computed" in condition && !isComputedInSql(condition)
        ? selectComputed(condition, nowMs, {
            timeZone: options.timeZone,
            slots: (program) =>
              fillSlots(memory, { program, slotKeys: [...program.slots.keys()] }, { brandId, ...whole }),
            homes: options.homes ?? ((leafIds) => findHomes(database, brandId, leafIds)),
          })
        : findDoers(memory, brandId, condition, nowMs, calendar),
  };
}
