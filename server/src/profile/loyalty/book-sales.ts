import type { Day } from "../../kernel/local-date.ts";
import { type Attachment, attachReturns, isLinked, type LooseReturn } from "./attach-returns.ts";
import type { LoyaltyRules } from "./rules.ts";
import { DayBook, type ShopDay } from "./shop-day.ts";
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
  const backs = Map.groupBy(attached, ({ origin }) => origin);
  for (const sale of known) bookSale(desk, sale, backs.get(sale) ?? []);
  for (const one of attached) bookLoose(desk, one);
  return {
    days: desk.book.close(),
    held: held.map(({ key }) => key).sort(),
    looseUpTo: attached.at(-1)?.loose.at ?? 0,
    inferred: attached.filter(({ origin }) => origin !== undefined),
  };
}

interface Desk {
  readonly book: DayBook;
  readonly rules: LoyaltyRules;
  readonly asOfMs: number;
}

/** `backs`: loose returns that were put to this sale. */
function bookSale(desk: Desk, sale: SoldSale, backs: readonly Attachment[]): void {
  const convert = converterOf(sale, desk.rules) ?? ((minor: number) => minor);
  const day = dateOf(sale, sale.placedAt, desk.rules);
  const value = bookLines(desk, sale, day, convert);
  let { back, sameDay } = bookReturns(desk, sale, day, convert);
  for (const { loose } of backs) {
    const amount = worthOf(loose, sale, desk.rules);
    back += amount;
    if (!loose.isExchange && dateOf(loose.carrier, loose.at, desk.rules) === day) sameDay += amount;
  }
  desk.book.add(day, "back", back);
  desk.book.add(day, "sameDayBack", sameDay);
  if (value - back > 0) desk.book.add(day, "count", 1);
  if (value - sameDay > 0)
    desk.book.addPurchase(day, sale.channel, sale.channel === "store" ? sale.storeKey : undefined, 1);
}

/** Merchandise of the sale; what an exchange took back is booked apart. Gives its value, that off. */
function bookLines(desk: Desk, sale: SoldSale, day: Day, convert: (minor: number) => number): number {
  const { book, rules } = desk;
  let value = 0;
  for (const line of sale.lines) {
    if (line.kind !== "merchandise") continue;
    const net = convert(line.netMinor);
    value += net;
    if (line.quantity < 0) continue;
    book.add(day, "sold", net);
    book.add(day, "discount", convert(line.discountMinor));
    bookNet(desk, day, sale, net);
    const category = line.productKey === undefined ? undefined : rules.product(line.productKey)?.category;
    if (category !== undefined) book.addCategory(day, category, thousandths(line.quantity), net);
  }
  book.add(day, "value", value);
  return value;
}

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
    bookNet(desk, on, sale, -amount);
    bookPieces(desk, on, one.productKey, one.quantity, amount);
  }
  return { back, sameDay };
}

/** Taken off on its own day, on the channel of the sale that it was put to. */
function bookLoose(desk: Desk, { loose, origin }: Attachment): void {
  const of = origin ?? loose.carrier;
  const amount = worthOf(loose, of, desk.rules);
  const on = dateOf(loose.carrier, loose.at, desk.rules);
  bookNet(desk, on, of, -amount);
  bookPieces(desk, on, loose.productKey, loose.quantity, amount);
}

function bookPieces(
  { book, rules }: Desk,
  day: Day,
  productKey: string | undefined,
  quantity: number,
  amount: number,
): void {
  const category = productKey === undefined ? undefined : rules.product(productKey)?.category;
  if (category !== undefined) book.addCategory(day, category, -thousandths(quantity), -amount);
}

function bookNet({ book }: Desk, day: Day, sale: SoldSale, amount: number): void {
  book.add(day, "net", amount);
  if (isOnline(sale.channel)) book.add(day, "online", amount);
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
