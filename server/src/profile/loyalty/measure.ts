import { type LoyaltySettings, shoppingChannels } from "@attune/contract";
import { addMonths, type Day, firstDayOfMonth, leavesWindowOn, monthOf } from "../../kernel/local-date.ts";
import { isOnline } from "./book-sales.ts";
import { isShop, type ShopDay } from "./shop-day.ts";
import type { ShopHistory } from "./shop-history.ts";
import { addDays, mainCategory, medianGap } from "./shop-totals.ts";

/** What the profile says of a customer that loyalty needs. Dates are the brand's. */
export interface LoyalPerson {
  readonly accountType: "consumer" | "trade" | "staff";
  /** Of the account or membership. */
  readonly joinedOn: Day | null;
  readonly firstSeenOn: Day | null;
  /** Channel → date of the last meaningful interaction. */
  readonly engagedOn: Readonly<Record<string, Day>>;
  readonly joinedStore: string | null;
  readonly catchment: string | null;
}

/** The numbers of a customer that need no other customer's. Money in minor units of the brand's currency; null is no data. */
export interface Measures {
  readonly firstShop: Day | null;
  readonly secondShop: Day | null;
  readonly previousShop: Day | null;
  readonly lastShop: Day | null;
  readonly engaged: Day | null;
  readonly joined: Day | null;
  /** Of all gaps, and of those before the last. */
  readonly ownGap: number | null;
  readonly ownGapBefore: number | null;
  readonly mainCategory: string | null;
  readonly shopCountAll: number;
  readonly keptShopCount: number;
  readonly shopCount12m: number;
  readonly lastGapDays: number | null;
  readonly averageGapDays: number | null;
  readonly daysFirstToSecond: number | null;
  readonly categoryBreadth12m: number;
  readonly netSpend12m: number | null;
  readonly netSpendAll: number | null;
  readonly averageTransaction12m: number | null;
  readonly discountShare12m: number | null;
  readonly returnRate12m: number | null;
  readonly daysJoinToFirstShop: number | null;
  readonly purchasedBeforeJoin: boolean;
  readonly activeMonths12m: number;
  /** 1 stores, 2 online, 3 both, 0 none. */
  readonly channelMix: number;
  readonly channelMix12m: number;
  readonly onlineShare12m: number | null;
  readonly channelBreadth12m: number;
  readonly preferredChannel: string | null;
  readonly regularStores: readonly string[];
  /** The first date on which something leaves a window. */
  readonly slidesOn: Day | null;
}

const windowMonths = 12;

export function measure(
  history: ShopHistory,
  person: LoyalPerson,
  today: Day,
  settings: LoyaltySettings,
): Measures {
  const all = addDays(history.past, history.days);
  const from = addMonths(today, -windowMonths);
  const days = history.days.filter((one) => one.day > from);
  const channels = countBy(days, (one) => one.channels);
  const { first, second, previous, last } = all;
  const toFirst = first === null || person.joinedOn === null ? null : first - person.joinedOn;
  return {
    firstShop: first,
    secondShop: second,
    previousShop: previous,
    lastShop: last,
    engaged: lastEngaged(person),
    joined: person.joinedOn,
    ownGap: medianGap(all.gaps),
    ownGapBefore: medianGap(all.gaps, last === null || previous === null ? undefined : last - previous),
    mainCategory: mainCategory(all.categories),
    shopCountAll: all.shops,
    keptShopCount: all.keptShops,
    lastGapDays: between(previous, last),
    averageGapDays:
      first === null || last === null || all.shops < 2 ? null : (last - first) / (all.shops - 1),
    daysFirstToSecond: between(first, second),
    ...moneyOf(days, all.any),
    netSpendAll: all.any ? all.net : null,
    daysJoinToFirstShop: toFirst === null ? null : Math.max(0, toFirst),
    purchasedBeforeJoin: toFirst !== null && toFirst < 0,
    ...monthsOf(days, today),
    categoryBreadth12m: breadthOf(days),
    channelMix: mix(all.inStores, all.online),
    channelMix12m: mix(channels.has("store"), [...channels.keys()].some(isOnline)),
    channelBreadth12m: shoppingChannels.filter(
      (channel) => channels.has(channel) || (person.engagedOn[channel] ?? from) > from,
    ).length,
    preferredChannel: preferred(days, channels),
    regularStores: regularStores(days, settings.regularStore.shops),
    slidesOn: slidesOn(days, person, from),
  };
}

