import type { Queryable, Transaction } from "../platform/postgres/database.ts";
import { together } from "../platform/postgres/together.ts";
import { newsOf, saleChangesOf, viewOf } from "../profile/index.ts";
import { applyLoyalty, type TouchedCustomer } from "../profile/loyalty/postgres/apply-loyalty.ts";
import { noteEngagement } from "../profile/loyalty/postgres/note-engagement.ts";
import type { BrandGround } from "../profile/loyalty/postgres/read-ground.ts";
import { askSoon, loadProfiles } from "../profile/postgres/profile-store.ts";
import type { ChangedSales } from "../profile/sale/postgres/apply-sales.ts";
import type { LoyaltyWork } from "./loyalty-work.ts";
import { tellOutbox } from "./tell-outbox.ts";

export interface LoyaltyOfBatch {
  readonly ground: BrandGround;
  readonly work: LoyaltyWork;
  /** Something that is answered hangs on loyalty. */
  readonly isAsked: boolean;
}

/** Brings loyalty up to a batch, behind its profiles and sales. A batch without sales, new customers and first visits of a day writes nothing. */
export async function writeLoyalty(
  tx: Transaction,
  { brandId, now }: { readonly brandId: number; readonly now: number },
  { ground, work, isAsked }: LoyaltyOfBatch,
  changed: ChangedSales,
  last: number,
): Promise<void> {
  const [, touched] = await together([
    noteEngagement(tx, brandId, work.engaged),
    touchedOf(tx, brandId, work, changed),
  ]);
  const applied = await applyLoyalty(tx, brandId, ground, touched, work.gone, now);
  const news = [...applied].flatMap(([profileId, { changes }]) => newsOf(profileId, changes, now));
  await tellOutbox(tx, brandId, news, last);
  if (isAsked) await askSoon(tx, brandId, othersOf(work, applied.keys()), now);
}

/** Those whose order somebody else told again: the fold did not see that it concerns them. */
function othersOf({ customers }: LoyaltyWork, applied: Iterable<number>): readonly number[] {
  const seen = new Set(customers.map((one) => one.profileId));
  return [...applied].filter((profileId) => !seen.has(profileId));
}

async function touchedOf(
  tx: Transaction,
  brandId: number,
  work: LoyaltyWork,
  changed: ChangedSales,
): Promise<readonly TouchedCustomer[]> {
  const homes = changed.length === 0 ? new Map() : await homesOf(tx, brandId, work, changed);
  const sales = saleChangesOf(changed, (leafId) => homes.get(leafId));
  const touched = work.customers.flatMap((one): TouchedCustomer[] => {
    const told = sales.get(one.profileId) ?? [];
    return one.isTold || told.length > 0 ? [{ ...one, sales: told }] : [];
  });
  const known = new Set(work.customers.map((one) => one.profileId));
  const others = [...sales.keys()].filter((profileId) => !known.has(profileId));
  for (const { profileId, state, hidden } of await loadProfiles(tx, brandId, others)) {
    if (hidden) continue;
    const view = viewOf(profileId, state);
    const leafIds = Object.keys(state.leaves).map(Number);
    const told = sales.get(profileId) ?? [];
    touched.push({
      profileId,
      before: view,
      after: view,
      leafIds,
      sales: told,
      isReshaped: false,
      isNew: false,
    });
  }
  return touched;
}

/** Whose the leaves are now: an order that is told again by somebody else may be of a customer of whom the batch knows nothing. */
async function homesOf(
  tx: Queryable,
  brandId: number,
  { customers }: LoyaltyWork,
  changed: ChangedSales,
): Promise<ReadonlyMap<number, number>> {
  const homes = new Map(
    customers.flatMap(({ profileId, leafIds }) => leafIds.map((leafId) => [leafId, profileId] as const)),
  );
  const missing = changed
    .flatMap(({ before, after }) => [before?.leafId, after.leafId])
    .filter((leafId) => leafId !== undefined && !homes.has(leafId));
  if (missing.length === 0) return homes;
  const rows = await tx.query<{ leaf_id: number; profile_id: number }>(
    "select leaf_id, profile_id from leaf where brand_id = $1 and leaf_id = any($2::bigint[])",
    [brandId, missing],
  );
  for (const row of rows) homes.set(row.leaf_id, row.profile_id);
  return homes;
}
