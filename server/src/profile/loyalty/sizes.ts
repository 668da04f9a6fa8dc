import type { LoyaltyRules } from "./rules.ts";
import { counts, type SoldSale } from "./sold-sale.ts";

/** Level-1 category → the size bought last in it, and when. */
export type Sizes = Readonly<Record<string, readonly [at: number, size: string]>>;

/** Of two at the same moment the larger text, so that their order does not matter. */
export function newestSizes(sales: readonly SoldSale[], rules: LoyaltyRules, asOfMs: number): Sizes {
  const newest: Record<string, readonly [number, string]> = {};
  for (const sale of sales) if (sale.placedAt <= asOfMs && counts(sale, rules)) addSizes(newest, sale, rules);
  return newest;
}

function addSizes(
  newest: Record<string, readonly [number, string]>,
  { lines, placedAt }: SoldSale,
  rules: LoyaltyRules,
): void {
  for (const { kind, quantity, productKey } of lines) {
    if (kind !== "merchandise" || quantity <= 0 || productKey === undefined) continue;
    const product = rules.product(productKey);
    if (product?.category === undefined || product.size === undefined) continue;
    if (isNewer(placedAt, product.size, newest[product.category]))
      newest[product.category] = [placedAt, product.size];
  }
}

export function isNewer(at: number, size: string, known: readonly [number, string] | undefined): boolean {
  if (known === undefined) return true;
  return at !== known[0] ? at > known[0] : size > known[1];
}
