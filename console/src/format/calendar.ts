/** Days of a zone, and how a locale writes them. */
export interface Calendar {
  readonly at: Readonly<Record<"time" | "clock" | "exact" | "weekday", Intl.DateTimeFormat>>;
  dayKey(ms: number): string;
  /** Whole days of the zone from now: −1 is yesterday, whatever the hours. */
  daysAway(ms: number, nowMs: number): number;
  longDay(ms: number, nowMs: number): string;
  shortDay(ms: number, nowMs: number): string;
  month(ms: number, nowMs: number): string;
}

const dayMs = 86_400_000;

export function createCalendar(locale: string, timeZone: string): Calendar {
  const dates = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
    new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const key = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  const longDay = dates({ weekday: "long", day: "numeric", month: "long" });
  const longDayYear = dates({ weekday: "long", day: "numeric", month: "long", year: "numeric" });
  const shortDay = dates({ day: "numeric", month: "short" });
  const shortDayYear = dates({ day: "numeric", month: "short", year: "numeric" });
  const month = dates({ month: "short" });
  const monthYear = dates({ month: "short", year: "numeric" });
  const dayKey = (ms: number): string => key.format(ms);
  const isSameYear = (ms: number, nowMs: number): boolean =>
    dayKey(ms).slice(0, 4) === dayKey(nowMs).slice(0, 4);
  return {
    at: {
      time: dates({ hour: "2-digit", minute: "2-digit", hourCycle: "h23" }),
      clock: dates({ hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" }),
      exact: dates({ dateStyle: "long", timeStyle: "long" }),
      weekday: dates({ weekday: "long" }),
    },
    dayKey,
    daysAway: (ms, nowMs) => Math.round((Date.parse(dayKey(ms)) - Date.parse(dayKey(nowMs))) / dayMs),
    longDay: (ms, nowMs) => (isSameYear(ms, nowMs) ? longDay : longDayYear).format(ms),
    month: (ms, nowMs) => (isSameYear(ms, nowMs) ? month : monthYear).format(ms),
    shortDay: (ms, nowMs) => (isSameYear(ms, nowMs) ? shortDay : shortDayYear).format(ms),
  };
}
