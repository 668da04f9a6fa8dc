import type { SoldSale } from "./sold-sale.ts";

/** Pieces that came back without naming their sale: a return of a sale nobody told, or what an exchange took back. */
export interface LooseReturn {
  readonly carrier: SoldSale;
  readonly at: number;
  readonly productKey: string | undefined;
  readonly quantity: number;
  /** Minor units of the carrier's currency; positive. */
  readonly netMinor: number;
  /** It is already off the value of the sale that carries it. */
  readonly isExchange: boolean;
}

/** Where a loose return was put: inferred, not stated. Undefined: nowhere. */
export interface Attachment {
  readonly loose: LooseReturn;
  readonly origin: SoldSale | undefined;
}

/** Whether a return is of a line that was sold in the same sale. */
export function isLinked(
  sale: SoldSale,
  back: { readonly kind: string; readonly productKey: string | undefined },
): boolean {
  return sale.lines.some(
    (line) => line.kind === back.kind && line.productKey === back.productKey && line.quantity > 0,
  );
}

/** Loose returns of merchandise up to a moment, in order of time. */
function looseReturnsOf(sale: SoldSale, upToMs: number): readonly LooseReturn[] {
  const loose: LooseReturn[] = [];
  for (const back of sale.returns) {
    if (back.kind !== "merchandise" || back.returnedAt > upToMs || isLinked(sale, back)) continue;
    const { returnedAt: at, productKey, quantity, netMinor } = back;
    loose.push({ carrier: sale, at, productKey, quantity, netMinor, isExchange: false });
  }
  for (const line of sale.lines) {
    if (line.kind !== "merchandise" || line.quantity >= 0) continue;
    const { productKey, quantity, netMinor } = line;
    loose.push({
      carrier: sale,
      at: sale.placedAt,
      productKey,
      quantity: -quantity,
      netMinor: -netMinor,
      isExchange: true,
    });
  }
  return loose;
}

/** Each loose return, in order of time, goes to the customer's latest earlier sale of the variant of which not all has come back; else nowhere. */
export function attachReturns(sales: readonly SoldSale[], upToMs: number): readonly Attachment[] {
  const loose = sales.flatMap((sale) => looseReturnsOf(sale, upToMs));
  if (loose.length === 0) return [];
  const taken = new Map<SoldSale, Map<string, number>>();
  const newestFirst = sales.toSorted((a, b) => b.placedAt - a.placedAt || (a.key < b.key ? 1 : -1));
  return loose.toSorted(byTime).map((one): Attachment => {
    const { productKey } = one;
    if (productKey === undefined) return { loose: one, origin: undefined };
    const origin = newestFirst.find(
      (sale) =>
        sale !== one.carrier &&
        sale.placedAt <= one.at &&
        unreturned(sale, productKey) > (taken.get(sale)?.get(productKey) ?? 0),
    );
    if (origin !== undefined) take(taken, origin, productKey, one.quantity);
    return { loose: one, origin };
  });
}

function take(
  taken: Map<SoldSale, Map<string, number>>,
  sale: SoldSale,
  productKey: string,
  pieces: number,
): void {
  const byProduct = taken.get(sale) ?? new Map<string, number>();
  byProduct.set(productKey, (byProduct.get(productKey) ?? 0) + pieces);
  taken.set(sale, byProduct);
}

function byTime(a: LooseReturn, b: LooseReturn): number {
  if (a.at !== b.at) return a.at - b.at;
  if (a.carrier.key !== b.carrier.key) return a.carrier.key < b.carrier.key ? -1 : 1;
  return 0;
}

/** Pieces of a variant that the sale's own returns have left. */
function unreturned(sale: SoldSale, productKey: string): number {
  let left = 0;
  for (const line of sale.lines)
    if (line.kind === "merchandise" && line.productKey === productKey && line.quantity > 0)
      left += line.quantity - line.returnedQuantity;
  return left;
}
