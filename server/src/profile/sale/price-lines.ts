import type { LineKind } from "@attune/contract";
import { allocate, lineMinor, toMinor } from "../../kernel/money.ts";
import { countsAsNet } from "./sale.ts";
import type { Fact, SaleState, StatedLine } from "./sale-state.ts";

/** A line of the sale in minor units, before returns. */
export interface PricedLine {
  readonly kind: LineKind;
  readonly product: string | undefined;
  readonly name: string | undefined;
  readonly quantity: number;
  readonly netMinor: number;
  readonly discountMinor: number;
}

/**
 * What was sold, in minor units: the lines as stated, with the order's discount spread over them and its shipping as a
 * line; else one line of unnamed merchandise worth the order's subtotal, else revenue, else total without tax and shipping.
 */
export function priceLines(state: SaleState, currency: string): readonly PricedLine[] {
  const amount = (fact: Fact): number | undefined => toMinor(state.facts[fact]?.[1], currency);
  const stated = state.lines?.[1] ?? [];
  const goods = stated.some(isPriced)
    ? applyOrderDiscount(
        stated.map((line) => priceLine(line, currency)),
        amount,
      )
    : valueUnpriced(stated, amount);
  const shipping = amount("shipping") ?? 0;
  if (shipping === 0 || goods.some((line) => line.kind === "shipping")) return goods;
  return [...goods, { ...unnamed("shipping"), netMinor: shipping }];
}

type AmountOf = (fact: Fact) => number | undefined;

function unnamed(kind: LineKind): PricedLine {
  return { kind, product: undefined, name: undefined, quantity: 1, netMinor: 0, discountMinor: 0 };
}

function isPriced(line: StatedLine): boolean {
  return line.price !== undefined || line.net !== undefined;
}

/** Discount and contained tax make a line smaller, whichever its sign. */
export function priceLine(line: StatedLine, currency: string): PricedLine {
  const gross = lineMinor(line.price, line.quantity, currency) ?? 0;
  const direction = gross < 0 ? -1 : 1;
  const discountMinor = Math.abs(toMinor(line.discount, currency) ?? 0);
  const tax = Math.abs(toMinor(line.tax, currency) ?? 0);
  const net = toMinor(line.net, currency) ?? gross - direction * (discountMinor + tax);
  return {
    kind: line.kind,
    product: line.product,
    name: line.name,
    quantity: line.quantity,
    netMinor: net,
    discountMinor,
  };
}

/**
 * `discount` of the order is the total discount: what the lines do not carry yet is spread over the merchandise. A
 * subtotal equal to the sum of the lines says that the prices are already reduced.
 */
function applyOrderDiscount(lines: readonly PricedLine[], amount: AmountOf): readonly PricedLine[] {
  const stated = Math.abs(amount("discount") ?? 0);
  const onLines = lines.reduce((sum, line) => sum + line.discountMinor, 0);
  const isOwnLine = lines.some((line) => line.kind === "discount");
  if (stated <= onLines || isOwnLine || amount("subtotal") === sumNet(lines)) return lines;
  const weights = lines.map((line) => (line.kind === "merchandise" ? Math.max(0, line.netMinor) : 0));
  const worth = weights.reduce((sum, weight) => sum + weight, 0);
  if (worth === 0) return lines;
  const shares = allocate(Math.min(stated - onLines, worth), weights);
  return lines.map((line, at) => ({
    ...line,
    netMinor: line.netMinor - (shares[at] ?? 0),
    discountMinor: line.discountMinor + (shares[at] ?? 0),
  }));
}

function sumNet(lines: readonly PricedLine[]): number {
  return lines.reduce((sum, line) => sum + (countsAsNet(line.kind) ? line.netMinor : 0), 0);
}

/** Products without prices share the value of the order by quantity; without products it is one line. */
function valueUnpriced(stated: readonly StatedLine[], amount: AmountOf): readonly PricedLine[] {
  const value = amount("subtotal") ?? amount("revenue") ?? bareTotal(amount);
  if (stated.length === 0) return value === undefined ? [] : [{ ...unnamed("merchandise"), netMinor: value }];
  const weights = stated.map((line) =>
    line.kind === "merchandise" ? Math.max(0, Math.round(line.quantity * 1000)) : 0,
  );
  const shares = weights.some((weight) => weight > 0) ? allocate(value ?? 0, weights) : [];
  return stated.map((line, at) => ({
    kind: line.kind,
    product: line.product,
    name: line.name,
    quantity: line.quantity,
    netMinor: shares[at] ?? 0,
    discountMinor: 0,
  }));
}

function bareTotal(amount: AmountOf): number | undefined {
  const total = amount("total");
  return total === undefined ? undefined : total - (amount("shipping") ?? 0) - (amount("tax") ?? 0);
}
