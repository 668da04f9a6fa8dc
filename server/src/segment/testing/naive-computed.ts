import { type ComputedTraitBody, computedLimits, type TraitComparison } from "@attune/contract";
import { total, whole } from "./naive-amounts.ts";
import { billionths, compares } from "./naive-comparison.ts";
import { type At, isBetween, isWithin } from "./naive-did.ts";
import { eventsOf, keysOf, type NaiveEvent, read } from "./naive-event.ts";

/** Whether a comparison holds of what a computed trait is, read off the plain list of events. */
export function judgeComputed(
  body: ComputedTraitBody,
  comparison: TraitComparison,
  { events, ...moment }: At & { readonly events: readonly NaiveEvent[] },
): boolean {
  const value = valueOfAll(body, events, moment);
  if (typeof value === "bigint") return numberIs(comparison, value);
  return compares(comparison, value, moment);
}

type Value = bigint | string | undefined;

function valueOfAll(body: ComputedTraitBody, events: readonly NaiveEvent[], moment: At): Value {
  const { measure, within, between } = body;
  const { counted, different } = computedLimits;
  const inside = eventsOf(body, events, moment.timeZone).filter(
    ({ occurredAt }) =>
      (within === undefined || isWithin(occurredAt, within, moment)) &&
      (between === undefined || isBetween(occurredAt, between, moment.timeZone)),
  );
  const many = within === undefined ? Number.POSITIVE_INFINITY : counted;
  const times = inside.map((event) => event.occurredAt).sort((a, b) => a - b);
  if (measure === "count") return whole(Math.min(inside.length, many));
  if (measure === "firstTime") return times.length < many ? iso(times[0]) : undefined;
  if (measure === "lastTime") return iso(times.at(-1));
  const things = thingsOf(inside, body, moment);
  if (measure === "distinct") return whole(Math.min(new Set(things.map(({ key }) => key)).size, different));
  if (measure === "first" || measure === "last" || measure === "mostFrequent")
    return textOf(measure, things, many);
  const numbers = inside
    .map((event) => billionths(read(event, body.of ?? "")))
    .filter((one) => one !== undefined);
  return numbers.length < many ? numberOf(measure, numbers) : undefined;
}

function iso(at: number | undefined): string | undefined {
  return at === undefined ? undefined : new Date(at).toISOString();
}

interface Thing {
  readonly at: number;
  readonly key: string;
}

/** The oldest first. */
function thingsOf(
  events: readonly NaiveEvent[],
  body: ComputedTraitBody,
  { timeZone }: At,
): readonly Thing[] {
  return events
    .flatMap((event) =>
      [...keysOf(event, body.of ?? "", body, timeZone)].map((key) => ({ at: event.occurredAt, key })),
    )
    .sort((a, b) => a.at - b.at);
}

function textOf(
  measure: "first" | "last" | "mostFrequent",
  things: readonly Thing[],
  many: number,
): string | undefined {
  const keysAt = (at: number | undefined): string | undefined =>
    things
      .filter((one) => one.at === at)
      .map(({ key }) => key)
      .sort(byBytes)[0];
  if (measure === "last") return keysAt(things.at(-1)?.at);
  if (measure === "first") return things.length < many ? keysAt(things[0]?.at) : undefined;
  return mostFrequent(
    things.map(({ key }) => key),
    many === Number.POSITIVE_INFINITY,
  );
}

function numberOf(measure: "sum" | "avg" | "min" | "max", numbers: readonly bigint[]): Value {
  const inOrder = numbers.toSorted((a, b) => (a < b ? -1 : 1));
  switch (measure) {
    case "sum":
      return total(numbers);
    case "avg":
      return numbers.length > 0 ? total(numbers) / BigInt(numbers.length) : undefined;
    case "min":
      return inOrder[0];
    case "max":
      return inOrder.at(-1);
  }
}

/** Ever: while they are few enough different ones; in a window: while there are few enough. */
function mostFrequent(keys: readonly string[], isEver: boolean): string | undefined {
  const names = [...new Set(keys)];
  const isTold = isEver ? names.length <= computedLimits.different : keys.length < computedLimits.counted;
  const times = (name: string): number => keys.filter((key) => key === name).length;
  return isTold ? names.sort((a, b) => times(b) - times(a) || byBytes(a, b))[0] : undefined;
}

function byBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

function numberIs(comparison: TraitComparison, number: bigint): boolean {
  const than = (wanted: unknown): bigint => (typeof wanted === "number" ? (billionths(wanted) ?? 0n) : 0n);
  const { is, isNot, in: among, notIn, gt, gte, lt, lte, between, missing } = comparison;
  return [
    is === undefined || number === than(is),
    isNot === undefined || number !== than(isNot),
    among === undefined || among.some((one) => number === than(one)),
    notIn === undefined || !notIn.some((one) => number === than(one)),
    gt === undefined || number > than(gt),
    gte === undefined || number >= than(gte),
    lt === undefined || number < than(lt),
    lte === undefined || number <= than(lte),
    between === undefined || (number >= than(between[0]) && number <= than(between[1])),
    missing === undefined,
  ].every((holds) => holds);
}
