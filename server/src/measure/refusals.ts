import { Refusal } from "../kernel/refusal.ts";

export const refusals = {
  notLive: (kind: "experience" | "hold-out", key: string): Refusal =>
    new Refusal("lift.not_live", 404, `There is no live ${kind} "${key}".`),
  noHoldOut: (key: string): Refusal =>
    new Refusal(
      "lift.no_hold_out",
      422,
      `No live hold-out keeps "${key}" back from anybody, so there is nobody to compare with.`,
    ),
  notBegun: (fromAt: number): Refusal =>
    new Refusal(
      "lift.not_begun",
      422,
      `The comparison begins at ${new Date(fromAt).toISOString()}; until must lie behind that.`,
    ),
  noPeriod: (from: string, until: string): Refusal =>
    new Refusal(
      "metric.no_period",
      400,
      `No day lies between ${from} and ${until}: \`until\` is not included.`,
    ),
  periodTooLong: (days: number): Refusal =>
    new Refusal("metric.period_too_long", 400, `A period has at most ${days} days.`),
  badCursor: (): Refusal =>
    new Refusal("metric.bad_cursor", 400, "The cursor is not one that this list gave. Begin without."),
} as const;
