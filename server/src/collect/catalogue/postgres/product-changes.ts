import type { JsonObject } from "@attune/contract";
import type { Database } from "../../../platform/postgres/database.ts";
import type { ProductChanges } from "../known-products.ts";
import type { ProductFacts } from "../product-word.ts";

/** A page, so that a large catalogue does not hold up other requests while the driver takes its rows apart. */
const productsPerPage = 2_000;

/** Every product, or those written since the mark. */
export async function readProductChanges(
  database: Database,
  brandId: number,
  mark: string | undefined,
): Promise<ProductChanges> {
  // Before the reading: a change that is not committed by now has this or a later transaction id and is read next time.
  const [row] = await database.query<{ horizon: string }>(
    "select pg_snapshot_xmin(pg_current_snapshot())::text as horizon",
  );
  const products: ProductFacts[] = [];
  for (;;) {
    const page = await readPage(database, brandId, mark ?? "0", products.at(-1)?.key ?? "");
    products.push(...page);
    if (page.length < productsPerPage) return { mark: row?.horizon ?? "0", products };
  }
}

interface Row {
  readonly key: string;
  readonly brand: string | null;
  readonly category: readonly string[];
  readonly tags: readonly string[];
  readonly priceMinor: number | null;
  readonly currency: string | null;
  readonly attributes: JsonObject;
}

function readPage(
  database: Database,
  brandId: number,
  since: string,
  after: string,
): Promise<readonly Row[]> {
  return database.query<Row>(
    `select key, brand_name as brand, category, tags, price_minor as "priceMinor", currency, attributes
     from product
     where brand_id = $1
       and changed_in >= $2::xid8
       and key > $3
     order by key
     limit $4`,
    [brandId, since, after, productsPerPage],
  );
}
