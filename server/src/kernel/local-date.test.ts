import { expect, test } from "vitest";
import {
  addMonths,
  type Day,
  firstDayOfMonth,
  formatDay,
  leavesWindowOn,
  localDaysOf,
  monthOf,
  parseDay,
} from "./local-date.ts";

const day = (text: string): Day => parseDay(text) ?? Number.NaN;

test("a late evening in New York is still that day there, though it is the next day in London", () => {
  const at = Date.parse("2026-06-02T03:30:00Z");

  expect(formatDay(localDaysOf("America/New_York").dayOf(at))).toBe("2026-06-01");
  expect(formatDay(localDaysOf("Europe/London").dayOf(at))).toBe("2026-06-02");
});

test("a day of a clock change begins and ends at midnight, whether it has 23 or 25 hours", () => {
  const berlin = localDaysOf("Europe/Berlin");
  const hours = (text: string): number =>
    (berlin.startOf(day(text) + 1) - berlin.startOf(day(text))) / 3_600_000;

  expect([hours("2026-03-29"), hours("2026-10-25"), hours("2026-07-01")]).toEqual([23, 25, 24]);
  expect(new Date(berlin.startOf(day("2026-03-29"))).toISOString()).toBe("2026-03-28T23:00:00.000Z");
});

test("where the clock jumps over midnight the day begins with the jump", () => {
  const beirut = localDaysOf("Asia/Beirut");
  const start = beirut.startOf(day("2026-03-29"));

  expect(new Date(start).toISOString()).toBe("2026-03-28T22:00:00.000Z");
  expect([beirut.dayOf(start - 1), beirut.dayOf(start)]).toEqual([day("2026-03-28"), day("2026-03-29")]);
});

test("months are clamped to the end of a shorter month", () => {
  expect(formatDay(addMonths(day("2026-03-31"), -1))).toBe("2026-02-28");
  expect(formatDay(addMonths(day("2028-03-31"), -1))).toBe("2028-02-29");
  expect(formatDay(addMonths(day("2028-02-29"), -12))).toBe("2027-02-28");
  expect(formatDay(addMonths(day("2026-01-15"), -14))).toBe("2024-11-15");
});

test("what happened on 30 November is three months old when February is over", () => {
  expect(formatDay(leavesWindowOn(day("2026-11-30"), 3))).toBe("2027-03-01");
  expect(formatDay(leavesWindowOn(day("2026-11-28"), 3))).toBe("2027-02-28");
  expect(formatDay(leavesWindowOn(day("2028-02-29"), 12))).toBe("2029-03-01");
  for (let one = day("2027-01-01"); one < day("2029-01-01"); one += 1) {
    const out = leavesWindowOn(one, 12);
    expect(addMonths(out, -12)).toBeGreaterThanOrEqual(one);
    expect(addMonths(out - 1, -12)).toBeLessThan(one);
  }
});

test("months have numbers, and a first day", () => {
  expect(formatDay(firstDayOfMonth(monthOf(day("2026-11-30"))))).toBe("2026-11-01");
  expect(parseDay("2026-02-30")).toBeUndefined();
  expect(parseDay("soon")).toBeUndefined();
  expect(parseDay("2026-02-03T10:00:00Z")).toBe(day("2026-02-03"));
});
