import type { JsonObject, ProductView } from "@attune/contract";
import { formatCursor, parseCursor } from "../../../kernel/cursor.ts";
import type { Database, Queryable } from "../../../platform/postgres/database.ts";
import {
  type ListQuestion,
  lastOfEach,
  type Page,
  type Product,
  type ProductStore,
  type WriteOptions,
} from "../catalogue.ts";
import { inTransaction } from "./dry-run.ts";
import { putStock } from "./put-stock.ts";
import { containing } from "./text-pattern.ts";

export function createProductStore(database: Database): ProductStore {
  return {
    find: async (brandId, key) => (await findProducts(database, brandId, [key]))[0],
    list: (brandId, question) => listProducts(database, brandId, question),
    put: (brandId, products, options) => putProducts(database, brandId, products, options),
    withdraw: (brandId, key, atMs) => withdrawProduct(database, brandId, key, atMs),
    putStock: (brandId, stock, options) => putStock(database, brandId, stock, options),
    unknown: (brandId, keys) => unknownProducts(database, brandId, keys),
  };
}

interface ProductRow {
  readonly key: string;
  readonly name: string;
  readonly brand_name: string | null;
  readonly category: readonly string[];
  readonly tags: readonly string[];
  readonly price_minor: number | null;
  readonly currency: string | null;
  readonly url: string | null;
  readonly image_url: string | null;
  readonly attributes: JsonObject;
  readonly simulated: boolean;
  readonly withdrawn_at: number | null;
  readonly updated_at: number;
  readonly stock:
    | readonly { readonly store: string; readonly quantity: number; readonly at: number }[]
    | null;
}

const columns = `key, name, brand_name, category, tags, price_minor, currency, url, image_url, attributes, simulated, withdrawn_at, updated_at,
  (select json_agg(json_build_object('store', store_key, 'quantity', quantity, 'at', floor(extract(epoch from stock.updated_at) * 1000)) order by store_key)
   from stock
   where stock.brand_id = product.brand_id and stock.product_key = product.key) as stock`;

/** Those of the products that are known, by key. */
async function findProducts(
  database: Queryable,
  brandId: number,
  keys: readonly string[],
): Promise<readonly ProductView[]> {
  const rows = await database.query<ProductRow>(
    `select ${columns}
     from product
     where brand_id = $1
       and key = any($2::text[])
     order by key`,
    [brandId, keys],
  );
  return rows.map(viewProduct);
}

/** Names by key, of those products that are known. */
export async function productNames(
  database: Queryable,
  brandId: number,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await database.query<{ key: string; name: string }>(
    "select key, name from product where brand_id = $1 and key = any($2::text[])",
    [brandId, keys],
  );
  return new Map(rows.map((row) => [row.key, row.name]));
}

async function listProducts(
  database: Queryable,
  brandId: number,
  { query, cursor, limit }: ListQuestion,
): Promise<Page<ProductView>> {
  const [after] = cursor === undefined ? [""] : parseCursor(cursor, ["string"]);
  const rows = await database.query<ProductRow>(
    `select ${columns}
     from product
     where brand_id = $1
       and key > $2
       and ($3::text is null or key ilike $3 or name ilike $3)
     order by key
     limit $4`,
    [brandId, after, containing(query), limit + 1],
  );
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map(viewProduct),
    next: last === undefined ? null : formatCursor([last.key]),
  };
}

async function putProducts(
  database: Database,
  brandId: number,
  products: readonly Product[],
  { dryRun, at }: WriteOptions,
): Promise<ReadonlySet<string>> {
  const rows = await inTransaction(database, dryRun, (tx) =>
    tx.query<{ key: string }>(
      `insert into product (brand_id, key, name, brand_name, category, tags, price_minor, currency, url, image_url, attributes, simulated, updated_at)
       select $1, key, name, brand, category, tags, "priceMinor", currency, url, "imageUrl", attributes, simulated, to_timestamp($3::float8 / 1000)
       from json_to_recordset($2::json) as told (key text, name text, brand text, category text[], tags text[], "priceMinor" bigint,
         currency text, url text, "imageUrl" text, attributes jsonb, simulated boolean)
       order by key
       on conflict (brand_id, key) do update
         set name = excluded.name,
             brand_name = excluded.brand_name,
             category = excluded.category,
             tags = excluded.tags,
             price_minor = excluded.price_minor,
             currency = excluded.currency,
             url = excluded.url,
             image_url = excluded.image_url,
             attributes = excluded.attributes,
             simulated = excluded.simulated,
             updated_at = excluded.updated_at
         where (product.name, product.brand_name, product.category, product.tags, product.price_minor, product.currency,
                product.url, product.image_url, product.attributes, product.simulated)
           is distinct from
               (excluded.name, excluded.brand_name, excluded.category, excluded.tags, excluded.price_minor, excluded.currency,
                excluded.url, excluded.image_url, excluded.attributes, excluded.simulated)
       returning key`,
      [brandId, JSON.stringify(lastOfEach(products, (product) => product.key)), at],
    ),
  );
  return new Set(rows.map((row) => row.key));
}

/** A statement of the product, as the next import brings it, leaves it withdrawn: whether it is sold is said here alone. */
async function withdrawProduct(
  database: Queryable,
  brandId: number,
  key: string,
  atMs: number | null,
): Promise<void> {
  await database.query(
    `update product
     set withdrawn_at = to_timestamp($3::float8 / 1000)
     where brand_id = $1
       and key = $2
       and (withdrawn_at is null) <> ($3::float8 is null)`,
    [brandId, key, atMs],
  );
}

async function unknownProducts(
  database: Queryable,
  brandId: number,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await database.query<{ key: string }>(
    `select key
     from unnest($2::text[]) as told (key)
     where not exists (select from product where brand_id = $1 and product.key = told.key)`,
    [brandId, keys],
  );
  return new Set(rows.map((row) => row.key));
}

function viewProduct(row: ProductRow): ProductView {
  return {
    key: row.key,
    name: row.name,
    brand: row.brand_name,
    category: row.category,
    tags: row.tags,
    priceMinor: row.price_minor,
    currency: row.currency,
    url: row.url,
    imageUrl: row.image_url,
    attributes: row.attributes,
    stock: (row.stock ?? []).map(({ store, quantity, at }) => ({
      store: store === "" ? null : store,
      quantity,
      updatedAt: new Date(at).toISOString(),
    })),
    simulated: row.simulated,
    withdrawnAt: row.withdrawn_at === null ? null : new Date(row.withdrawn_at).toISOString(),
    updatedAt: new Date(row.updated_at).toISOString(),
  };
}
