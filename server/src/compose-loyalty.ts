import type { LoyaltyAnswer } from "@attune/contract";
import type { Clock } from "./kernel/clock.ts";
import type { Memory } from "./platform/clickhouse/memory.ts";
import type { Database, Transaction } from "./platform/postgres/database.ts";
import type { Brand } from "./platform/postgres/first-brand.ts";
import { type FoundProfile, findProfile, viewOf } from "./profile/index.ts";
import { answerLoyalty } from "./profile/loyalty/answer-loyalty.ts";
import { answerConcentration, answerStages } from "./profile/loyalty/answer-reports.ts";
import { type LeafEngagement, readEngagement } from "./profile/loyalty/clickhouse/read-engagement.ts";
import { type FilledCustomer, fillLoyalty } from "./profile/loyalty/fill-loyalty.ts";
import { withEarlier } from "./profile/loyalty/fold-loyalty.ts";
import type { LoyaltyReads } from "./profile/loyalty/loyalty-reads.ts";
import { rowOf } from "./profile/loyalty/loyalty-row.ts";
import { ThresholdMaker } from "./profile/loyalty/make-thresholds.ts";
import { measure } from "./profile/loyalty/measure.ts";
import { deliveryAreaOf, personOf } from "./profile/loyalty/person.ts";
import { readProductsOfLeaves, readProductTraits } from "./profile/loyalty/postgres/product-traits.ts";
import { readChanges } from "./profile/loyalty/postgres/read-changes.ts";
import {
  type CustomerRange,
  type ReadCustomer,
  rangesOf,
  readCustomers,
} from "./profile/loyalty/postgres/read-customers.ts";
import { type BrandGround, readGround } from "./profile/loyalty/postgres/read-ground.ts";
import { renewDueLoyalty, renewLoyaltyAfter } from "./profile/loyalty/postgres/renew-loyalty.ts";
import { reportConcentration } from "./profile/loyalty/postgres/report-concentration.ts";
import { countStages } from "./profile/loyalty/postgres/report-stages.ts";
import { reportStuck } from "./profile/loyalty/postgres/report-stuck.ts";
import { reportTransitions } from "./profile/loyalty/postgres/report-transitions.ts";
import {
  insertMissingHistories,
  insertMissingRows,
  loadLoyalty,
  loadLoyaltyAfter,
  saveLoyalty,
} from "./profile/loyalty/postgres/save-loyalty.ts";
import { readSoldSales } from "./profile/loyalty/postgres/sold-sales.ts";
import {
  insertThresholds,
  listThresholds,
  markApplied,
  readThresholds,
} from "./profile/loyalty/postgres/thresholds-store.ts";
import { historyOf, noHistory } from "./profile/loyalty/shop-history.ts";
import { summariseThresholds } from "./profile/loyalty/thresholds-summary.ts";
import { createProfileStore } from "./profile/postgres/find-profile.ts";

export interface LoyaltyPorts {
  readonly database: Database;
  readonly memory: Memory;
  readonly brand: Brand;
  /** A transaction between two batches of the fold, which holds its cursor. */
  readonly step: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
}

const customersPerPart = 2_000;
const partsPerQuestion = 20;
const partsAhead = 2;

/** Everybody's loyalty from what the stores hold, for those who have none yet. */
export async function fillBrand(
  { database, memory, brand, step }: LoyaltyPorts,
  nowMs: number,
): Promise<number> {
  const { brandId } = brand;
  const ground = await readGround(database, brand);
  const version = ground.thresholds.version + 1;
  const filled = await fillLoyalty(
    {
      rules: ground.rulesWith(await readProductTraits(database, brandId, "all")),
      catchments: ground.catchments,
      customers: () => readEverybody(database, memory, brandId),
      writeHistories: (histories) => step((tx) => insertMissingHistories(tx, brandId, histories)),
      writeRows: (rows) => step((tx) => insertMissingRows(tx, brandId, rows)),
      writeThresholds: (thresholds) => insertThresholds(database, brandId, thresholds),
    },
    version,
    nowMs,
  );
  await markApplied(database, brandId, version, nowMs);
  return filled;
}

const customersPerStep = 500;

/** Customers for whom the calendar has changed something; how many. To be asked again at once while it is `customersPerStep`, else now and then. */
export async function renewDue({ database, brand, step }: LoyaltyPorts, nowMs: number): Promise<number> {
  const ground = await readGround(database, brand);
  const renewed = await step((tx) => renewDueLoyalty(tx, brand.brandId, ground, nowMs, customersPerStep));
  return renewed.count;
}

/** New thresholds of all customers as they are, then every customer by them, step by step: meanwhile each row says which it was worked out by. */
export async function refreshThresholds(
  { database, brand, step }: LoyaltyPorts,
  nowMs: number,
): Promise<number> {
  const { brandId } = brand;
  const ground = await readGround(database, brand);
  const made = await measureEverybody(database, brandId, ground, nowMs);
  const version = ground.thresholds.version + 1;
  const thresholds = made.make(version, nowMs);
  await insertThresholds(database, brandId, thresholds);
  for (let after = -1; ; ) {
    const { count, lastProfileId } = await step((tx) =>
      renewLoyaltyAfter(tx, brandId, { ...ground, thresholds }, after, nowMs, customersPerStep),
    );
    if (count === 0) break;
    after = lastProfileId;
  }
  await markApplied(database, brandId, version, nowMs);
  return version;
}

