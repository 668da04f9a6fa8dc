import { calendarOf } from "../../kernel/calendar.ts";
import type { TestStores } from "../../platform/testing/stores.ts";
import type { LoyaltyAt } from "../../profile/index.ts";
import { type BrandWorld, emptyWorld } from "../brand-world.ts";
import { findDoers } from "../clickhouse/find-doers.ts";
import { findOldestLeaves } from "../postgres/find-oldest-leaves.ts";
import { findPeople } from "../postgres/find-people.ts";
import { findShoppers, unknownShoppers } from "../postgres/find-shoppers.ts";
import type { MemberSource } from "../select-members.ts";

/** What the stores tell of a brand. Without `loyaltyOf` nothing is computed of anybody's shopping. */
export function memberSourceOf(
  { database, memory }: TestStores,
  brandId: number,
  options: {
    readonly timeZone: string;
    readonly world?: BrandWorld;
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
    doers: (condition, nowMs) => findDoers(memory, brandId, condition, nowMs, calendar),
  };
}
