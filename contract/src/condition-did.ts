import { z } from "zod";
import {
  type AmountComparison,
  amountSchema,
  type CountComparison,
  countOperators,
  countSchema,
  distinctSchema,
  enoughFor,
} from "./condition-amount.ts";
import { type Around, aroundSchema } from "./condition-around.ts";
import { durationSchema } from "./condition-duration.ts";
import { type EventMatch, eventMatchSchema, eventMatchShape } from "./condition-event-match.ts";
import { keyPath } from "./condition-event-path.ts";
import {
  type DateRange,
  dateRangeSchema,
  lengthMs,
  lengthSchema,
  type Regularity,
  regularitySchema,
  type Since,
  sinceSchema,
  type TimeComparison,
  timeComparisonSchema,
} from "./condition-event-window.ts";

/**
 * `{ "did": "Order Completed", "where": { "properties.revenue": { "gte": 50 } }, "count": { "gte": 2 }, "within": "30d" }`.
 * Events of that name that match all of `where`, in the window. All that is asked must hold; when nothing is: at least one.
 */
export interface DidCondition extends EventMatch {
  /** How many; `{ "lt": 1 }` and `{ "eq": 0 }` mean: did not. */
  readonly count?: CountComparison;
  /** How many different values of a property. */
  readonly distinct?: AmountComparison;
  /** The sum of a property's numbers; that of none is 0. */
  readonly sum?: AmountComparison;
  /** Of a property's numbers; of none they are missing, and no comparison holds. */
  readonly avg?: AmountComparison;
  readonly min?: AmountComparison;
  readonly max?: AmountComparison;
  /** `(now − within, now]`. */
  readonly within?: string;
  readonly between?: DateRange;
  readonly since?: Since;
  /** The time of the first and of the last of these events, ever. */
  readonly first?: TimeComparison;
  readonly last?: TimeComparison;
  readonly regularly?: Regularity;
  readonly around?: Around;
  readonly stopped?: Stopped;
  readonly startedAgain?: StartedAgain;
  /** One and the same thing (`product_id`) for all that is asked: there is one of which it holds. */
  readonly forEach?: string;
  /** None of these came at the last of the events or after it; with `forEach`: of the same thing. */
  readonly without?: readonly EventMatch[];
}

/** Did it before (`times` or more, or regularly up to the last time), and not in `(now − for, now]`. */
export interface Stopped {
  readonly for: string;
  readonly times?: number;
  readonly regularly?: Regularity;
}

/** Did it again when the time before lay `after` or longer back; with `within`: came back in the window. */
export interface StartedAgain {
  readonly after: string;
}

export const didLimits: {
  readonly countWithin: number;
  readonly keys: number;
  readonly events: number;
  readonly numbers: number;
  readonly without: number;
  readonly shortestPauseDays: number;
} = {
  /** What a window counts must be kept for each customer. */
  countWithin: 100,
  /** Of a customer with more things than these (`forEach`) the newest count. */
  keys: 100,
  /** Of a customer with more events than these the newest count: sequences, `forEach` with an amount. Numbers since another event are told while they are fewer. */
  events: 100,
  /** The sum and the average in a window are told while there are fewer numbers than these in it; of more they are missing, not guessed. */
  numbers: 500,
  without: 5,
  shortestPauseDays: 7,
} as const;

const stoppedSchema: z.ZodType<Stopped> = z.strictObject({
  for: durationSchema,
  times: z
    .int("This is a whole number.")
    .min(1, "At least 1.")
    .max(1_000_000_000, "At most 1000000000.")
    .exactOptional(),
  regularly: regularitySchema.exactOptional(),
});

const startedAgainSchema: z.ZodType<StartedAgain> = z.strictObject({
  after: lengthSchema.refine(
    (text) => lengthMs(text) >= didLimits.shortestPauseDays * 86_400_000,
    `A pause is at least ${didLimits.shortestPauseDays} days: shorter ones need too much to be kept.`,
  ),
});

export const withoutSchema: z.ZodType<readonly EventMatch[]> = z
  .array(eventMatchSchema, "This is a list of events.")
  .min(1, "The list is empty.")
  .max(didLimits.without, `At most ${didLimits.without} events.`);

