import type { MetricOverTime, MetricUnit } from "@attune/contract";
import type { Formats } from "../format/formats.ts";
import { words } from "../words/words.ts";

/** From so many minor units on nobody misses the small change. */
const largeMinor = 100_000;

/** How a number of the catalogue is written. */
export function writeMetric(value: number, unit: MetricUnit, currency: string, formats: Formats): string {
  if (unit === "money")
    return Math.abs(value) < largeMinor && value !== 0
      ? formats.money(value, currency)
      : formats.wholeMoney(value, currency);
  return unit === "share" ? formats.percent(value) : formats.number(value);
}

/** How it stands against the days before: a share for amounts and counts, points for shares; undefined where nothing can be compared. */
export function changeOf(
  { value, before }: Pick<MetricOverTime, "value" | "before">,
  unit: MetricUnit,
): number | undefined {
  if (value === null || before === null) return undefined;
  if (unit === "share") return value - before;
  return before === 0 ? undefined : value / before - 1;
}

/** "12 % more than in the 90 days before" */
export function writeChange(change: number | undefined, unit: MetricUnit, formats: Formats): string {
  if (change === undefined) return words.overview.noBefore;
  const size =
    unit === "share"
      ? words.overview.points(formats.number(tenths(change)))
      : formats.percent(Math.abs(change));
  if (isNothing(change)) return words.overview.same;
  return change > 0 ? words.overview.more(size) : words.overview.less(size);
}

function tenths(share: number): number {
  return Math.round(Math.abs(share) * 1_000) / 10;
}

function isNothing(change: number): boolean {
  return Math.abs(change) < 0.000_5;
}
