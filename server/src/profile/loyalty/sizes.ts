import type { LoyaltyRules } from "./rules.ts";
import { counts, type SoldSale } from "./sold-sale.ts";

/** Level-1 category → the size bought last in it, and when. */
export type Sizes = Readonly<Record<string, readonly [at: number, size: string]>>;

/** Of two at the same moment the larger text, so that their order does not matter. */
export function newestSizes(sales: readonly SoldSale[], rules: LoyaltyRules, asOfMs: number): Sizes {
  const newest: Record<string, readonly [number, string]> = {};
  for (const sale of sales) {
    if (sale.placedAt > asOfMs || !counts(sale, rules)) continue;
    for (const [category, size] of sizesIn(sale, rules))
      if (isNewer(sale.placedAt, size, newest[category])) newest[category] = [sale.placedAt, size];
  }
  return newest;
}

function sizesIn(
  sale: SoldSale,
  rules: LoyaltyRules,
): readonly (readonly [category: string, size: string])[] {
  return sale.lines.flatMap(({ kind, quantity, productKey }) => {
    if (kind !== "merchandise" || quantity <= 0 || productKey === undefined) return [];
    const { category, size } = rules.product(productKey) ?? {};
    return category === undefined || size === undefined ? [] : [[category, size] as const];
  });
}

export function isNewer(at: number, size: string, known: readonly [number, string] | undefined): boolean {
  if (known === undefined) return true;
  return at !== known[0] ? at > known[0] : size > known[1];
}
