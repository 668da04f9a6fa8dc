import { type Calendar, createCalendar } from "./calendar.ts";

/** How numbers, money and instants are written: by the reader's locale, in the brand's zone. */
export interface Formats extends Instants {
  number(value: number): string;
  /** A share from 0 to 1 as per cent. */
  percent(share: number): string;
  /** Minor units of an ISO 4217 currency. */
  money(minor: number, currency: string): string;
  /** Without the small change: for sums, and for axes. */
  wholeMoney(minor: number, currency: string): string;
  list(parts: readonly string[]): string;
}

interface Instants {
  /** 14:10 */
  time(iso: string): string;
  /** 14:10:07 */
  clock(iso: string): string;
  /** 12 November 2026 at 14:10:07 GMT: nothing left out. */
  exact(iso: string): string;
  /** 12 Nov, with the year when it is another one: for the ticks of an axis. */
  date(iso: string, nowMs: number): string;
  /** Nov; of another year Nov 2025. */
  month(iso: string, nowMs: number): string;
  /** Today, Yesterday, Thursday 12 November, with the year when it is another one. */
  day(iso: string, nowMs: number): string;
  /** The shortest that cannot be misread: 5 min ago, 14:10, yesterday 14:10, 12 Nov, 12 Nov 2025. */
  short(iso: string, nowMs: number): string;
  /** As short, but never "ago": for after "since" and "from". */
  point(iso: string, nowMs: number): string;
  /** For what lies ahead: 14:10, tomorrow 14:10, Thursday 14:10, 12 Nov 14:10. */
  ahead(iso: string, nowMs: number): string;
  /** 2026-11-12 in the brand's zone: what makes two instants the same day. */
  dayKey(ms: number): string;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

/** English words with a reader's own English habits; another catalogue brings its own language here. */
export function chooseLocale(wanted: readonly string[], language: string): string {
  return wanted.find((locale) => locale.split("-")[0] === language) ?? "en-GB";
}

export function createFormats(locale: string, timeZone: string): Formats {
  const numbers = new Intl.NumberFormat(locale);
  const percents = new Intl.NumberFormat(locale, { style: "percent", maximumSignificantDigits: 2 });
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  const moneys = new Map<string, Intl.NumberFormat>();
  const moneyOf = (currency: string): Intl.NumberFormat => {
    const format = moneys.get(currency) ?? new Intl.NumberFormat(locale, { style: "currency", currency });
    moneys.set(currency, format);
    return format;
  };
  const majorOf = (minor: number, currency: string): number =>
    minor / 10 ** (moneyOf(currency).resolvedOptions().maximumFractionDigits ?? 2);
  return {
    number: (value) => numbers.format(value),
    percent: (share) => percents.format(share),
    money: (minor, currency) => moneyOf(currency).format(majorOf(minor, currency)),
    wholeMoney: (minor, currency) =>
      new Intl.NumberFormat(locale, { style: "currency", currency, maximumFractionDigits: 0 }).format(
        majorOf(minor, currency),
      ),
    list: (parts) => lists.format(parts),
    ...createInstants(locale, createCalendar(locale, timeZone)),
  };
}

function createInstants(locale: string, calendar: Calendar): Instants {
  const { at } = calendar;
  const minutes = new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" });
  const days = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  const pointOf = (ms: number, nowMs: number): string => {
    const away = calendar.daysAway(ms, nowMs);
    if (away === 0) return at.time.format(ms);
    if (away === -1) return `${days.format(-1, "day")} ${at.time.format(ms)}`;
    return calendar.shortDay(ms, nowMs);
  };
  return {
    time: (iso) => at.time.format(Date.parse(iso)),
    clock: (iso) => at.clock.format(Date.parse(iso)),
    exact: (iso) => at.exact.format(Date.parse(iso)),
    month: (iso, nowMs) => calendar.month(Date.parse(iso), nowMs),
    dayKey: calendar.dayKey,
    date: (iso, nowMs) => calendar.shortDay(Date.parse(iso), nowMs),
    day: (iso, nowMs) => {
      const ms = Date.parse(iso);
      const away = calendar.daysAway(ms, nowMs);
      return away === 0 || away === -1 ? capitalised(days.format(away, "day")) : calendar.longDay(ms, nowMs);
    },
    point: (iso, nowMs) => pointOf(Date.parse(iso), nowMs),
    short: (iso, nowMs) => {
      const ms = Date.parse(iso);
      const ago = nowMs - ms;
      if (ago >= 0 && ago < minuteMs) return days.format(0, "second");
      if (ago >= 0 && ago < hourMs) return minutes.format(-Math.floor(ago / minuteMs), "minute");
      return pointOf(ms, nowMs);
    },
    ahead: (iso, nowMs) => {
      const ms = Date.parse(iso);
      const away = calendar.daysAway(ms, nowMs);
      const time = at.time.format(ms);
      if (away === 0) return time;
      if (away === 1) return `${days.format(1, "day")} ${time}`;
      if (away > 1 && away < 7) return `${at.weekday.format(ms)} ${time}`;
      return `${calendar.shortDay(ms, nowMs)} ${time}`;
    },
  };
}

function capitalised(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
