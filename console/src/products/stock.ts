import type { StockView } from "@attune/contract";

/** All pieces wherever they lie. Where nothing is known, the product counts as in stock. */
export function stockOf(stock: readonly StockView[]): { readonly isKnown: boolean; readonly pieces: number } {
  return {
    isKnown: stock.length > 0,
    pieces: stock.reduce((sum, { quantity }) => sum + Math.max(quantity, 0), 0),
  };
}
