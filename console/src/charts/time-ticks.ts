/** Which moments of a line are named at its axis, and how: every so many points, so that a name always stands below a value. */
export interface TimeTicks {
  /** Epoch milliseconds, in order. */
  readonly at: readonly number[];
  readonly as: "time" | "date" | "month";
}

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Steps in points that people count in: hours of a day, days of weeks, weeks, months of a year. */
const hourSteps = [1, 2, 3, 6, 12, 24, 48, 72, 168];
const daySteps = [1, 2, 7, 14, 28, 56, 91, 182, 364];
const weekSteps = [1, 2, 4, 8, 13, 26, 52];
const monthSteps = [1, 2, 3, 6, 12, 24, 36];

/** `moments` as the points lie, in any order; at most `most` are named. */
export function timeTicks(moments: readonly number[], most: number): TimeTicks {
  const times = [...new Set(moments)].sort((a, b) => a - b);
  const gap = usualGap(times);
  const step = stepOf(times.length, most, stepsFor(gap));
  const at = times.filter((_, place) => place % step === 0);
  return { at, as: nameOf(gap, gap * step) };
}

/** The gap that is most often between two points: one that is missing does not change it. */
function usualGap(times: readonly number[]): number {
  const gaps = times
    .flatMap((time, at) => (at === 0 ? [] : [time - (times[at - 1] ?? time)]))
    .sort((a, b) => a - b);
  return gaps[Math.floor(gaps.length / 2)] ?? dayMs;
}

function stepsFor(gap: number): readonly number[] {
  if (gap < dayMs / 2) return hourSteps;
  if (gap < 5 * dayMs) return daySteps;
  return gap < 20 * dayMs ? weekSteps : monthSteps;
}

function stepOf(points: number, most: number, steps: readonly number[]): number {
  return steps.find((step) => Math.ceil(points / step) <= most) ?? Math.ceil(points / most);
}

function nameOf(gap: number, between: number): TimeTicks["as"] {
  if (gap >= 20 * dayMs) return "month";
  return between < dayMs ? "time" : "date";
}
