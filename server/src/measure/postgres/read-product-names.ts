import type { Queryable } from "../../platform/postgres/database.ts";
import type { ProductSource } from "../metrics/product-source.ts";

export async function readProductNames(
  database: Queryable,
  brandId: number,
  products: readonly string[],
): ReturnType<ProductSource["names"]> {
  const rows = await database.query<{ key: string; name: string; withdrawn: boolean }>(
    `select key, name, withdrawn_at is not null as withdrawn
     from product
     where brand_id = $1
       and key = any ($2)`,
    [brandId, products],
  );
  return new Map(rows.map(({ key, ...row }) => [key, row]));
}
