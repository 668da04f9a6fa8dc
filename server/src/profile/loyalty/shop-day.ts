import type { Day } from "../../kernel/local-date.ts";

/** What a customer's sales and returns add up to on one date. Sums only, in the brand's minor units, so that sales are added and taken away. */
export interface ShopDay {
  readonly day: Day;
  /** Merchandise of sales placed that day; what an exchange took back is off. */
  readonly value: number;
  /** Of `value`, what came back the same day. */
  readonly sameDayBack: number;
  /** Of what was sold that day, what came back whenever. */
  readonly back: number;
  /** Sold, before returns. */
  readonly sold: number;
  readonly discount: number;
  /** Booked that day: sales placed, less what came back on it. */
  readonly net: number;
  /** Of `net`, what was not in a store; a return is taken off where its sale was. */
  readonly online: number;
  /** Sales of which something was kept. */
  readonly count: number;
  /** Channel → purchases: sales worth something on their day. */
  readonly channels: Readonly<Record<string, number>>;
  /** Store → purchases in it. */
  readonly stores: Readonly<Record<string, number>>;
  /** Level-1 category → pieces and value booked that day. Pieces are thousandths. */
  readonly categories: Readonly<Record<string, readonly [pieces: number, net: number]>>;
}

/** A date on which something was bought and not brought back the same day. */
export function isShop(day: ShopDay): boolean {
  return day.value - day.sameDayBack > 0;
}

/** A shop of which something was kept until now. */
export function isKeptShop(day: ShopDay): boolean {
  return isShop(day) && day.value - day.back > 0;
}

const sums = ["value", "sameDayBack", "back", "sold", "discount", "net", "online", "count"] as const;
type Sum = (typeof sums)[number];

type Tally = Record<string, number>;

/** A date that is being added up. */
export interface OpenDay extends Record<Sum, number> {
  readonly day: Day;
  channels: Tally;
  stores: Tally;
  categories: Record<string, readonly [number, number]>;
}

/** Days that are being added up. */
export class DayBook {
  readonly #days = new Map<Day, OpenDay>();

  at(day: Day): OpenDay {
    let open = this.#days.get(day);
    if (open === undefined) {
      open = {
        day,
        value: 0,
        sameDayBack: 0,
        back: 0,
        sold: 0,
        discount: 0,
        net: 0,
        online: 0,
        count: 0,
        channels: {},
        stores: {},
        categories: {},
      };
      this.#days.set(day, open);
    }
    return open;
  }

  addDay(day: ShopDay, sign: 1 | -1): void {
    const open = this.at(day.day);
    for (const sum of sums) open[sum] += sign * day[sum];
    for (const channel of Object.keys(day.channels))
      tally(open.channels, channel, sign * (day.channels[channel] ?? 0));
    for (const store of Object.keys(day.stores)) tally(open.stores, store, sign * (day.stores[store] ?? 0));
    for (const category of Object.keys(day.categories)) {
      const [pieces, net] = day.categories[category] ?? [0, 0];
      addCategory(open, category, sign * pieces, sign * net);
    }
  }

  /** In order of date; days and members that add up to nothing are left out. Nothing is added afterwards. */
  close(): readonly ShopDay[] {
    const days: ShopDay[] = [];
    for (const open of this.#days.values()) {
      open.channels = inOrder(open.channels, isTimes);
      open.stores = inOrder(open.stores, isTimes);
      open.categories = inOrder(open.categories, isPieces);
      if (!isEmpty(open)) days.push(open);
    }
    return days.length < 2 ? days : days.sort((a, b) => a.day - b.day);
  }
}

export function addPurchase(open: OpenDay, channel: string, store: string | undefined): void {
  tally(open.channels, channel, 1);
  if (store !== undefined) tally(open.stores, store, 1);
}

export function addCategory(open: OpenDay, category: string, pieces: number, net: number): void {
  const known = open.categories[category];
  open.categories[category] = known === undefined ? [pieces, net] : [known[0] + pieces, known[1] + net];
}

function tally(counts: Tally, key: string, times: number): void {
  counts[key] = (counts[key] ?? 0) + times;
}

const isTimes = (times: number): boolean => times !== 0;
const isPieces = ([pieces, net]: readonly [number, number]): boolean => pieces !== 0 || net !== 0;

/** The same sums are the same text, whatever was added first. Most have one member, which stays as it is. */
function inOrder<T>(of: Record<string, T>, keeps: (value: T) => boolean): Record<string, T> {
  let before = "";
  let isTidy = true;
  for (const key in of) {
    const value = of[key];
    if (key < before || value === undefined || !keeps(value)) isTidy = false;
    before = key;
  }
  if (isTidy) return of;
  return Object.fromEntries(
    Object.entries(of)
      .filter(([, value]) => keeps(value))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function isEmpty(day: ShopDay): boolean {
  for (const sum of sums) if (day[sum] !== 0) return false;
  for (const _channel in day.channels) return false;
  for (const _category in day.categories) return false;
  return true;
}
