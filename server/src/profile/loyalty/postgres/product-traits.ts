import type { Queryable } from "../../../platform/postgres/database.ts";
import type { ProductTraits } from "../rules.ts";

interface Row {
  readonly key: string;
  readonly category: string | null;
  readonly size: string | null;
}

/** What the catalogue says of some products, or of all. */
export async function readProductTraits(
  database: Queryable,
  brandId: number,
  keys: readonly string[] | "all",
): Promise<ReadonlyMap<string, ProductTraits>> {
  if (keys.length === 0) return new Map();
  const rows = await database.query<Row>(
    `select key, category[1] as category, coalesce(attributes ->> 'size', attributes ->> 'Size') as size
     from product
     where brand_id = $1
       and ($2::text[] is null or key = any($2::text[]))`,
    [brandId, keys === "all" ? null : keys],
  );
  return traitsOf(rows);
}

/** Of all products that some leaves have bought. */
export async function readProductsOfLeaves(
  database: Queryable,
  brandId: number,
  leafIds: readonly number[],
): Promise<ReadonlyMap<string, ProductTraits>> {
  return traitsOf(
    await database.query<Row>(
      `select key, category[1] as category, coalesce(attributes ->> 'size', attributes ->> 'Size') as size
       from product
       where brand_id = $1
         and key in (
           select product_key
           from sale
           join sale_line on sale_line.brand_id = $1 and sale_line.sale_key = sale.sale_key
           where sale.brand_id = $1 and leaf_id = any($2::bigint[]))`,
      [brandId, leafIds],
    ),
  );
}

function traitsOf(rows: readonly Row[]): ReadonlyMap<string, ProductTraits> {
  return new Map(
    rows.map(({ key, category, size }) => [
      key,
      { category: category ?? undefined, size: size ?? undefined },
    ]),
  );
}
