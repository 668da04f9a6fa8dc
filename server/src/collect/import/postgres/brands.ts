import type { Channel } from "@attune/contract";
import type { Queryable } from "../../../platform/postgres/database.ts";
import type { Brands } from "../import-ports.ts";

export function createBrands(database: Queryable): Brands {
  return {
    sourceOf: async (sourceId) => {
      const [source] = await database.query<{ channel: Channel; simulated: boolean }>(
        "select channel, simulated from source where source_id = $1",
        [sourceId],
      );
      if (source === undefined) throw new Error(`There is no source ${sourceId}.`);
      return { sourceId, ...source };
    },
    currencyOf: async (brandId) => {
      const [brand] = await database.query<{ currency: string }>(
        "select currency from brand where brand_id = $1",
        [brandId],
      );
      if (brand === undefined) throw new Error(`There is no brand ${brandId}.`);
      return brand.currency;
    },
  };
}
