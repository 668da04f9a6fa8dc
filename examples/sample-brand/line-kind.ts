import type { LineKind } from "@attune/contract";

/** What a stock code stands for when it is no product. */
const kinds: ReadonlyMap<string, LineKind> = new Map([
  ["POST", "shipping"],
  ["DOT", "shipping"],
  ["C2", "shipping"],
  ["M", "adjustment"],
  ["m", "adjustment"],
  ["B", "adjustment"],
  ["D", "discount"],
  ["S", "sample"],
  ["BANK CHARGES", "fee"],
  ["AMAZONFEE", "fee"],
  ["CRUK", "fee"],
]);

/**
 * The kind of a line. Of a product, a line at no price and of a negative number of pieces is a correction of the stock
 * (`damaged`, `lost`), no sale.
 */
export function lineKindOf(stockCode: string, quantity: number, priceThousandths: number): LineKind {
  const kind = kinds.get(stockCode) ?? (stockCode.startsWith("gift_") ? "giftCard" : "merchandise");
  return kind === "merchandise" && quantity < 0 && priceThousandths === 0 ? "adjustment" : kind;
}
