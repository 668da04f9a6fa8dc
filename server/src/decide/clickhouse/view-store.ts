import type { Memory } from "../../platform/clickhouse/memory.ts";
import type { ViewStore } from "../shelves.ts";

const names = ["product_id", "productId", "sku", "item_id"];
/** As profile/ reads it: the first of the names that has a value; numbers are taken as text. */
const productKey = `coalesce(${names.map((name) => `nullIf(trim(both '"' from JSONExtractRaw(properties, '${name}')), '')`).join(", ")})`;

export function createViewStore(memory: Memory): ViewStore {
  return {
    viewCounts: async (brandId, sinceMs) => {
      const rows = await memory.query<{ product: string; views: number }>(
        `select ${productKey} as product, count() as views
         from event
         where brand_id = {brandId:UInt16}
           and name = 'Product Viewed'
           and occurred_at > fromUnixTimestamp64Milli({sinceMs:Int64})
         group by product
         having product is not null
         order by views desc, product
         limit 10000`,
        { brandId, sinceMs },
      );
      return new Map(rows.map(({ product, views }) => [product, views]));
    },
  };
}