function lastEngaged({ engagedOn }: LoyalPerson): Day | null {
  let last: Day | null = null;
  for (const channel in engagedOn) {
    const day = engagedOn[channel];
    if (day !== undefined && (last === null || day > last)) last = day;
  }
  return last;
}

/** At least a day: two shops are on two dates. */
function between(from: Day | null, until: Day | null): number | null {
  return from === null || until === null ? null : Math.max(1, until - from);
}

type Money = Pick<
  Measures,
  "netSpend12m" | "averageTransaction12m" | "discountShare12m" | "returnRate12m" | "onlineShare12m"
>;

function moneyOf(days: readonly ShopDay[], bought: boolean): Money {
  let net = 0;
  let count = 0;
  let sold = 0;
  let discount = 0;
  let back = 0;
  let online = 0;
  for (const day of days) {
    net += day.net;
    count += day.count;
    sold += day.sold;
    discount += day.discount;
    back += day.back;
    online += day.online;
  }
  return {
    netSpend12m: bought ? net : null,
    averageTransaction12m: count > 0 ? Math.round(net / count) : null,
    discountShare12m: sold + discount > 0 ? discount / (sold + discount) : null,
    returnRate12m: sold > 0 ? back / sold : null,
    onlineShare12m: net > 0 ? online / net : null,
  };
}

/** The last 12 calendar months are this one and the eleven before it. */
function monthsOf(days: readonly ShopDay[], today: Day): Pick<Measures, "shopCount12m" | "activeMonths12m"> {
  const shops = days.filter(isShop);
  const firstMonth = monthOf(today) - windowMonths + 1;
  const months = new Set(shops.map((one) => monthOf(one.day)).filter((month) => month >= firstMonth));
  return { shopCount12m: shops.length, activeMonths12m: months.size };
}

function breadthOf(days: readonly ShopDay[]): number {
  const pieces = new Map<string, number>();
  for (const day of days)
    for (const category in day.categories)
      pieces.set(category, (pieces.get(category) ?? 0) + (day.categories[category]?.[0] ?? 0));
  let breadth = 0;
  for (const count of pieces.values()) if (count > 0) breadth += 1;
  return breadth;
}

function countBy(
  days: readonly ShopDay[],
  of: (day: ShopDay) => Readonly<Record<string, number>>,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const day of days) {
    const told = of(day);
    for (const key in told) counts.set(key, (counts.get(key) ?? 0) + (told[key] ?? 0));
  }
  return counts;
}

function mix(inStores: boolean, online: boolean): number {
  return (inStores ? 1 : 0) + (online ? 2 : 0);
}

/** Most purchases; of equals the one used last, of those still equal the first by name. */
function preferred(days: readonly ShopDay[], channels: ReadonlyMap<string, number>): string | null {
  if (channels.size < 2) return channels.keys().next().value ?? null;
  const lastOn = (channel: string): Day => days.findLast((one) => channel in one.channels)?.day ?? 0;
  const [best] = [...channels].sort(
    ([a, times], [b, others]) => others - times || lastOn(b) - lastOn(a) || (a < b ? -1 : 1),
  );
  return best?.[0] ?? null;
}

/** Most shops first. Two receipts in one store on a day are one visit. */
function regularStores(days: readonly ShopDay[], shops: number): readonly string[] {
  const visits = new Map<string, number>();
  for (const day of days) for (const store in day.stores) visits.set(store, (visits.get(store) ?? 0) + 1);
  if (visits.size === 0) return [];
  return [...visits]
    .filter(([, times]) => times >= shops)
    .sort(([a, times], [b, others]) => others - times || (a < b ? -1 : 1))
    .map(([store]) => store);
}

function slidesOn(days: readonly ShopDay[], person: LoyalPerson, from: Day): Day | null {
  const [oldest] = days;
  let first = Number.MAX_SAFE_INTEGER;
  if (oldest !== undefined) first = leavesWindowOn(oldest.day, windowMonths);
  if (days.some(isShop)) first = Math.min(first, monthSlidesOn(days, from));
  for (const channel in person.engagedOn) {
    const day = person.engagedOn[channel];
    if (day !== undefined && day > from) first = Math.min(first, leavesWindowOn(day, windowMonths));
  }
  return first === Number.MAX_SAFE_INTEGER ? null : first;
}

/** When the oldest month that still counts is no longer one of the last twelve. */
function monthSlidesOn(days: readonly ShopDay[], from: Day): Day {
  const oldest = days.find((one) => isShop(one) && monthOf(one.day) > monthOf(from));
  return oldest === undefined ? Number.MAX_SAFE_INTEGER : firstDayOfMonth(monthOf(oldest.day) + windowMonths);
}
