import { categoryOf } from "./category.ts";
import type { Invoice, InvoiceLine } from "./invoices.ts";

/** A product as the import door takes it. */
export interface SampleProduct {
  readonly key: string;
  readonly name: string;
  readonly category: readonly string[];
  readonly price: string;
  readonly priceMinor: number;
  readonly currency: "GBP";
  /** Pieces sold, cancellations taken off. */
  readonly pieces: number;
}

interface Seen {
  readonly names: Map<string, number>;
  priceThousandths: number;
  pieces: number;
}

/**
 * The products of the invoices, those sold most first: by their most frequent description at a price, at their last
 * price. Codes that were never sold at a price have no description to go by and are left out.
 */
export function productRecords(invoices: readonly Invoice[]): readonly SampleProduct[] {
  const seen = new Map<string, Seen>();
  for (const invoice of invoices) {
    for (const line of invoice.lines) {
      if (line.kind !== "merchandise" || line.priceThousandths <= 0) continue;
      const product = seen.get(line.code) ?? { names: new Map(), priceThousandths: 0, pieces: 0 };
      seen.set(line.code, product);
      see(product, line, invoice.isCancellation);
    }
  }
  return [...seen]
    .flatMap(([key, product]) => recordOf(key, product))
    .sort((a, b) => b.pieces - a.pieces || (a.key < b.key ? -1 : 1));
}

function see(product: Seen, line: InvoiceLine, isCancellation: boolean): void {
  product.pieces += line.quantity;
  if (isCancellation || line.description === "") return;
  product.names.set(line.description, (product.names.get(line.description) ?? 0) + 1);
  product.priceThousandths = line.priceThousandths;
}

function recordOf(key: string, { names, priceThousandths, pieces }: Seen): readonly SampleProduct[] {
  const [first, ...others] = names;
  if (first === undefined) return [];
  const [name] = others.reduce((best, next) => (next[1] > best[1] ? next : best), first);
  const priceMinor = Math.round(priceThousandths / 10);
  const price = (priceMinor / 100).toFixed(2);
  return [{ key, name, category: [categoryOf(name)], price, priceMinor, currency: "GBP", pieces }];
}
