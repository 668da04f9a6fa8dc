import fc from "fast-check";
import { expect, test } from "vitest";
import { calendarOf } from "./calendar.ts";

const zones = [
  "UTC",
  "Europe/London",
  "America/New_York",
  "Asia/Kathmandu",
  "Australia/Lord_Howe",
  "America/Sao_Paulo",
  "Pacific/Apia",
  "Africa/Casablanca",
  "Asia/Tehran",
  "Europe/Dublin",
] as const;

const at = (text: string): number => Date.parse(text);
const before = (zone: string, now: string, months: number): string =>
  new Date(calendarOf(zone).monthsBefore(at(now), months)).toISOString();

test("a month before is the same wall-clock time, also across a clock change", () => {
  expect(before("Europe/London", "2026-04-15T09:30:00Z", 1)).toBe("2026-03-15T10:30:00.000Z");
  expect(before("America/New_York", "2026-11-20T17:00:00Z", 1)).toBe("2026-10-20T16:00:00.000Z");
  expect(before("UTC", "2026-11-20T17:00:00.123Z", 12)).toBe("2025-11-20T17:00:00.123Z");
});

test("a day the earlier month lacks is the end of its last day", () => {
  expect(before("UTC", "2026-03-28T10:00:00Z", 1)).toBe("2026-02-28T10:00:00.000Z");
  expect(before("UTC", "2026-03-29T10:00:00Z", 1)).toBe("2026-02-28T23:59:59.999Z");
  expect(before("UTC", "2026-03-31T10:00:00Z", 1)).toBe("2026-02-28T23:59:59.999Z");
  expect(before("UTC", "2026-04-01T00:00:00Z", 1)).toBe("2026-03-01T00:00:00.000Z");
  expect(before("UTC", "2028-02-29T10:00:00Z", 12)).toBe("2027-02-28T23:59:59.999Z");
});

test("a wall-clock time that was skipped is the moment of the change, one that came twice the first of the two", () => {
  expect(before("Europe/London", "2026-04-29T00:30:00Z", 1)).toBe("2026-03-29T01:00:00.000Z");
  expect(before("Europe/London", "2026-11-25T01:30:00Z", 1)).toBe("2026-10-25T00:30:00.000Z");
});

test("while an hour repeats itself the window stands still", () => {
  expect(before("Europe/London", "2026-10-25T00:59:59.999Z", 1)).toBe("2026-09-25T00:59:59.999Z");
  expect(before("Europe/London", "2026-10-25T01:30:00Z", 1)).toBe("2026-09-25T00:59:59.999Z");
  expect(before("Europe/London", "2026-10-25T02:00:00Z", 1)).toBe("2026-09-25T01:00:00.000Z");
});

test("what happened on the 30th of January leaves a window of a month when February is over", () => {
  const { leavesAfterMonths } = calendarOf("UTC");
  expect(leavesAfterMonths(at("2026-01-30T10:00:00Z"), 1)).toBe(at("2026-03-01T00:00:00Z"));
  expect(leavesAfterMonths(at("2026-01-28T10:00:00Z"), 1)).toBe(at("2026-02-28T10:00:00Z"));
  expect(leavesAfterMonths(at("2028-02-29T10:00:00Z"), 12)).toBe(at("2029-03-01T00:00:00Z"));
});

/** Instants around clock changes and month ends as well as anywhere. */
const instant = fc.oneof(
  fc.integer({ min: at("1975-01-01T00:00:00Z"), max: at("2095-01-01T00:00:00Z") }),
  fc
    .tuple(
      fc.integer({ min: 2005, max: 2035 }),
      fc.integer({ min: 0, max: 11 }),
      fc.integer({ min: 1, max: 31 }),
      fc.integer({ min: -3 * 3_600_000, max: 30 * 3_600_000 }),
    )
    .map(([year, month, day, ms]) => Date.UTC(year, month, day) + ms),
);
const months = fc.oneof(fc.integer({ min: 1, max: 13 }), fc.integer({ min: 1, max: 120 }));

test("the beginning of a window never moves backwards", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      instant,
      fc.integer({ min: 0, max: 4 * 86_400_000 }),
      months,
      (zone, now, later, count) => {
        const { monthsBefore } = calendarOf(zone);
        expect(monthsBefore(now + later, count)).toBeGreaterThanOrEqual(monthsBefore(now, count));
        expect(monthsBefore(now, count)).toBeLessThan(now);
      },
    ),
    { numRuns: 5_000 },
  );
});

test("an entry leaves at the earliest instant at which the window begins at it or later", () => {
  fc.assert(
    fc.property(fc.constantFrom(...zones), instant, months, (zone, entry, count) => {
      const { monthsBefore, leavesAfterMonths } = calendarOf(zone);
      const leaves = leavesAfterMonths(entry, count);
      expect(monthsBefore(leaves, count)).toBeGreaterThanOrEqual(entry);
      expect(monthsBefore(leaves - 1, count)).toBeLessThan(entry);
    }),
    { numRuns: 5_000 },
  );
});

test("away from month ends and clock changes, months are counted on the calendar of the zone", () => {
  const wall = (zone: string, ms: number): string =>
    new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(ms);
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: 1985, max: 2090 }),
      fc.integer({ min: 0, max: 11 }),
      fc.integer({ min: 5, max: 24 }),
      months,
      (zone, year, month, day, count) => {
        const now = Date.UTC(year, month, day, 12, 34, 56);
        const start = calendarOf(zone).monthsBefore(now, count);
        const [date = "", time = ""] = wall(zone, now).split(" ");
        const [startDate = "", startTime = ""] = wall(zone, start).split(" ");
        expect([startDate.slice(8), startTime]).toEqual([date.slice(8), time]);
        const monthOf = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(monthOf(date) - monthOf(startDate)).toBe(count);
      },
    ),
    { numRuns: 2_000 },
  );
});

test("a day is that of the zone's wall clock, and begins when the clock first shows it", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...zones),
      fc.integer({ min: Date.UTC(1985, 0), max: Date.UTC(2090, 0) }),
      (zone, at) => {
        const calendar = calendarOf(zone);
        const day = calendar.dayOf(at);
        const start = calendar.startOfDay(day);
        const wall = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" });
        expect(start).toBeLessThanOrEqual(at);
        expect(calendar.startOfDay(day + 1)).toBeGreaterThan(at);
        expect(calendar.dayOf(start)).toBe(day);
        expect(calendar.dayOf(start - 1)).toBeLessThan(day);
        // While an hour repeats itself across midnight the day that began stays.
        const shown = Date.parse(`${wall.format(at)}T00:00:00Z`) / 86_400_000;
        expect([day, day - 1]).toContain(shown);
      },
    ),
    { numRuns: 2_000 },
  );
  expect(calendarOf("Europe/London").startOfDay(Date.UTC(2026, 5, 1) / 86_400_000)).toBe(
    Date.UTC(2026, 4, 31, 23),
  );
});

test("a time zone that does not exist is refused", () => {
  expect(() => calendarOf("Europe/Atlantis")).toThrow(RangeError);
});
