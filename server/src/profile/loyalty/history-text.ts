import type { ShopDay } from "./shop-day.ts";
import type { ShopHistory } from "./shop-history.ts";

type DayRow = readonly [
  day: number,
  value: number,
  sameDayBack: number,
  back: number,
  sold: number,
  discount: number,
  net: number,
  online: number,
  count: number,
  channels: ShopDay["channels"],
  stores: ShopDay["stores"],
  categories: ShopDay["categories"],
];

type HistoryRow = Omit<ShopHistory, "days"> & { readonly days: readonly DayRow[] };

/** As it is kept: names of members would be two thirds of the text. */
export function writeHistory(history: ShopHistory): string {
  const row: HistoryRow = { ...history, days: history.days.map(rowOf) };
  return JSON.stringify(row);
}

/** What `writeHistory` wrote. */
export function readHistory(text: string): ShopHistory {
  const row = JSON.parse(text) as HistoryRow; // written by writeHistory only
  return { ...row, days: row.days.map(dayOf) };
}

function rowOf(one: ShopDay): DayRow {
  const { day, value, sameDayBack, back, sold, discount, net, online, count } = one;
  return [
    day,
    value,
    sameDayBack,
    back,
    sold,
    discount,
    net,
    online,
    count,
    one.channels,
    one.stores,
    one.categories,
  ];
}

function dayOf([
  day,
  value,
  sameDayBack,
  back,
  sold,
  discount,
  net,
  online,
  count,
  ...maps
]: DayRow): ShopDay {
  const [channels, stores, categories] = maps;
  return { day, value, sameDayBack, back, sold, discount, net, online, count, channels, stores, categories };
}
