import type { OrderLine, OrderRecord } from "@attune/contract";
import { type Invoice, type InvoiceLine, lineMinor } from "./invoices.ts";
import { createLinkReturns, type ReturnPart } from "./link-returns.ts";
import type { TimeShift } from "./time-shift.ts";

/**
 * One order an invoice, one return for each invoice that a cancellation belongs to. The natural key is the number of the
 * invoice; the second and later parts of a cancellation get `-2`, `-3` …
 */
export function* orderRecords(invoices: readonly Invoice[], shift: TimeShift): Generator<OrderRecord> {
  const returns = createLinkReturns();
  for (const invoice of invoices) {
    if (invoice.isCancellation) {
      for (const [at, part] of returns.takeBack(invoice).entries()) yield returnRecord(part, at + 1, shift);
    } else {
      returns.sell(invoice);
      yield saleRecord(invoice, shift);
    }
  }
}

function head(
  invoice: Invoice,
  shift: TimeShift,
): Pick<OrderRecord, "userId" | "placedAt" | "channel" | "currency"> {
  return {
    ...(invoice.customer === undefined ? {} : { userId: invoice.customer }),
    placedAt: new Date(shift.toInstant(invoice.wallAt)).toISOString(),
    channel: "web",
    currency: "GBP",
  };
}

function saleRecord(invoice: Invoice, shift: TimeShift): OrderRecord {
  const lines = invoice.lines.map((line) => ({ ...orderLine(line), quantity: line.quantity }));
  return { orderId: invoice.number, ...head(invoice, shift), type: "sale", lines };
}

/** The amount is stated, since a piece may be taken back at another price than it was sold at. */
function returnRecord(part: ReturnPart, number: number, shift: TimeShift): OrderRecord {
  const { cancellation, returnOf } = part;
  return {
    orderId: number === 1 ? cancellation.number : `${cancellation.number}-${number}`,
    ...head(cancellation, shift),
    type: "return",
    ...(returnOf === undefined ? {} : { returnOf }),
    lines: part.lines.map((line) => ({
      ...orderLine(line),
      quantity: -line.quantity,
      net: pounds(-lineMinor(line)),
    })),
  };
}

function orderLine(line: InvoiceLine): Omit<OrderLine, "quantity"> {
  const { kind, code, description } = line;
  return {
    ...(kind === "merchandise" ? {} : { kind }),
    ...(kind === "merchandise" || kind === "adjustment" ? { productKey: code } : {}),
    ...(description === "" ? {} : { name: description }),
    price: decimal(line.priceThousandths, 3),
  };
}

function pounds(minor: number): string {
  return decimal(minor, 2);
}

/** 2550 thousandths → "2.55". */
function decimal(units: number, places: number): string {
  const digits = String(Math.abs(units)).padStart(places + 1, "0");
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return `${units < 0 ? "-" : ""}${text.replace(/\.?0+$/, "")}`;
}
