import { expect, test } from "vitest";
import { timeTicks } from "./time-ticks.ts";

const dayMs = 86_400_000;
const from = Date.parse("2026-03-02T12:00:00Z");
const every = (gapMs: number, count: number): number[] =>
  Array.from({ length: count }, (_, at) => from + at * gapMs);
const days = (at: readonly number[]): number[] => at.map((one) => (one - from) / dayMs);

test("twelve weeks are named every second or fourth week, each by the day on which it begins", () => {
  expect(timeTicks(every(7 * dayMs, 12), 6)).toMatchObject({ as: "date" });
  expect(days(timeTicks(every(7 * dayMs, 12), 6).at)).toEqual([0, 14, 28, 42, 56, 70]);
  expect(days(timeTicks(every(7 * dayMs, 12), 3).at)).toEqual([0, 28, 56]);
});

test("thirty days are named week by week, a year of days every eight weeks, months by their names", () => {
  expect(days(timeTicks(every(dayMs, 30), 6).at)).toEqual([0, 7, 14, 21, 28]);
  expect(days(timeTicks(every(dayMs, 365), 7).at)).toEqual([0, 56, 112, 168, 224, 280, 336]);
  expect(timeTicks(every(30.4 * dayMs, 12), 6)).toMatchObject({ as: "month" });
  expect(timeTicks(every(30.4 * dayMs, 12), 6).at).toHaveLength(6);
});

test("hours are named by the clock within a day and by the date beyond; few points are all named", () => {
  expect(timeTicks(every(dayMs / 24, 24), 6)).toMatchObject({ as: "time" });
  expect(timeTicks(every(dayMs / 24, 168), 7)).toMatchObject({ as: "date" });
  expect(timeTicks([from], 6)).toEqual({ at: [from], as: "date" });
  expect(timeTicks([], 6).at).toEqual([]);
});
