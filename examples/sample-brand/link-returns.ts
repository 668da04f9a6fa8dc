import type { Invoice, InvoiceLine } from "./invoices.ts";

/** Lines of a cancellation that belong to one earlier invoice, or to none that can be told. */
export interface ReturnPart {
  readonly cancellation: Invoice;
  readonly returnOf: string | undefined;
  readonly lines: readonly InvoiceLine[];
}

/** A line that was sold and how many pieces of it are still out. */
interface Sold {
  readonly invoice: string;
  readonly priceThousandths: number;
  left: number;
}

/**
 * Finds for each cancelled product the invoice it was bought on: of the same customer and stock code, before it, with as
 * many pieces still out; at the same price if there is one, then the latest. The file itself does not say. What is no
 * product, has no customer or finds no such invoice stays without.
 */
export function createLinkReturns(): {
  sell(invoice: Invoice): void;
  takeBack(cancellation: Invoice): readonly ReturnPart[];
} {
  const sold = new Map<string, Sold[]>();
  const soldOf = (invoice: Invoice, line: InvoiceLine): Sold[] => {
    const key = `${invoice.customer} ${line.code}`;
    const list = sold.get(key) ?? [];
    sold.set(key, list);
    return list;
  };
  return {
    sell: (invoice) => {
      if (invoice.customer === undefined) return;
      for (const line of invoice.lines) {
        if (line.kind !== "merchandise" || line.quantity <= 0) continue;
        soldOf(invoice, line).push({
          invoice: invoice.number,
          priceThousandths: line.priceThousandths,
          left: line.quantity,
        });
      }
    },
    takeBack: (cancellation) => {
      const parts = new Map<string | undefined, InvoiceLine[]>();
      for (const line of cancellation.lines) {
        const isProduct = cancellation.customer !== undefined && line.kind === "merchandise";
        const returnOf = isProduct ? takeFrom(soldOf(cancellation, line), line) : undefined;
        parts.set(returnOf, [...(parts.get(returnOf) ?? []), line]);
      }
      return [...parts].map(([returnOf, lines]) => ({ cancellation, returnOf, lines }));
    },
  };
}

function takeFrom(sold: readonly Sold[], line: InvoiceLine): string | undefined {
  const pieces = -line.quantity;
  const isEnough = (invoice: string): boolean => leftOn(sold, invoice) >= pieces;
  const latestFirst = sold.toReversed();
  const samePrice = latestFirst.filter(({ priceThousandths }) => priceThousandths === line.priceThousandths);
  const found = [...samePrice, ...latestFirst].find(({ invoice }) => isEnough(invoice))?.invoice;
  if (found === undefined) return undefined;
  let wanted = pieces;
  for (const entry of sold) {
    if (entry.invoice !== found) continue;
    const taken = Math.min(wanted, entry.left);
    entry.left -= taken;
    wanted -= taken;
  }
  return found;
}

/** An invoice may name a product on several lines. */
function leftOn(sold: readonly Sold[], invoice: string): number {
  return sold.reduce((sum, entry) => (entry.invoice === invoice ? sum + entry.left : sum), 0);
}
