import type { LoyaltyAnswer } from "@attune/contract";
import type { Clock } from "./kernel/clock.ts";
import type { Database } from "./platform/postgres/database.ts";
import type { Brand } from "./platform/postgres/first-brand.ts";
import { type FoundProfile, findProfile, type LoyaltyOverTime, viewOf } from "./profile/index.ts";
import { answerLoyalty } from "./profile/loyalty/answer-loyalty.ts";
import { answerConcentration, answerStages } from "./profile/loyalty/answer-reports.ts";
import { keptAsOf } from "./profile/loyalty/kept-as-of.ts";
import type { LoyaltyReads } from "./profile/loyalty/loyalty-reads.ts";
import { deliveryAreaOf, personOf } from "./profile/loyalty/person.ts";
import { readProductsOfLeaves } from "./profile/loyalty/postgres/product-traits.ts";
import { readChanges } from "./profile/loyalty/postgres/read-changes.ts";
import { type BrandGround, readGround } from "./profile/loyalty/postgres/read-ground.ts";
import { readLoyalty } from "./profile/loyalty/postgres/read-loyalty.ts";
import { reportConcentration } from "./profile/loyalty/postgres/report-concentration.ts";
import { countStages } from "./profile/loyalty/postgres/report-stages.ts";
import { reportStuck } from "./profile/loyalty/postgres/report-stuck.ts";
import { reportTransitions } from "./profile/loyalty/postgres/report-transitions.ts";
import { loadLoyalty } from "./profile/loyalty/postgres/save-loyalty.ts";
import { readSoldSales } from "./profile/loyalty/postgres/sold-sales.ts";
import {
  listThresholds,
  readThresholds,
  readThresholdsAt,
} from "./profile/loyalty/postgres/thresholds-store.ts";
import { historyOf } from "./profile/loyalty/shop-history.ts";
import { summariseThresholds } from "./profile/loyalty/thresholds-summary.ts";
import { createProfileStore } from "./profile/postgres/find-profile.ts";

/** What is asked of loyalty, answered from the stores. */
export function loyaltyReads(
  { database, brand }: { readonly database: Database; readonly brand: Brand },
  clock: Clock,
): LoyaltyReads {
  const profiles = createProfileStore(database);
  return {
    find: async (brandId, ref, asOfMs) => {
      const found = await findProfile(profiles, brandId, ref);
      return answerOne(database, brand, found, clock.now(), asOfMs);
    },
    thresholds: async (brandId) => {
      const [thresholds, [newest]] = await Promise.all([
        readThresholds(database, brandId),
        listThresholds(database, brandId, 1),
      ]);
      return summariseThresholds(thresholds, newest?.appliedAt ?? null);
    },
    stages: async (brandId) => {
      const [counts, transitions, stuck, { settings }] = await Promise.all([
        countStages(database, brandId),
        reportTransitions(database, brandId),
        reportStuck(database, brandId, clock.now()),
        readGround(database, brand),
      ]);
      return answerStages(counts, transitions, stuck, settings.names);
    },
    concentration: async (brandId, window) =>
      answerConcentration(await reportConcentration(database, brandId, window), brand.currency),
  };
}

/** Customers' loyalty as conditions see it, exact at any moment; of whom nothing is kept there is none. */
export type LoyaltyLookUp = (profileIds: readonly number[]) => Promise<ReadonlyMap<number, LoyaltyOverTime>>;

const groundFreshMs = 1_000;

/** By what customers are worked out is small, but not to be read for each of them. */
export function loyaltyLookUp({
  database,
  brand,
}: {
  readonly database: Database;
  readonly brand: Brand;
}): LoyaltyLookUp {
  let known: { readonly atMs: number; readonly ground: Promise<BrandGround> } | undefined;
  const groundNow = (): Promise<BrandGround> => {
    if (known !== undefined && performance.now() - known.atMs < groundFreshMs) return known.ground;
    const ground = readGround(database, brand);
    known = { atMs: performance.now(), ground };
    ground.catch(() => {
      known = undefined;
    });
    return ground;
  };
  return async (profileIds) =>
    profileIds.length === 0 ? new Map() : readLoyalty(database, brand.brandId, await groundNow(), profileIds);
}

/** `asOfMs` undefined: now. */
async function answerOne(
  database: Database,
  brand: Brand,
  found: FoundProfile,
  nowMs: number,
  asOfMs: number | undefined,
): Promise<LoyaltyAnswer> {
  const { brandId } = brand;
  const { profileId, leaves, state } = found;
  const atMs = asOfMs ?? nowMs;
  const leafIds = leaves.map((leaf) => leaf.leafId);
  const [ground, products, told, loaded, noticed, thresholds] = await Promise.all([
    readGround(database, brand),
    readProductsOfLeaves(database, brandId, leafIds),
    readSoldSales(database, brandId, leafIds),
    loadLoyalty(database, brandId, [profileId]),
    readChanges(database, brandId, profileId, 100),
    asOfMs === undefined ? undefined : readThresholdsAt(database, brandId, asOfMs),
  ]);
  const rules = ground.rulesWith(products);
  const view = viewOf(profileId, state);
  const stored = loaded.stored.get(profileId);
  const sales = told.map(({ sale }) => sale).filter(({ placedAt }) => placedAt <= atMs);
  const now = {
    person: stored?.person ?? personOf(view, rules.days, ground.catchments),
    stage: stored?.stage ?? "acquire",
    stageSince: stored?.stageSince ?? nowMs,
  } as const;
  const history = loaded.histories.get(profileId) ?? historyOf(sales, rules, nowMs);
  return answerLoyalty(
    asOfMs === undefined ? { ...now, history } : keptAsOf(now, { sales, changes: noticed }, rules, asOfMs),
    { rules, thresholds: thresholds ?? ground.thresholds },
    {
      sales,
      changes: noticed.filter(({ at }) => at <= atMs),
      deliveryArea: deliveryAreaOf(view),
      computedAt: asOfMs === undefined ? (stored?.computedAt ?? nowMs) : nowMs,
      nowMs: atMs,
    },
  );
}
