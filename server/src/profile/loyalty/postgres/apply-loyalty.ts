import type { Queryable, Transaction } from "../../../platform/postgres/database.ts";
import { together } from "../../../platform/postgres/together.ts";
import type { CustomerView } from "../../profile-state.ts";
import { type FoldedLoyalty, type FoldGround, foldLoyalty } from "../fold-loyalty.ts";
import type { SaleChange, ShopHistory } from "../shop-history.ts";
import { noHistory } from "../shop-history.ts";
import type { SoldSale } from "../sold-sale.ts";
import { readProductTraits } from "./product-traits.ts";
import type { BrandGround } from "./read-ground.ts";
import { type LoadedLoyalty, loadLoyalty, saveLoyalty } from "./save-loyalty.ts";
import { readSoldSales } from "./sold-sales.ts";

/** A customer in whom a batch changed something that loyalty hangs on (`touchesLoyalty`, or a sale). */
export interface TouchedCustomer {
  readonly profileId: number;
  readonly before: CustomerView | undefined;
  readonly after: CustomerView;
  /** All leaves after the batch. */
  readonly leafIds: readonly number[];
  readonly sales: readonly SaleChange[];
  /** Leaves came or went. */
  readonly isReshaped: boolean;
  /** Began in this batch, so nothing is kept and these are all sales: nothing is read and nothing replaced. */
  readonly isNew: boolean;
}

export interface AppliedLoyalty extends FoldedLoyalty {
  /** As it is now, changed or not. */
  readonly kept: ShopHistory;
}

/**
 * Brings the loyalty of some customers up to a batch, in the fold's transaction, behind its sales. `gone`: profiles that went into others.
 * Reads one row a customer who is not new, and all sales only of those who are new, joined or parted, or whose past changed.
 */
export async function applyLoyalty(
  tx: Transaction,
  brandId: number,
  ground: BrandGround,
  touched: readonly TouchedCustomer[],
  gone: readonly number[],
  nowMs: number,
): Promise<ReadonlyMap<number, AppliedLoyalty>> {
  if (touched.length === 0 && gone.length === 0) return new Map();
  const known = touched.flatMap((one) => (one.isNew ? [] : [one.profileId]));
  const told = touched.flatMap(({ sales }) => sales.flatMap(({ before, after }) => [before, after]));
  const [loaded, quick] = await together([
    loadLoyalty(tx, brandId, known),
    groundFor(tx, brandId, ground, told),
  ]);
  const applied = new Map<number, AppliedLoyalty>();
  const rest: TouchedCustomer[] = [];
  for (const one of touched) {
    const folded = foldLoyalty(workOf(one, loaded, one.isNew ? salesOf(one) : undefined), quick, nowMs);
    if (folded === "needs all sales") rest.push(one);
    else applied.set(one.profileId, keptOf(one, loaded, folded));
  }
  const whole = await readAllSales(tx, brandId, rest);
  const thorough = await groundFor(tx, brandId, ground, [...whole.values()].flat());
  for (const one of rest) {
    const folded = foldLoyalty(workOf(one, loaded, whole.get(one.profileId) ?? []), thorough, nowMs);
    if (folded !== "needs all sales") applied.set(one.profileId, keptOf(one, loaded, folded));
  }
  const fresh = new Set(touched.flatMap((one) => (one.isNew ? [one.profileId] : [])));
  await saveLoyalty(tx, brandId, [...applied.values()], gone, fresh);
  return applied;
}

function salesOf({ sales }: TouchedCustomer): readonly SoldSale[] {
  return sales.flatMap(({ after }) => after ?? []);
}

function workOf(
  one: TouchedCustomer,
  loaded: LoadedLoyalty,
  allSales: readonly SoldSale[] | undefined,
): Parameters<typeof foldLoyalty>[0] {
  const { profileId, before, after, sales, isReshaped } = one;
  const [stored, history] = [loaded.stored.get(profileId), loaded.histories.get(profileId)];
  return { profileId, stored, history, before, after, sales, isReshaped, allSales };
}

function keptOf(one: TouchedCustomer, loaded: LoadedLoyalty, folded: FoldedLoyalty): AppliedLoyalty {
  return { ...folded, kept: folded.history ?? loaded.histories.get(one.profileId) ?? noHistory };
}

async function groundFor(
  tx: Queryable,
  brandId: number,
  ground: BrandGround,
  sales: readonly (SoldSale | undefined)[],
): Promise<FoldGround> {
  const keys = new Set(
    sales.flatMap((sale) => [
      ...(sale?.lines ?? []).map((line) => line.productKey),
      ...(sale?.returns ?? []).map((back) => back.productKey),
    ]),
  );
  const products = await readProductTraits(
    tx,
    brandId,
    [...keys].filter((key) => key !== undefined),
  );
  return {
    rules: ground.rulesWith(products),
    thresholds: ground.thresholds,
    catchments: ground.catchments,
  };
}

async function readAllSales(
  tx: Queryable,
  brandId: number,
  customers: readonly TouchedCustomer[],
): Promise<ReadonlyMap<number, readonly SoldSale[]>> {
  if (customers.length === 0) return new Map();
  const profileOf = new Map(
    customers.flatMap(({ profileId, leafIds }) => leafIds.map((leafId) => [leafId, profileId] as const)),
  );
  const sales = await readSoldSales(tx, brandId, [...profileOf.keys()]);
  const byProfile = Map.groupBy(sales, ({ leafId }) => profileOf.get(leafId) ?? -1);
  return new Map([...byProfile].map(([profileId, told]) => [profileId, told.map(({ sale }) => sale)]));
}
