import { openRows } from "@attune/cli";
import type { LineKind } from "@attune/contract";
import { isUnreadable } from "@attune/contract";
import { lineKindOf } from "./line-kind.ts";
import { samplePath } from "./sample-path.ts";

export interface InvoiceLine {
  readonly code: string;
  readonly description: string;
  readonly kind: LineKind;
  /** Negative in a cancellation. */
  readonly quantity: number;
  /** Of one piece, in thousandths of a pound: four lines of the file cost a tenth of a penny. */
  readonly priceThousandths: number;
}

/** An invoice, or a cancellation (its number starts with C). */
export interface Invoice {
  readonly number: string;
  readonly isCancellation: boolean;
  /** The shop's wall clock (Europe/London) as if it were UTC: that of the first line. */
  readonly wallAt: number;
  readonly customer: string | undefined;
  readonly country: string;
  readonly lines: readonly InvoiceLine[];
}

/** All invoices, in the order of the file, which is that of time. */
export async function readInvoices(path: string = samplePath): Promise<readonly Invoice[]> {
  const invoices = new Map<string, Invoice & { readonly lines: InvoiceLine[] }>();
  for await (const rows of openRows(path).rows) {
    for (const row of rows) {
      if (isUnreadable(row)) throw new Error(`Row ${row.line} of ${path}: ${row.message}`);
      const line = readLine(row.values as unknown as Row); // the columns that make-parquet.ts writes
      const invoice = invoices.get(line.number);
      if (invoice === undefined) invoices.set(line.number, { ...line, lines: [line.line] });
      else invoice.lines.push(line.line);
    }
  }
  return [...invoices.values()];
}

/** Wall clocks of the first and the last invoice. */
export function spanOf(invoices: readonly Invoice[]): readonly [firstWallAt: number, lastWallAt: number] {
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { wallAt } of invoices) {
    first = Math.min(first, wallAt);
    last = Math.max(last, wallAt);
  }
  return [first, last];
}

/** As `openRows` gives the columns. */
interface Row {
  readonly invoice: string;
  readonly stock_code: string;
  readonly description: string;
  readonly quantity: number;
  readonly invoice_at: Date;
  readonly unit_price: string;
  readonly customer: number | null;
  readonly country: string;
}

function readLine(row: Row): Omit<Invoice, "lines"> & { readonly line: InvoiceLine } {
  const priceThousandths = Math.round(Number(row.unit_price) * 1000);
  return {
    number: row.invoice,
    isCancellation: row.invoice.startsWith("C"),
    wallAt: row.invoice_at.getTime(),
    customer: row.customer === null ? undefined : String(row.customer),
    country: row.country,
    line: {
      code: row.stock_code,
      description: row.description,
      kind: lineKindOf(row.stock_code, row.quantity, priceThousandths),
      quantity: row.quantity,
      priceThousandths,
    },
  };
}

/** What a line is worth, rounded to the penny, halves away from zero. */
export function lineMinor(line: InvoiceLine): number {
  const thousandths = line.quantity * line.priceThousandths;
  return Math.sign(thousandths) * Math.round(Math.abs(thousandths) / 10);
}

/** Sum over the lines that count, in pence. */
export function totalMinor(
  invoices: readonly Invoice[],
  counts: (line: InvoiceLine) => boolean = () => true,
): number {
  let total = 0;
  for (const { lines } of invoices) for (const line of lines) if (counts(line)) total += lineMinor(line);
  return total;
}
