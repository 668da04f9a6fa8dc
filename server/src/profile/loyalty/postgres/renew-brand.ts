import type { Database, Queryable } from "../../../platform/postgres/database.ts";
import { withEarlier } from "../fold-loyalty.ts";
import { rowOf } from "../loyalty-row.ts";
import { ThresholdMaker } from "../make-thresholds.ts";
import { measure } from "../measure.ts";
import { personOf } from "../person.ts";
import { historyOf, noHistory } from "../shop-history.ts";
import type { LoyaltyPorts } from "./loyalty-ports.ts";
import { readProductTraits } from "./product-traits.ts";
import { rangesOf, readCustomers } from "./read-customers.ts";
import { type BrandGround, readGround } from "./read-ground.ts";
import { isAnother, renewDueLoyalty, renewLoyaltyAfter } from "./renew-loyalty.ts";
import { loadLoyalty, loadLoyaltyAfter, saveLoyalty } from "./save-loyalty.ts";
import { insertThresholds, markApplied } from "./thresholds-store.ts";

const customersPerStep = 500;

/** Whether the calendar has changed something for anybody: a look beside the fold, which is not kept waiting for nothing. */
export async function isAnyLoyaltyDue(database: Queryable, brandId: number, nowMs: number): Promise<boolean> {
  const due = await database.query(
    "select 1 as due from loyalty where brand_id = $1 and until_at <= $2 order by until_at limit 1",
    [brandId, new Date(nowMs)],
  );
  return due.length > 0;
}

/**
 * Customers for whom the calendar has changed something; how many. To be asked again at once while it is `customersPerStep`, else now and then.
 * `ground`: what everybody was worked out by, so that nothing but the calendar changes anything.
 */
export async function renewDue(
  { brand, step, tell }: Pick<LoyaltyPorts, "brand" | "step" | "tell">,
  ground: BrandGround,
  nowMs: number,
): Promise<number> {
  return step(async (tx) => {
    const { count, news } = await renewDueLoyalty(tx, brand.brandId, ground, nowMs, customersPerStep);
    await tell(tx, news);
    return count;
  });
}

/** New thresholds of all customers as they are, then every customer by them, step by step: meanwhile each row says which it was worked out by. */
export async function refreshThresholds(
  { database, brand, step, tell, changed, onThresholds }: LoyaltyPorts,
  nowMs: number,
): Promise<number> {
  const { brandId } = brand;
  const ground = await readGround(database, brand);
  const made = await measureEverybody(database, brandId, ground, nowMs);
  const version = ground.thresholds.version + 1;
  const thresholds = made.make(version, nowMs);
  await insertThresholds(database, brandId, thresholds);
  await onThresholds();
  for (let after = -1; ; ) {
    const { count, lastProfileId } = await step(async (tx) => {
      const renewed = await renewLoyaltyAfter(
        tx,
        brandId,
        { ...ground, thresholds },
        after,
        nowMs,
        customersPerStep,
      );
      await tell(tx, renewed.news);
      await changed(tx, renewed.changed);
      return renewed;
    });
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
export async function rebuildBrand(
  { database, brand, step, changed }: Pick<LoyaltyPorts, "database" | "brand" | "step" | "changed">,
  nowMs: number,
): Promise<void> {
  const { brandId } = brand;
  const ground = await readGround(database, brand);
  const rules = ground.rulesWith(await readProductTraits(database, brandId, "all"));
  for (const range of await rangesOf(database, brandId, customersPerStep)) {
    await step(async (tx) => {
      const customers = await readCustomers(tx, brandId, range);
      const loaded = await loadLoyalty(
        tx,
        brandId,
        customers.map((one) => one.profileId),
      );
      const rows = customers.map(({ profileId, view, sales }) => {
        const known = loaded.stored.get(profileId);
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
      const others = rows.filter(({ row }) => isAnother(loaded, row)).map(({ row }) => row.profileId);
      await saveLoyalty(tx, brandId, rows);
      await changed(tx, others);
    });
  }
}