export const didConditionSchema: z.ZodType<DidCondition> = z
  .strictObject({
    ...eventMatchShape,
    count: countSchema.exactOptional(),
    distinct: distinctSchema.exactOptional(),
    sum: amountSchema.exactOptional(),
    avg: amountSchema.exactOptional(),
    min: amountSchema.exactOptional(),
    max: amountSchema.exactOptional(),
    within: durationSchema.exactOptional(),
    between: dateRangeSchema.exactOptional(),
    since: sinceSchema.exactOptional(),
    first: timeComparisonSchema.exactOptional(),
    last: timeComparisonSchema.exactOptional(),
    regularly: regularitySchema.exactOptional(),
    around: aroundSchema.exactOptional(),
    stopped: stoppedSchema.exactOptional(),
    startedAgain: startedAgainSchema.exactOptional(),
    forEach: keyPath.exactOptional(),
    without: withoutSchema.exactOptional(),
  })
  .superRefine((did, context) => {
    for (const { path, message } of [...clashesOf(did), ...tooManyKept(did)]) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  });

interface Fault {
  readonly path: readonly string[];
  readonly message: string;
}

const windows = ["within", "between", "since"] as const;
const times = ["first", "last", "regularly", "around", "stopped"] as const;
const numbers = ["distinct", "sum", "avg", "min", "max"] as const;

/** Members that mean nothing together. */
function clashesOf(did: DidCondition): readonly Fault[] {
  const has = (name: keyof DidCondition): boolean => did[name] !== undefined;
  const clash = (name: keyof DidCondition, others: readonly (keyof DidCondition)[]): readonly Fault[] => {
    const other = has(name) ? others.find((one) => one !== name && has(one)) : undefined;
    return other === undefined ? [] : [{ path: [name], message: `${name} cannot stand beside ${other}.` }];
  };
  return [
    ...clash("between", ["within", "since"]),
    ...times.flatMap((name) => clash(name, [...windows, "startedAgain"])),
    ...clash("startedAgain", ["between", "since", "count", ...numbers]),
    ...clash("forEach", [...times, "startedAgain", "since", "distinct", "avg", "min", "max"]),
    ...clash("without", [...times, "startedAgain", "since", ...(has("forEach") ? [] : numbers)]),
    ...(has("forEach") ? [] : clash("without", ["count"])),
  ];
}

/** What needs so many times, values or things of each customer that it is refused. */
function tooManyKept(did: DidCondition): readonly Fault[] {
  const limited = [
    ...(did.within !== undefined || did.since !== undefined || did.forEach !== undefined
      ? ["count" as const]
      : []),
    "distinct" as const,
  ];
  return limited.flatMap((name) => {
    const comparison = did[name];
    return countOperators
      .filter((operator) => (comparison?.[operator] ?? 0) > didLimits.countWithin)
      .map((operator) => ({
        path: [name, operator],
        message: `${name === "count" ? "Within a window" : "Of different values"} at most ${didLimits.countWithin} can be counted.`,
      }));
  });
}

/** How many times, values or things a customer's row may have to keep for this. */
export function entriesKeptFor(did: DidCondition): number {
  const inWindow = did.within !== undefined || did.since !== undefined;
  return (
    keptForEach(did) + (inWindow ? keptToCount(did.count) : 1) + keptToCount(did.distinct) + keptNumbers(did)
  );
}

function keptNumbers({ within, since, forEach, sum, avg, min, max }: DidCondition): number {
  const howMany = (...amounts: readonly unknown[]): number =>
    amounts.filter((amount) => amount !== undefined).length;
  if (forEach !== undefined) return 0;
  if (since !== undefined) return howMany(sum, avg, min, max) * didLimits.events;
  return within === undefined ? 0 : howMany(sum, avg) * didLimits.numbers;
}

function keptForEach({ forEach, count, sum, without = [] }: DidCondition): number {
  const { events, keys } = didLimits;
  if (forEach === undefined) return without.length;
  return (count === undefined && sum === undefined ? keys : events) + without.length * keys;
}

function keptToCount(comparison: CountComparison | undefined): number {
  return comparison === undefined ? 0 : Math.min(didLimits.countWithin, enoughFor(comparison));
}
