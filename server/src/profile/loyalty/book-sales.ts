import type { Day } from "../../kernel/local-date.ts";
import { type Attachment, attachReturns, isLinked, type LooseReturn } from "./attach-returns.ts";
import type { LoyaltyRules } from "./rules.ts";
import { addCategory, addPurchase, DayBook, type OpenDay, type ShopDay } from "./shop-day.ts";
import { converterOf, counts, dateOf, type SoldSale } from "./sold-sale.ts";

export interface BookedSales {
  readonly days: readonly ShopDay[];
  /** Sales in a currency whose rate of that day nobody has said. */
  readonly held: readonly string[];
  /** When the latest loose return came back: what is sold after it cannot be what came back. 0 when there is none. */
  readonly looseUpTo: number;
  readonly inferred: readonly Attachment[];
}

/** A customer's sales by date, as known at a moment: what came back later is still with the customer. */
export function bookSales(sales: readonly SoldSale[], rules: LoyaltyRules, asOfMs: number): BookedSales {
  const counted = sales.filter((sale) => counts(sale, rules) && sale.placedAt <= asOfMs);
  const held = counted.filter((sale) => converterOf(sale, rules) === undefined);
  const known = held.length === 0 ? counted : counted.filter((sale) => !held.includes(sale));
  const attached = attachReturns(known, asOfMs);
  const desk = { book: new DayBook(), rules, asOfMs };
  const backs = attached.length === 0 ? undefined : Map.groupBy(attached, ({ origin }) => origin);
  for (const sale of known) bookSale(desk, sale, backs?.get(sale) ?? none);
  for (const one of attached) bookLoose(desk, one);
  return {
    days: desk.book.close(),
    held: held.map(({ key }) => key).sort(),
    looseUpTo: attached.at(-1)?.loose.at ?? 0,
    inferred: attached.filter(({ origin }) => origin !== undefined),
  };
}

const none: readonly Attachment[] = [];

interface Desk {
  readonly book: DayBook;
  readonly rules: LoyaltyRules;
  readonly asOfMs: number;
}

/** `backs`: loose returns that were put to this sale. */
function bookSale(desk: Desk, sale: SoldSale, backs: readonly Attachment[]): void {
  const convert = converterOf(sale, desk.rules) ?? ((minor: number) => minor);
  const day = dateOf(sale, sale.placedAt, desk.rules);
  const open = desk.book.at(day);
  const value = bookLines(desk, sale, open, convert);
  let { back, sameDay } = sale.returns.length === 0 ? nothingBack : bookReturns(desk, sale, day, convert);
  for (const { loose } of backs) {
    const amount = worthOf(loose, sale, desk.rules);
    back += amount;
    if (!loose.isExchange && dateOf(loose.carrier, loose.at, desk.rules) === day) sameDay += amount;
  }
  open.back += back;
  open.sameDayBack += sameDay;
  if (value - back > 0) open.count += 1;
  if (value - sameDay > 0)
    addPurchase(open, sale.channel, sale.channel === "store" ? sale.storeKey : undefined);
}

/** Merchandise of the sale; what an exchange took back is booked apart. Gives its value, that off. */
function bookLines(
  { rules }: Desk,
  sale: SoldSale,
  open: OpenDay,
  convert: (minor: number) => number,
): number {
  let value = 0;
  for (const line of sale.lines) {
    if (line.kind !== "merchandise") continue;
    const net = convert(line.netMinor);
    value += net;
    if (line.quantity < 0) continue;
    open.sold += net;
    open.discount += convert(line.discountMinor);
    bookNet(open, sale, net);
    const category = line.productKey === undefined ? undefined : rules.product(line.productKey)?.category;
    if (category !== undefined) addCategory(open, category, thousandths(line.quantity), net);
  }
  open.value += value;
  return value;
}

const nothingBack = { back: 0, sameDay: 0 };

function bookReturns(
  desk: Desk,
  sale: SoldSale,
  day: Day,
  convert: (minor: number) => number,
): { readonly back: number; readonly sameDay: number } {
  let [back, sameDay] = [0, 0];
  for (const one of sale.returns) {
    if (one.kind !== "merchandise" || one.returnedAt > desk.asOfMs || !isLinked(sale, one)) continue;
    const amount = convert(one.netMinor);
    const on = dateOf(sale, one.returnedAt, desk.rules);
    back += amount;
    if (on === day) sameDay += amount;
    const open = desk.book.at(on);
    bookNet(open, sale, -amount);
    bookPieces(desk, open, one.productKey, one.quantity, amount);
  }
  return { back, sameDay };
}

/** Taken off on its own day, on the channel of the sale that it was put to. */
function bookLoose(desk: Desk, { loose, origin }: Attachment): void {
  const of = origin ?? loose.carrier;
  const amount = worthOf(loose, of, desk.rules);
  const on = dateOf(loose.carrier, loose.at, desk.rules);
  const open = desk.book.at(on);
  bookNet(open, of, -amount);
  bookPieces(desk, open, loose.productKey, loose.quantity, amount);
}

function bookPieces(
  { rules }: Desk,
  open: OpenDay,
  productKey: string | undefined,
  quantity: number,
  amount: number,
): void {
  const category = productKey === undefined ? undefined : rules.product(productKey)?.category;
  if (category !== undefined) addCategory(open, category, -thousandths(quantity), -amount);
}

function bookNet(open: OpenDay, sale: SoldSale, amount: number): void {
  open.net += amount;
  if (isOnline(sale.channel)) open.online += amount;
}

/** At the rate of the sale it belongs to; an amount in another currency at that of its own day. */
function worthOf(loose: LooseReturn, origin: SoldSale, rules: LoyaltyRules): number {
  const sale = loose.carrier.currency === origin.currency ? origin : loose.carrier;
  return (converterOf(sale, rules) ?? ((minor: number) => minor))(loose.netMinor);
}

/** Everything that is not in a store. */
export function isOnline(channel: string): boolean {
  return channel !== "store";
}

function thousandths(quantity: number): number {
  return Math.round(quantity * 1000);
}
