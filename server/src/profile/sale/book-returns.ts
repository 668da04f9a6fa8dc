import { allocate, shareOf, toMinor } from "../../kernel/money.ts";
import { type PricedLine, priceLine } from "./price-lines.ts";
import { countsAsNet, type SaleReturn } from "./sale.ts";
import type { StatedLine, StatedReturn } from "./sale-state.ts";

/** How much of one line has come back. Quantities are thousandths while counting. */
interface LineAccount {
  readonly line: PricedLine;
  readonly sold: number;
  back: number;
  backMinor: number;
}

export interface Booked {
  readonly accounts: readonly {
    readonly line: PricedLine;
    readonly returnedQuantity: number;
    readonly returnedMinor: number;
  }[];
  readonly returns: readonly SaleReturn[];
}

interface Book {
  readonly currency: string;
  /** What the customer paid with tax and shipping, to tell the goods' share of a refunded amount. */
  readonly totalMinor: number;
  readonly accounts: readonly LineAccount[];
  readonly returns: SaleReturn[];
}

/**
 * Books what came back on what was sold, in order of time. A returned piece is worth what was paid for it; no more pieces
 * come back than were sold. What matches no line counts at the value that the return states.
 */
export function bookReturns(
  lines: readonly PricedLine[],
  returns: readonly StatedReturn[],
  currency: string,
  totalMinor: number | undefined,
): Booked {
  const accounts = lines.map((line) => ({ line, sold: thousandths(line.quantity), back: 0, backMinor: 0 }));
  const book: Book = { currency, totalMinor: totalMinor ?? 0, accounts, returns: [] };
  for (const entry of returns) bookReturn(book, entry);
  return {
    accounts: accounts.map(({ line, back, backMinor }) => ({
      line,
      returnedQuantity: back / 1000,
      returnedMinor: backMinor,
    })),
    returns: book.returns,
  };
}

function bookReturn(book: Book, entry: StatedReturn): void {
  const at = entry.stamp[1];
  if (entry.lines !== undefined) {
    for (const line of entry.lines) bookLine(book, line, at);
    return;
  }
  // An amount in another currency than the order's cannot be booked on it.
  const isForeign = entry.currency !== undefined && entry.currency !== book.currency;
  const net = isForeign ? undefined : toMinor(entry.net, book.currency);
  const gross = isForeign ? undefined : toMinor(entry.gross, book.currency);
  if (net !== undefined) bookAmount(book, Math.abs(net), at, (line) => countsAsNet(line.kind));
  else if (gross !== undefined) bookGross(book, Math.abs(gross), at);
  else if (!isForeign) for (const account of book.accounts) takeBack(book, account, leftOf(account), at);
}

function bookLine(book: Book, stated: StatedLine, at: number): void {
  const matches = book.accounts.filter(
    ({ line, sold }) => sold > 0 && line.kind === stated.kind && line.product === stated.product,
  );
  if (matches.length === 0) {
    bookUnmatched(book, stated, at);
    return;
  }
  let wanted = thousandths(stated.quantity);
  const worth = toMinor(stated.net, book.currency);
  for (const account of matches) {
    const taken = Math.min(wanted, leftOf(account));
    if (taken <= 0) continue;
    takeBack(
      book,
      account,
      taken,
      at,
      worth === undefined ? undefined : shareOf(Math.abs(worth), taken, thousandths(stated.quantity)),
    );
    wanted -= taken;
  }
}

function bookUnmatched(book: Book, stated: StatedLine, at: number): void {
  const { netMinor } = priceLine(stated, book.currency);
  book.returns.push({
    returnedAt: at,
    kind: stated.kind,
    productKey: stated.product,
    quantity: stated.quantity,
    netMinor,
  });
}

/** An amount with tax and shipping: the share of it that the lines have in the total paid. */
function bookGross(book: Book, gross: number, at: number): void {
  const worth = book.accounts.reduce((sum, { line }) => sum + Math.max(0, line.netMinor), 0);
  const paid = Math.max(book.totalMinor, worth);
  bookAmount(book, worth === 0 ? gross : shareOf(Math.min(gross, paid), worth, paid), at, () => true);
}

/** Spreads an amount over what is left of the lines' value; of a sale nobody told, it stands alone. */
function bookAmount(book: Book, amount: number, at: number, counts: (line: PricedLine) => boolean): void {
  const open = book.accounts.filter(({ line }) => counts(line) && line.netMinor > 0);
  if (book.accounts.length === 0) {
    book.returns.push({
      returnedAt: at,
      kind: "merchandise",
      productKey: undefined,
      quantity: 0,
      netMinor: amount,
    });
    return;
  }
  const left = open.map(({ line, backMinor }) => Math.max(0, line.netMinor - backMinor));
  const all = left.reduce((sum, part) => sum + part, 0);
  if (all === 0) return;
  const shares = allocate(Math.min(amount, all), left);
  open.forEach((account, index) => {
    const minor = shares[index] ?? 0;
    const isAll = account.backMinor + minor >= account.line.netMinor;
    takeBack(book, account, isAll ? leftOf(account) : 0, at, minor);
  });
}

/** `minor` when the return states it, else what was paid for the pieces: the last piece takes what is left, to the penny. */
function takeBack(book: Book, account: LineAccount, pieces: number, at: number, minor?: number): void {
  const { line, sold } = account;
  const worth = minor ?? Math.max(0, shareOf(line.netMinor, account.back + pieces, sold) - account.backMinor);
  if (pieces === 0 && worth === 0) return;
  account.back += pieces;
  account.backMinor += worth;
  book.returns.push({
    returnedAt: at,
    kind: line.kind,
    productKey: line.product,
    quantity: pieces / 1000,
    netMinor: worth,
  });
}

function leftOf(account: LineAccount): number {
  return Math.max(0, account.sold - account.back);
}

function thousandths(quantity: number): number {
  return Math.round(quantity * 1000);
}
