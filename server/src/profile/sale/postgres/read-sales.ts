import type { SaleView } from "@attune/contract";
import { formatCursor, parseCursor } from "../../../kernel/cursor.ts";
import type { Queryable } from "../../../platform/postgres/database.ts";
import { viewSale } from "../sale-view.ts";
import type { SalesPage, SalesSummary, SoldInCurrency } from "../sales.ts";
import { readSaleRow, type SaleRow } from "./sale-rows.ts";

const counted = "status = 'completed' and net_minor > 0";

/** Of a SoldInCurrency, of sales grouped by currency. Completed sales with a net value above 0 are counted; every return is taken off the value. */
export const soldColumns: string = `currency,
            (count(*) filter (where ${counted}))::int as count,
            sum(net_minor)::bigint as net,
            (extract(epoch from max(placed_at) filter (where ${counted})) * 1000)::bigint as "lastAt"`;
export const isSold = "status not in ('open', 'cancelled')";

/** Who has no sales has them in `brandCurrency`. */
export async function salesOf(
  database: Queryable,
  brandId: number,
  leafIds: readonly number[],
  brandCurrency: string,
): Promise<SalesSummary> {
  const rows = await database.query<SoldInCurrency>(
    `select ${soldColumns}
     from sale
     where brand_id = $1
       and leaf_id = any($2::bigint[])
       and ${isSold}
     group by currency`,
    [brandId, leafIds],
  );
  return summaryOf(rows, brandCurrency);
}

/** The currency with most sales leads, of several the first by name. */
export function summaryOf(sold: readonly SoldInCurrency[], brandCurrency: string): SalesSummary {
  const byCurrency = sold
    .toSorted((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1))
    .map((one) => ({
      currency: one.currency,
      count: one.count,
      netMinor: one.net ?? 0,
      lastAt: one.lastAt ?? undefined,
    }));
  const currency = byCurrency[0]?.currency ?? brandCurrency;
  const lastAt = byCurrency.reduce((last, one) => Math.max(last, one.lastAt ?? 0), 0);
  return {
    count: byCurrency.reduce((sum, one) => sum + one.count, 0),
    netMinor: byCurrency[0]?.netMinor ?? 0,
    currency,
    lastAt: lastAt === 0 ? undefined : lastAt,
    byCurrency,
  };
}

/** A customer's sales with their lines, newest first. @throws Refusal `request.bad_cursor` */
export async function listSales(
  database: Queryable,
  brandId: number,
  leafIds: readonly number[],
  cursor: string | undefined,
  limit = 20,
): Promise<SalesPage> {
  const [beforeAt, beforeKey] =
    cursor === undefined ? [null, null] : parseCursor(cursor, ["number", "string"]);
  const rows = await database.query<SaleRow & { placed_at: number }>(
    `select sale_key, state, placed_at
     from sale
     where brand_id = $1
       and leaf_id = any($2::bigint[])
       and ($3::float8 is null or (placed_at, sale_key) < (to_timestamp($3::float8 / 1000), $4::text collate "C"))
     order by placed_at desc, sale_key desc
     limit $5`,
    [brandId, leafIds, beforeAt, beforeKey, limit + 1],
  );
  const currency = await currencyOf(database, brandId);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(readSaleRow).map(({ key, state }) => viewSale(key, state, currency)),
    next: rows.length > limit && last !== undefined ? formatCursor([last.placed_at, last.sale_key]) : null,
  };
}

export async function findSale(
  database: Queryable,
  brandId: number,
  key: string,
): Promise<SaleView | undefined> {
  const [row] = await database.query<SaleRow>(
    `select sale_key, state
     from sale
     where brand_id = $1
       and sale_key = $2`,
    [brandId, key],
  );
  if (row === undefined) return undefined;
  return viewSale(row.sale_key, readSaleRow(row).state, await currencyOf(database, brandId));
}

async function currencyOf(database: Queryable, brandId: number): Promise<string> {
  const [brand] = await database.query<{ currency: string }>(
    "select currency from brand where brand_id = $1",
    [brandId],
  );
  if (brand === undefined) throw new Error(`There is no brand ${brandId}.`);
  return brand.currency;
}
