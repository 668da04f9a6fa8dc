import type {
  Channel,
  Comparison,
  Condition,
  ConsentState,
  CountComparison,
  DidCondition,
  Json,
  Scalar,
} from "@attune/contract";
import { calendarOf } from "../../kernel/calendar.ts";

/**
 * The judge of the other evaluators: the plainest reading of the language over a plain list of events. Shares nothing
 * with them but the calendar, which has tests of its own. Slow on purpose.
 */
export interface NaiveCustomer {
  readonly events: readonly NaiveEvent[];
  readonly traits: Readonly<Record<string, Json>>;
  readonly consents: Readonly<Record<string, ConsentState>>;
}

export interface NaiveEvent {
  readonly name: string;
  readonly channel: Channel;
  readonly occurredAt: number;
  readonly properties: { readonly [key: string]: Json };
  readonly context: { readonly [key: string]: Json };
}

export interface NaiveWorld {
  readonly timeZone: string;
  readonly segments: Readonly<Record<string, Condition>>;
}

export function judge(
  condition: Condition,
  customer: NaiveCustomer,
  nowMs: number,
  world: NaiveWorld,
): boolean {
  const inner = (one: Condition): boolean => judge(one, customer, nowMs, world);
  if ("all" in condition) return condition.all.every(inner);
  if ("any" in condition) return condition.any.some(inner);
  if ("not" in condition) return !inner(condition.not);
  if ("segment" in condition) return inner(world.segments[condition.segment] ?? { any: [] });
  if ("consent" in condition) return (customer.consents[condition.consent] ?? "unknown") === condition.is;
  if ("trait" in condition) return compares(condition, customer.traits[condition.trait]);
  return judgeDid(condition, customer, nowMs, world.timeZone);
}

function judgeDid(
  condition: DidCondition,
  customer: NaiveCustomer,
  nowMs: number,
  timeZone: string,
): boolean {
  const events = customer.events.filter(
    (event) =>
      event.name === condition.did &&
      (condition.within === undefined || isInside(event.occurredAt, condition.within, nowMs, timeZone)) &&
      Object.entries(condition.where ?? {}).every(([path, comparison]) =>
        compares(comparison, read(event, path)),
      ),
  );
  const count = condition.count ?? (condition.sum === undefined ? { gte: 1 } : {});
  const sum = condition.sum ?? { of: "" };
  const total = events.map((event) => billionths(read(event, sum.of)) ?? 0n).reduce((a, b) => a + b, 0n);
  return amountIs(count, BigInt(events.length) * 1_000_000_000n) && amountIs(sum, total);
}

const unitMs: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };

function isInside(at: number, within: string, nowMs: number, timeZone: string): boolean {
  const unit = within.replace(/\d+/, "");
  const count = Number.parseInt(within, 10);
  const months = unit === "mo" ? count : unit === "y" ? count * 12 : 0;
  const start =
    months > 0 ? calendarOf(timeZone).monthsBefore(nowMs, months) : nowMs - count * (unitMs[unit] ?? 0);
  return at > start && at <= nowMs;
}

function amountIs(comparison: CountComparison, amount: bigint): boolean {
  const { gt, gte, lt, lte, eq } = comparison;
  const than = (wanted: number): bigint => billionths(wanted) ?? 0n;
  return (
    (gt === undefined || amount > than(gt)) &&
    (gte === undefined || amount >= than(gte)) &&
    (lt === undefined || amount < than(lt)) &&
    (lte === undefined || amount <= than(lte)) &&
    (eq === undefined || amount === than(eq))
  );
}

function read(event: NaiveEvent, path: string): Json | undefined {
  if (path === "channel") return event.channel;
  let value: Json | undefined = { properties: event.properties, context: event.context };
  for (const name of path.split(".")) {
    if (value === null || typeof value !== "object" || Array.isArray(value)) return undefined;
    value = Object.entries(value).find(([key]) => key === name)?.[1];
  }
  return value;
}

function compares(comparison: Comparison, value: Json | undefined): boolean {
  const missing = value === undefined || value === null;
  const order = (than: Scalar): number => orderOf(value, than) ?? Number.NaN;
  const rules: { readonly [Name in keyof Comparison]-?: (wanted: Required<Comparison>[Name]) => boolean } = {
    is: (wanted) => same(value, wanted),
    isNot: (wanted) => !same(value, wanted),
    in: (wanted) => wanted.some((one) => same(value, one)),
    notIn: (wanted) => !wanted.some((one) => same(value, one)),
    gt: (wanted) => order(wanted) > 0,
    gte: (wanted) => order(wanted) >= 0,
    lt: (wanted) => order(wanted) < 0,
    lte: (wanted) => order(wanted) <= 0,
    exists: () => !missing,
    missing: () => missing,
    contains: (wanted) => holdsPart(value, wanted),
    startsWith: (wanted) => typeof value === "string" && value.slice(0, wanted.length) === wanted,
  };
  return Object.entries(rules).every(([name, rule]) => {
    const wanted = comparison[name as keyof Comparison]; // the names of the rules
    return wanted === undefined || rule(wanted as never);
  });
}

function same(value: Json | undefined, wanted: Scalar): boolean {
  return typeof value === "boolean" || typeof wanted === "boolean"
    ? value === wanted
    : orderOf(value, wanted) === 0;
}

function holdsPart(value: Json | undefined, wanted: Scalar): boolean {
  if (Array.isArray(value)) return value.some((one: Json) => same(one, wanted));
  return typeof value === "string" && typeof wanted === "string" && value.split(wanted).length > 1;
}

/** Undefined when the two cannot be compared. */
function orderOf(value: Json | undefined, than: Scalar): number | undefined {
  if (typeof value === "string" && typeof than === "string")
    return Buffer.compare(Buffer.from(value), Buffer.from(than));
  const [a, b] = [billionths(value), billionths(than)];
  return a === undefined || b === undefined ? undefined : Number(a > b) - Number(a < b);
}

/** A number written out in full, cut behind nine places and rounded by the tenth. */
function billionths(value: Json | undefined): bigint | undefined {
  if (typeof value !== "number" || !Number.isFinite(value) || Math.abs(value) >= 1e29) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(`${value}`) ?? [];
  const digits = `${"0".repeat(400)}${whole}${fraction}${"0".repeat(400)}`;
  const point = 400 + whole.length + Number(exponent);
  const cut = BigInt(digits.slice(0, point + 9));
  const rounded = Number(digits[point + 9]) >= 5 ? cut + 1n : cut;
  return sign === "-" ? -rounded : rounded;
}
