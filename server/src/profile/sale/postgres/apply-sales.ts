import type { EventRecord } from "@attune/contract";
import type { Transaction } from "../../../platform/postgres/database.ts";
import { together } from "../../../platform/postgres/together.ts";
import type { ChangedSale } from "../changed-sale.ts";
import { deriveSale } from "../derive-sale.ts";
import { observeSale } from "../observe-sale.ts";
import { saleKeyOf } from "../sale-key.ts";
import type { SaleState } from "../sale-state.ts";
import { type DerivedSale, loadSales, saveSales } from "./save-sales.ts";

/** An event and the leaf it landed on. Repeats have been dropped. */
export interface LandedEvent {
  readonly event: EventRecord;
  readonly leafId: number | undefined;
}

export type ChangedSales = readonly ChangedSale[];

/** Brings the ledger up to a batch of events, inside the fold's transaction, and tells what changed. Events that are about no sale cost nothing. */
export async function applySales(
  tx: Transaction,
  brandId: number,
  events: readonly LandedEvent[],
): Promise<ChangedSales> {
  const told = groupBySale(events);
  if (told.size === 0) return [];
  const [stored, currency] = await together([
    loadSales(tx, brandId, [...told.keys()]),
    currencyOf(tx, brandId),
  ]);
  const changed: DerivedSale[] = [];
  for (const [key, group] of told) {
    const before = stored.get(key);
    const state = group.reduce<SaleState | undefined>(
      (sum, one) => observeSale(sum, one.event, one.leafId),
      before,
    );
    if (state !== undefined && state !== before)
      changed.push({ key, state, sale: deriveSale(state, currency) });
  }
  await saveSales(
    tx,
    brandId,
    changed,
    changed.map(({ key }) => key).filter((key) => stored.has(key)),
  );
  return changed.map(({ key, sale }) => {
    const before = stored.get(key);
    return { key, before: before === undefined ? undefined : deriveSale(before, currency), after: sale };
  });
}

function groupBySale(events: readonly LandedEvent[]): ReadonlyMap<string, readonly LandedEvent[]> {
  const groups = new Map<string, LandedEvent[]>();
  for (const one of events) {
    const key = saleKeyOf(one.event);
    if (key === undefined) continue;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return groups;
}

async function currencyOf(tx: Transaction, brandId: number): Promise<string> {
  const [brand] = await tx.query<{ currency: string }>("select currency from brand where brand_id = $1", [
    brandId,
  ]);
  if (brand === undefined) throw new Error(`There is no brand ${brandId}.`);
  return brand.currency;
}
