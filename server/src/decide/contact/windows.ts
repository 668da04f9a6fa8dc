import { type Cap, parseDuration } from "@attune/contract";
import { type Calendar, calendarOf } from "../../kernel/calendar.ts";
import { type Day, type LocalDays, localDaysOf } from "../../kernel/local-date.ts";

/** Where the windows of caps begin. Times are epoch milliseconds. */
export interface Windows {
  /** What happened later than this counts. `zone`: the customer's; the brand's when it is undefined or unknown. */
  openedAfter(cap: Pick<Cap, "within" | "per">, zone: string | undefined, nowMs: number): number;
  /** The moment a duration ago. */
  ago(duration: string, nowMs: number): number;
}

const dayMs = 86_400_000;
const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: dayMs, w: 7 * dayMs } as const;
/** There are some 400 zones; anything may be written in a trait. */
const mostZones = 1_000;

export function createWindows(brandZone: string): Windows {
  const calendar = calendarOf(brandZone);
  const brandDays = localDaysOf(brandZone);
  const zones = new Map<string, LocalDays>();
  const daysOf = (zone: string | undefined): LocalDays => {
    if (zone === undefined) return brandDays;
    const known = zones.get(zone) ?? readZone(zone) ?? brandDays;
    if (zones.size < mostZones) zones.set(zone, known);
    return known;
  };
  return {
    ago: (duration, nowMs) => ago(calendar, duration, nowMs),
    openedAfter: ({ within, per }, zone, nowMs) => {
      if (within !== undefined) return ago(calendar, within, nowMs);
      if (per === undefined) return Number.NEGATIVE_INFINITY;
      const days = daysOf(zone);
      return days.startOf(firstDayOf(per, days.dayOf(nowMs))) - 1;
    },
  };
}

function readZone(zone: string): LocalDays | undefined {
  try {
    return localDaysOf(zone);
  } catch {
    return undefined; // no zone of this name: what is written in a trait may be anything
  }
}

function ago(calendar: Calendar, duration: string, nowMs: number): number {
  const { count, unit } = parseDuration(duration) ?? { count: 0, unit: "s" };
  if (unit === "mo") return calendar.monthsBefore(nowMs, count);
  if (unit === "y") return calendar.monthsBefore(nowMs, 12 * count);
  return nowMs - count * unitMs[unit];
}

function firstDayOf(per: NonNullable<Cap["per"]>, day: Day): Day {
  const date = new Date(day * dayMs);
  switch (per) {
    case "day":
      return day;
    case "week":
      return day - ((date.getUTCDay() + 6) % 7);
    case "month":
      return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / dayMs;
    case "year":
      return Date.UTC(date.getUTCFullYear(), 0, 1) / dayMs;
  }
}