async function measureEverybody(
  database: Database,
  brandId: number,
  ground: BrandGround,
  nowMs: number,
): Promise<ThresholdMaker> {
  const { days } = ground.rulesWith(new Map());
  const today = days.dayOf(nowMs);
  const maker = new ThresholdMaker(today, ground.settings);
  for (let after = -1; ; ) {
    const { stored, histories } = await loadLoyaltyAfter(database, brandId, after, customersPerPage);
    if (stored.size === 0) return maker;
    for (const [profileId, { person }] of stored) {
      const history = histories.get(profileId) ?? noHistory;
      maker.add(person.accountType, measure(history, person, today, ground.settings));
      after = profileId;
    }
  }
}

const customersPerPage = 1_000;

/** Everybody from all sales again: when exchange rates, time zones, the catalogue or what counts have changed. */
export async function rebuildBrand({ database, brand, step }: LoyaltyPorts, nowMs: number): Promise<void> {
  const { brandId } = brand;
  const ground = await readGround(database, brand);
  const rules = ground.rulesWith(await readProductTraits(database, brandId, "all"));
  for (const range of await rangesOf(database, brandId, customersPerStep)) {
    await step(async (tx) => {
      const customers = await readCustomers(tx, brandId, range);
      const { stored } = await loadLoyalty(
        tx,
        brandId,
        customers.map((one) => one.profileId),
      );
      const rows = customers.map(({ profileId, view, sales }) => {
        const known = stored.get(profileId);
        const history = historyOf(sales, rules, nowMs);
        const person = withEarlier(personOf(view, rules.days, ground.catchments), known?.person);
        const row = rowOf(
          { profileId, person, history },
          known,
          { rules, thresholds: ground.thresholds },
          nowMs,
        );
        return { row, history, changes: [] };
      });
      await saveLoyalty(tx, brandId, rows);
    });
  }
}

/** What is asked of loyalty, answered from the stores. */
export function loyaltyReads(
  { database, brand }: Pick<LoyaltyPorts, "database" | "brand">,
  clock: Clock,
): LoyaltyReads {
  const profiles = createProfileStore(database);
  return {
    find: async (brandId, ref) => {
      const found = await findProfile(profiles, brandId, ref);
      return answerOne(database, brand, found, clock.now());
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

async function answerOne(
  database: Database,
  brand: Brand,
  found: FoundProfile,
  nowMs: number,
): Promise<LoyaltyAnswer> {
  const { brandId } = brand;
  const { profileId, leaves, state } = found;
  const [ground, products, sales, loaded, changes] = await Promise.all([
    readGround(database, brand),
    readProductsOfLeaves(
      database,
      brandId,
      leaves.map((leaf) => leaf.leafId),
    ),
    readSoldSales(
      database,
      brandId,
      leaves.map((leaf) => leaf.leafId),
    ),
    loadLoyalty(database, brandId, [profileId]),
    readChanges(database, brandId, profileId, 100),
  ]);
  const rules = ground.rulesWith(products);
  const view = viewOf(profileId, state);
  const stored = loaded.stored.get(profileId);
  const kept = {
    person: stored?.person ?? personOf(view, rules.days, ground.catchments),
    history:
      loaded.histories.get(profileId) ??
      historyOf(
        sales.map(({ sale }) => sale),
        rules,
        nowMs,
      ),
    stage: stored?.stage ?? "acquire",
    stageSince: stored?.stageSince ?? nowMs,
  } as const;
  return answerLoyalty(
    kept,
    { rules, thresholds: ground.thresholds },
    {
      sales: sales.map(({ sale }) => sale),
      changes,
      deliveryArea: deliveryAreaOf(view),
      computedAt: stored?.computedAt ?? nowMs,
      nowMs,
    },
  );
}

/** While one part is measured the next ones are read. Parts are small, so that what is read of them is gone before it grows old. */
async function* readEverybody(
  database: Database,
  memory: Memory,
  brandId: number,
): AsyncGenerator<readonly FilledCustomer[]> {
  const engagement = engagementByParts(memory, brandId);
  const read = async (range: CustomerRange): Promise<readonly FilledCustomer[]> => {
    const [customers, engaged] = await Promise.all([
      readCustomers(database, brandId, range),
      engagement(range),
    ]);
    return customers.map((customer) => filledOf(customer, engaged));
  };
  const underWay: Promise<readonly FilledCustomer[]>[] = [];
  for (const range of await rangesOf(database, brandId, customersPerPart)) {
    const part = read(range);
    part.catch(() => undefined); // whoever waits for it learns of it
    underWay.push(part);
    const first = underWay.length > partsAhead ? underWay.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const part of underWay) yield await part;
}

/** A question to ClickHouse costs the same for ten parts as for one. */
function engagementByParts(
  memory: Memory,
  brandId: number,
): (range: CustomerRange) => Promise<ReadonlyMap<number, LeafEngagement>> {
  let known:
    | { readonly upTo: number; readonly found: Promise<ReadonlyMap<number, LeafEngagement>> }
    | undefined;
  return ({ after, upTo }) => {
    if (known === undefined || known.upTo < upTo) {
      const until = after + customersPerPart * partsPerQuestion;
      known = { upTo: until, found: readEngagement(memory, brandId, { after, upTo: until }) };
    }
    return known.found;
  };
}

function filledOf(customer: ReadCustomer, engagement: ReadonlyMap<number, LeafEngagement>): FilledCustomer {
  const told = customer.leafIds.flatMap((leafId) => engagement.get(leafId) ?? []);
  return { profileId: customer.profileId, view: customer.view, sales: customer.sales, engagement: told };
}
