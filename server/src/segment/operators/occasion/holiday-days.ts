import type { DayRule } from "./holiday-rules.ts";

const dayMs = 86_400_000;

/** The day on which a holiday falls in a year, counted from 1970-01-01. */
export function dayOfRule(rule: DayRule, year: number): number {
  switch (rule.by) {
    case "date":
      return civilDay(year, rule.month, rule.day);
    case "easter":
      return easterDay(year) + rule.days;
    case "weekday":
      return nthWeekday(year, rule.month, rule.nth, rule.weekday) + rule.days;
    case "lastSundayOfMayButPentecost": {
      const sunday = nthWeekday(year, 5, -1, 0);
      return sunday === easterDay(year) + 49 ? sunday + 7 : sunday;
    }
  }
}

/** `month` from 1. */
export function civilDay(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / dayMs;
}

/** 0 is Sunday; 1970-01-01 was a Thursday. */
function weekdayOf(day: number): number {
  return (((day + 4) % 7) + 7) % 7;
}

function nthWeekday(year: number, month: number, nth: number, weekday: number): number {
  if (nth < 0) {
    const end = civilDay(year, month + 1, 1) - 1;
    return end - ((weekdayOf(end) - weekday + 7) % 7) + 7 * (nth + 1);
  }
  const first = civilDay(year, month, 1);
  return first + ((weekday - weekdayOf(first) + 7) % 7) + 7 * (nth - 1);
}

/** Western Easter: the Sunday after the full moon of the church's reckoning that follows 21 March (Gauss, as Lichtenberg put it right). */
function easterDay(year: number): number {
  const century = Math.floor(year / 100);
  const moonShift = 15 + Math.floor((3 * century + 3) / 4) - Math.floor((8 * century + 13) / 25);
  const sunShift = 2 - Math.floor((3 * century + 3) / 4);
  const cycle = year % 19;
  const seed = (19 * cycle + moonShift) % 30;
  const correction = Math.floor((seed + Math.floor(cycle / 11)) / 29);
  const fullMoon = 21 + seed - correction; // in March
  const firstSunday = 7 - ((year + Math.floor(year / 4) + sunShift) % 7);
  const days = fullMoon + 7 - ((fullMoon - firstSunday) % 7);
  return civilDay(year, 3, 1) + days - 1;
}
