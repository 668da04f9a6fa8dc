import type { Transaction } from "../../../platform/postgres/database.ts";
import { noticeChanges } from "../customer-changes.ts";
import { type CustomerNews, newsOf } from "../customer-news.ts";
import type { LoyaltyGround } from "../loyalty-at.ts";
import { type LoyaltyRow, rowOf, type StoredLoyalty } from "../loyalty-row.ts";
import { compact, noHistory, type ShopHistory } from "../shop-history.ts";
import { digestOf } from "./loyalty-columns.ts";
import type { BrandGround } from "./read-ground.ts";
import {
  type LoadedLoyalty,
  type LoyaltyWrite,
  loadDueLoyalty,
  loadLoyaltyAfter,
  saveLoyalty,
} from "./save-loyalty.ts";

export interface Renewed {
  /** How many were looked at. */
  readonly count: number;
  readonly lastProfileId: number;
  /** Of whom something is other than was written. */
  readonly changed: readonly number[];
  /** Of those whose stage is another now. */
  readonly news: readonly CustomerNews[];
}

/** The customers for whom the calendar has changed something, the longest due first: between two batches of the fold. */
export async function renewDueLoyalty(
  tx: Transaction,
  brandId: number,
  ground: BrandGround,
  nowMs: number,
  limit: number,
): Promise<Renewed> {
  return renew(tx, brandId, ground, await loadDueLoyalty(tx, brandId, nowMs, limit), nowMs);
}

/** The next customers in order of their numbers, by the newest thresholds. */
export async function renewLoyaltyAfter(
  tx: Transaction,
  brandId: number,
  ground: BrandGround,
  afterProfileId: number,
  nowMs: number,
  limit: number,
): Promise<Renewed> {
  return renew(tx, brandId, ground, await loadLoyaltyAfter(tx, brandId, afterProfileId, limit), nowMs);
}

async function renew(
  tx: Transaction,
  brandId: number,
  ground: BrandGround,
  loaded: LoadedLoyalty,
  nowMs: number,
): Promise<Renewed> {
  const worked: LoyaltyGround = { rules: ground.rulesWith(new Map()), thresholds: ground.thresholds };
  const all = [...loaded.stored.values()].map((stored) =>
    renewed(stored, loaded.histories.get(stored.profileId), worked, nowMs),
  );
  const writes = all.filter(({ row, history }) => history !== undefined || isAnother(loaded, row));
  await saveLoyalty(tx, brandId, writes);
  return {
    count: all.length,
    lastProfileId: Math.max(-1, ...loaded.stored.keys()),
    changed: writes.filter(({ row }) => isAnother(loaded, row)).map(({ row }) => row.profileId),
    news: writes.flatMap(({ row, changes }) => newsOf(row.profileId, changes, nowMs)),
  };
}

/** Whether a row says anything else than what is written. */
export function isAnother({ stored }: Pick<LoadedLoyalty, "stored">, row: LoyaltyRow): boolean {
  return stored.get(row.profileId)?.digest !== digestOf(row);
}

/** Nothing was bought or said, so only the stage can be another; the history lets go of what no window reaches. */
function renewed(
  stored: StoredLoyalty,
  history: ShopHistory | undefined,
  ground: LoyaltyGround,
  nowMs: number,
): LoyaltyWrite {
  const { profileId, person } = stored;
  const row = rowOf({ profileId, person, history: history ?? noHistory }, stored, ground, nowMs);
  const shorter = history === undefined ? undefined : compact(history, ground.rules.days.dayOf(nowMs));
  return {
    row,
    history: shorter?.days.length === history?.days.length ? undefined : shorter,
    changes: noticeChanges(noticed(stored), noticed(stageOf(row)), true),
  };
}

type Staged = Pick<StoredLoyalty, "stage" | "stageSince" | "returned">;

function stageOf({ loyalty, stageSince }: LoyaltyRow): Staged {
  return { stage: loyalty.stage, stageSince, returned: loyalty.returned };
}

function noticed({ stage, stageSince, returned }: Staged): Parameters<typeof noticeChanges>[1] {
  return {
    loyalty: { stage, returned, preferredChannel: null },
    stageSince,
    sizes: {},
    deliveryArea: undefined,
  };
}
