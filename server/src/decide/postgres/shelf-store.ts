import { type DecisionItem, mostSafetyStock, type StoreHours } from "@attune/contract";
import { toMinor } from "../../kernel/money.ts";
import type { Database, Queryable } from "../../platform/postgres/database.ts";
import { type ItemFacts, noFacts } from "../items/facts.ts";
import type { ShelfChanges, ShelfStore } from "../shelves.ts";
import { createItemCounts } from "./item-counts.ts";
import { listPopularAmong } from "./popular-among.ts";

export function createShelfStore(database: Database): ShelfStore {
  return {
    changes: async (brandId, mark) => {
      // Before the reading: a change that is not committed by now has this or a later transaction id and is read next time.
      const horizon = await findHorizon(database);
      const since = mark ?? "0";
      const [products, stock, stores] = await Promise.all([
        listProducts(database, brandId, since),
        listStock(database, brandId, since, mark === undefined),
        listStores(database, brandId),
      ]);
      return { mark: horizon, products, stock, stores };
    },
    ...createItemCounts(database),
    popularAmong: (brandId, segment, sinceMs) => listPopularAmong(database, brandId, segment, sinceMs),
  };
}

async function findHorizon(database: Queryable): Promise<string> {
  const [row] = await database.query<{ horizon: string }>(
    "select pg_snapshot_xmin(pg_current_snapshot())::text as horizon",
  );
  return row?.horizon ?? "0";
}

interface ProductRow {
  readonly product: string;
  readonly name: string;
  readonly priceMinor: number | null;
  readonly currency: string | null;
  readonly imageUrl: string | null;
  readonly url: string | null;
  readonly changedAt: number;
  readonly brand: string | null;
  readonly category: readonly string[];
  readonly tags: readonly string[];
  readonly colour: string | null;
  readonly size: string | null;
  readonly style: string | null;
  readonly margin: string | null;
  readonly cost: string | null;
  readonly addedAt: number | null;
  readonly isSold: boolean;
}

async function listProducts(
  database: Queryable,
  brandId: number,
  since: string,
): Promise<ShelfChanges["products"]> {
  const rows = await database.query<ProductRow>(
    `select key as product, name, price_minor as "priceMinor", currency, image_url as "imageUrl", url, updated_at as "changedAt",
       brand_name as brand, category, tags, added_at as "addedAt", withdrawn_at is null as "isSold",
       coalesce(attributes ->> 'colour', attributes ->> 'color') as colour,
       coalesce(attributes ->> 'size', attributes ->> 'Size') as size,
       coalesce(attributes ->> 'style', attributes ->> 'item_group_id') as style,
       attributes ->> 'margin' as margin, attributes ->> 'cost' as cost
     from product
     where brand_id = $1
       and changed_in >= $2::xid8`,
    [brandId, since],
  );
  return rows.map((row) => {
    const item = itemOf(row);
    return { item, offered: row.isSold ? item : undefined, facts: factsOf(row), changedAt: row.changedAt };
  });
}

function itemOf({ product, name, priceMinor, currency, imageUrl, url }: ProductRow): DecisionItem {
  return {
    product,
    name,
    ...(priceMinor === null || currency === null ? {} : { priceMinor, currency }),
    ...(imageUrl === null ? {} : { imageUrl }),
    ...(url === null ? {} : { url }),
  };
}

function factsOf(row: ProductRow): ItemFacts {
  return {
    ...noFacts,
    brand: row.brand ?? undefined,
    category: row.category,
    tags: row.tags,
    colour: row.colour?.trim().toLowerCase() || undefined,
    size: row.size?.trim() || undefined,
    style: row.style ?? undefined,
    margin: marginOf(row),
    addedAt: row.addedAt ?? undefined,
  };
}

/** As it is stated, else by what the product costs the retailer, in the currency of its price. */
function marginOf({ margin, cost, priceMinor, currency }: ProductRow): number | undefined {
  const stated = margin === null ? Number.NaN : Number(margin);
  if (Number.isFinite(stated)) return Math.min(1, Math.max(-1, stated));
  const costMinor = cost === null || currency === null ? undefined : toMinor(cost, currency);
  if (costMinor === undefined || priceMinor === null || priceMinor <= 0) return undefined;
  return Math.max(-1, 1 - costMinor / priceMinor);
}

/** The first time only what is scarce matters: no entry means in stock. */
function listStock(
  database: Queryable,
  brandId: number,
  since: string,
  onlyScarce: boolean,
): Promise<ShelfChanges["stock"][number][]> {
  return database.query(
    `select product_key as product, store_key as store, quantity, updated_at as "changedAt"
     from stock
     where brand_id = $1
       and changed_in >= $2::xid8
       and (quantity <= $4 or not $3)`,
    [brandId, since, onlyScarce, mostSafetyStock],
  );
}

async function listStores(database: Queryable, brandId: number): Promise<ShelfChanges["stores"]> {
  const rows = await database.query<{ key: string; timeZone: string; hours: StoreHours | null }>(
    `select s.key, coalesce(s.time_zone, b.time_zone) as "timeZone", s.hours
     from store s
     join brand b on b.brand_id = s.brand_id
     where s.brand_id = $1`,
    [brandId],
  );
  return rows.map(({ key, timeZone, hours }) => ({ key, timeZone, hours: hours ?? undefined }));
}
