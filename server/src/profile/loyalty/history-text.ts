import type { ShopDay } from "./shop-day.ts";
import type { ShopHistory } from "./shop-history.ts";
import { noTotals } from "./shop-totals.ts";

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

/** As it is kept: names of members would be two thirds of the text. Put together by hand: rows of a day need no list. */
export function writeHistory({ horizon, past, days, looseUpTo, held, sizes }: ShopHistory): string {
  let rows = "";
  for (const day of days) rows += rows === "" ? textOf(day) : `,${textOf(day)}`;
  const told = past === noTotals ? noPast : JSON.stringify(past);
  const rest = `"held":${JSON.stringify(held)},"sizes":${JSON.stringify(sizes)}`;
  return `{"horizon":${horizon},"past":${told},"days":[${rows}],"looseUpTo":${looseUpTo},${rest}}`;
}

const noPast = JSON.stringify(noTotals);

/** What `writeHistory` wrote. */
export function readHistory(text: string): ShopHistory {
  const row = JSON.parse(text) as HistoryRow; // written by writeHistory only
  return { ...row, days: row.days.map(dayOf) };
}

function textOf(one: ShopDay): string {
  const { day, value, sameDayBack, back, sold, discount, net, online, count } = one;
  const maps = `${JSON.stringify(one.channels)},${JSON.stringify(one.stores)},${JSON.stringify(one.categories)}`;
  return `[${day},${value},${sameDayBack},${back},${sold},${discount},${net},${online},${count},${maps}]`;
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
