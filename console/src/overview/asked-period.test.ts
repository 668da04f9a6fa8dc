import { expect, test } from "vitest";
import { askedPeriod } from "./asked-period.ts";

test.each([
  ["7d", "2026-11-16", "day"],
  ["90d", "2026-08-25", "week"],
  ["1y", "2025-11-23", "month"],
] as const)("%s ends with today and is as many days long", (period, from, step) => {
  expect(askedPeriod(period, "2026-11-22", undefined)).toEqual({ from, until: "2026-11-23", step });
});

test("a segment goes with it", () => {
  expect(askedPeriod("7d", "2026-11-22", "best")).toMatchObject({ segment: "best" });
});
