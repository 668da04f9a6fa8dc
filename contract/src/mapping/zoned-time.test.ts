import { expect, test } from "vitest";
import { createZone } from "./zoned-time.ts";

function inUtc(timeZone: string, wall: string): string {
  return new Date(createZone(timeZone)(Date.parse(`${wall}:00Z`))).toISOString().slice(0, 16);
}

test("a till's wall clock is read in its own zone, summer and winter", () => {
  expect(inUtc("Europe/London", "2026-01-10T09:30")).toBe("2026-01-10T09:30");
  expect(inUtc("Europe/London", "2026-07-10T09:30")).toBe("2026-07-10T08:30");
  expect(inUtc("Asia/Kolkata", "2026-07-10T09:30")).toBe("2026-07-10T04:00");
});

test("an hour that comes twice is the first, one that is left out counts as not put forward yet", () => {
  expect(inUtc("Europe/London", "2026-10-25T01:30")).toBe("2026-10-25T00:30");
  expect(inUtc("Europe/London", "2026-10-25T02:00")).toBe("2026-10-25T02:00");
  expect(inUtc("Europe/London", "2026-03-29T01:30")).toBe("2026-03-29T01:30");
  expect(inUtc("America/New_York", "2026-03-08T02:30")).toBe("2026-03-08T07:30");
  expect(inUtc("America/New_York", "2026-11-01T01:30")).toBe("2026-11-01T05:30");
});
