import { copyText } from "../../../platform/postgres/copy-text.ts";
import type { Transaction } from "../../../platform/postgres/database.ts";
import type { Sale } from "../sale.ts";
import type { SaleState } from "../sale-state.ts";
import { readSaleRow, type SaleRow } from "./sale-rows.ts";

export interface DerivedSale {
  readonly key: string;
  readonly state: SaleState;
  readonly sale: Sale;
}

/** The states of those of the sales that have been told of. */
export async function loadSales(
  tx: Transaction,
  brandId: number,
  keys: readonly string[],
): Promise<ReadonlyMap<string, SaleState>> {
  const rows = await tx.query<SaleRow>(
    `select sale_key, state
     from sale
     where brand_id = $1
       and sale_key = any($2::text[])`,
    [brandId, keys],
  );
  return new Map(rows.map(readSaleRow).map(({ key, state }) => [key, state]));
}

/**
 * Writes the sales with their lines and returns; `knownKeys` are those that have rows already. The fold is the brand's only
 * writer, so what is replaced is deleted and all of it copied: COPY takes 150,000 lines a second, an upsert a third of that.
 */
export async function saveSales(
  tx: Transaction,
  brandId: number,
  sales: readonly DerivedSale[],
  knownKeys: readonly string[],
): Promise<void> {
  if (sales.length === 0) return;
  if (knownKeys.length > 0) await deleteSales(tx, brandId, knownKeys);
  await tx.copyIn(
    `copy sale (brand_id, sale_key, leaf_id, state, status, placed_at, channel, store_key, staff_key, tender,
       account_type, currency, net_minor, merchandise_minor, simulated, test) from stdin`,
    sales.map((one) => saleText(brandId, one)).join(""),
  );
  const lines = sales.map((one) => lineTexts(brandId, one)).join("");
  if (lines !== "") {
    await tx.copyIn(
      `copy sale_line (brand_id, sale_key, line, kind, product_key, name, quantity, returned_quantity, net_minor,
         discount_minor, returned_minor) from stdin`,
      lines,
    );
  }
  const returns = sales.map((one) => returnTexts(brandId, one)).join("");
  if (returns !== "") {
    await tx.copyIn(
      "copy sale_return (brand_id, sale_key, ordinal, returned_at, kind, product_key, quantity, net_minor) from stdin",
      returns,
    );
  }
}

async function deleteSales(tx: Transaction, brandId: number, keys: readonly string[]): Promise<void> {
  await tx.query(
    `with line as (
       delete from sale_line where brand_id = $1 and sale_key = any($2::text[])
     ), return as (
       delete from sale_return where brand_id = $1 and sale_key = any($2::text[])
     )
     delete from sale where brand_id = $1 and sale_key = any($2::text[])`,
    [brandId, keys],
  );
}

function saleText(brandId: number, { key, state, sale }: DerivedSale): string {
  return row(
    brandId,
    key,
    sale.leafId,
    JSON.stringify(state),
    sale.status,
    moment(sale.placedAt),
    sale.channel,
    sale.storeKey,
    sale.staffKey,
    sale.tender,
    sale.accountType,
    sale.currency,
    sale.netMinor,
    sale.merchandiseMinor,
    sale.simulated ? "t" : "f",
    sale.test ? "t" : "f",
  );
}

function lineTexts(brandId: number, { key, sale }: DerivedSale): string {
  return sale.lines
    .map((line, at) =>
      row(
        brandId,
        key,
        at + 1,
        line.kind,
        line.productKey,
        line.name,
        line.quantity,
        line.returnedQuantity,
        line.netMinor,
        line.discountMinor,
        line.returnedMinor,
      ),
    )
    .join("");
}

function returnTexts(brandId: number, { key, sale }: DerivedSale): string {
  return sale.returns
    .map((entry, at) =>
      row(
        brandId,
        key,
        at + 1,
        moment(entry.returnedAt),
        entry.kind,
        entry.productKey,
        entry.quantity,
        entry.netMinor,
      ),
    )
    .join("");
}

function row(...values: readonly (string | number | undefined)[]): string {
  return `${values.map((value) => (value === undefined ? "\\N" : copyText(String(value)))).join("\t")}\n`;
}

function moment(atMs: number): string {
  return new Date(atMs).toISOString();
}
