import type { SaleState } from "../sale-state.ts";

/** A sale as its row tells it. */
export interface StoredSale {
  readonly key: string;
  readonly state: SaleState;
}

export interface SaleRow {
  readonly sale_key: string;
  readonly state: string;
}

export function readSaleRow(row: SaleRow): StoredSale {
  return { key: row.sale_key, state: JSON.parse(row.state) as SaleState }; // written by saveSales only
}
