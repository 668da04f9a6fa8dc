import type { Database } from "../../../platform/postgres/database.ts";
import { lastOfEach, type Stock, stockKey, type WriteOptions } from "../catalogue.ts";
import { inTransaction } from "./dry-run.ts";

/** Sets quantities; answers the stock keys of those that are new or differ. */
export async function putStock(
  database: Database,
  brandId: number,
  stock: readonly Stock[],
  { dryRun, at }: WriteOptions,
): Promise<ReadonlySet<string>> {
  const told = lastOfEach(stock, stockKey);
  const rows = await inTransaction(database, dryRun, (tx) =>
    tx.query<{ product_key: string; store_key: string }>(
      `insert into stock (brand_id, product_key, store_key, quantity, updated_at)
       select $1, product_key, store_key, quantity, to_timestamp($5::float8 / 1000)
       from unnest($2::text[], $3::text[], $4::integer[]) as told (product_key, store_key, quantity)
       order by product_key, store_key
       on conflict (brand_id, product_key, store_key) do update
         set quantity = excluded.quantity,
             updated_at = excluded.updated_at
         where stock.quantity is distinct from excluded.quantity
       returning product_key, store_key`,
      [
        brandId,
        told.map((one) => one.productKey),
        told.map((one) => one.storeKey),
        told.map((one) => one.quantity),
        at,
      ],
    ),
  );
  return new Set(rows.map((row) => stockKey({ productKey: row.product_key, storeKey: row.store_key })));
}
