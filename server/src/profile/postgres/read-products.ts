import type { Queryable } from "../../platform/postgres/database.ts";
import type { ProductFacts } from "../answer-profile.ts";

/** By product key; those that the catalogue does not hold are left out. */
export async function readProducts(
  db: Queryable,
  brandId: number,
  keys: readonly string[],
): Promise<ReadonlyMap<string, ProductFacts>> {
  if (keys.length === 0) return new Map();
  const rows = await db.query<ProductFacts & { readonly key: string }>(
    "select key, name, currency from product where brand_id = $1 and key = any($2::text[])",
    [brandId, keys],
  );
  return new Map(rows.map(({ key, ...facts }) => [key, facts]));
}
