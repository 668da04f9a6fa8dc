import type { ChangedSale } from "../sale/changed-sale.ts";
import type { SaleChange } from "./shop-history.ts";
import type { SoldSale } from "./sold-sale.ts";

/** What changed of sales, by the customer whose they were or are. `profileOf`: whose a leaf is now. */
export function saleChangesOf(
  changed: readonly ChangedSale[],
  profileOf: (leafId: number) => number | undefined,
): ReadonlyMap<number, readonly SaleChange[]> {
  const changes = new Map<number, SaleChange[]>();
  const add = (profileId: number | undefined, change: SaleChange): void => {
    if (profileId === undefined) return;
    const known = changes.get(profileId);
    if (known === undefined) changes.set(profileId, [change]);
    else known.push(change);
  };
  for (const one of changed) {
    const [before, after] = [soldOf(one.key, one.before), soldOf(one.key, one.after)];
    const from = one.before?.leafId === undefined ? undefined : profileOf(one.before.leafId);
    const into = one.after.leafId === undefined ? undefined : profileOf(one.after.leafId);
    if (from === into) add(into, { before, after });
    else {
      add(from, { before, after: undefined });
      add(into, { before: undefined, after });
    }
  }
  return changes;
}

function soldOf(key: string, sale: ChangedSale["before"]): SoldSale | undefined {
  return sale === undefined ? undefined : { ...sale, key };
}
