import { type Json, relativeDays, type Scalar, type TraitComparison } from "@attune/contract";
import { calendarOf } from "../../kernel/calendar.ts";

/** Patterns of the language that mean something else in JavaScript, as JavaScript writes them. */
const patternsInJavaScript: Readonly<Record<string, readonly [source: string, flags: string]>> = {
  "(?i)^au$": ["^[aA][uU]$", "u"],
  "^.{2,3}$": ["^[^\\n]{2,3}$", "u"],
  "line.break": ["line[^\\n]break", "u"],
  "\\s": ["[\\t\\n\\f\\r ]", "u"],
  "^\\S+$": ["^[^\\t\\n\\f\\r ]+$", "u"],
};

/** When, and where days begin; only dates ask. */
export interface NaiveMoment {
  readonly nowMs: number;
  readonly timeZone: string;
}

/** What a comparison says of a value, read as plainly as can be. */
export function compares(
  comparison: TraitComparison,
  value: Json | undefined,
  moment: NaiveMoment = { nowMs: 0, timeZone: "UTC" },
): boolean {
  const missing = value === undefined || value === null;
  const order = (than: Scalar): number => orderOf(value, than) ?? Number.NaN;
  const hasOne = (wanted: readonly Scalar[]): boolean => wanted.some((one) => isElement(value, one));
  const at = startOf(value, moment.timeZone);
  type Rules = {
    readonly [Name in keyof TraitComparison]-?: (wanted: Required<TraitComparison>[Name]) => boolean;
  };
  const rules: Rules = {
    is: (wanted) => same(value, wanted),
    isNot: (wanted) => !same(value, wanted),
    in: (wanted) => wanted.some((one) => same(value, one)),
    notIn: (wanted) => !wanted.some((one) => same(value, one)),
    gt: (wanted) => order(wanted) > 0,
    gte: (wanted) => order(wanted) >= 0,
    lt: (wanted) => order(wanted) < 0,
    lte: (wanted) => order(wanted) <= 0,
    between: ([low, high]) => order(low) >= 0 && order(high) <= 0,
    exists: () => !missing,
    missing: () => missing,
    contains: (wanted) => holdsPart(value, wanted),
    notContains: (wanted) => !holdsPart(value, wanted),
    startsWith: (wanted) => typeof value === "string" && value.slice(0, wanted.length) === wanted,
    endsWith: (wanted) => typeof value === "string" && value.slice(-wanted.length) === wanted,
    matches: (wanted) => {
      const [source, flags] = patternsInJavaScript[wanted] ?? [wanted, "u"];
      return typeof value === "string" && [...value].length <= 2_000 && new RegExp(source, flags).test(value);
    },
    hasAny: hasOne,
    hasAll: (wanted) => wanted.every((one) => isElement(value, one)),
    hasNone: (wanted) => !hasOne(wanted),
    before: (wanted) => at < startOf(wanted, moment.timeZone),
    after: (wanted) => at >= endOf(wanted, moment.timeZone),
    onDayOf: (wanted) => isOnDay(at, wanted, moment),
    withinLast: (wanted) =>
      at > moment.nowMs - lengthBefore(moment.nowMs, wanted, moment) && at <= moment.nowMs,
    withinNext: (wanted) => at > moment.nowMs && at - lengthBefore(at, wanted, moment) <= moment.nowMs,
    anniversaryWithin: (wanted) => comesRound(value, wanted, moment),
  };
  return Object.entries(rules).every(([name, rule]) => {
    const wanted = comparison[name as keyof TraitComparison]; // the names of the rules
    return wanted === undefined || rule(wanted as never);
  });
}

const dayMs = 86_400_000;
const unitMs: Readonly<Record<string, number>> = { s: 1e3, m: 6e4, h: 36e5, d: dayMs, w: 7 * dayMs };

/** How long a duration is that ends at a moment. */
function lengthBefore(endMs: number, duration: string, { timeZone }: NaiveMoment): number {
  const count = Number.parseInt(duration, 10);
  const unit = duration.replace(/\d+/, "");
  const months = unit === "mo" ? count : unit === "y" ? 12 * count : 0;
  if (months === 0) return count * (unitMs[unit] ?? 0);
  return endMs - calendarOf(timeZone).monthsBefore(endMs, months);
}

const dateForm =
  /^(\d\d\d\d)-(\d\d)-(\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.(\d{1,9}))?)?(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d))?$/;

/** The moment at which a date begins; NaN when the value is none, so that nothing compares. */
function startOf(value: Json | undefined, timeZone: string): number {
  const parts = typeof value === "string" ? dateForm.exec(value) : null;
  if (parts === null) return Number.NaN;
  const [, year, month, day, hour, minute, second = "00", fraction = "0", zone = "Z"] = parts;
  const midnight = Date.parse(`${year}-${month}-${day}T00:00:00Z`);
  const isReal = Number(day) === new Date(midnight).getUTCDate();
  if (!isReal || Number(year) < 1901 || Number(year) > 2298) return Number.NaN;
  if (hour === undefined) return calendarOf(timeZone).startOfDay(midnight / dayMs);
  const offset = zone === "Z" ? "Z" : `${zone.slice(0, 3)}:${zone.slice(-2)}`;
  const millis = fraction.padEnd(3, "0").slice(0, 3);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${millis}${offset}`);
}

function endOf(operand: string, timeZone: string): number {
  if (operand.length > 10) return startOf(operand, timeZone) + 1;
  return calendarOf(timeZone).startOfDay(Date.parse(`${operand}T00:00:00Z`) / dayMs + 1);
}

function isOnDay(at: number, wanted: string, { nowMs, timeZone }: NaiveMoment): boolean {
  if (Number.isNaN(at)) return false;
  const days: readonly string[] = relativeDays;
  const relative = days.indexOf(wanted);
  const calendar = calendarOf(timeZone);
  const day =
    relative === -1 ? Date.parse(`${wanted}T00:00:00Z`) / dayMs : calendar.dayOf(nowMs) + relative - 1;
  return calendar.dayOf(at) === day;
}

/** Looks at each of the days to come. */
function comesRound(value: Json | undefined, within: string, { nowMs, timeZone }: NaiveMoment): boolean {
  const born = calendarDay(value, timeZone);
  if (born === undefined) return false;
  const count = Number.parseInt(within, 10) * (within.endsWith("w") ? 7 : 1);
  const today = calendarOf(timeZone).dayOf(nowMs);
  return Array.from({ length: count }, (_, at) => today + at).some((day) => isAnniversary(born, day));
}

/** Whether the day of the year of one day is that of the other. */
export function isAnniversary(born: number, day: number): boolean {
  const [bornText, text] = [born, day].map((one) => new Date(one * dayMs).toISOString().slice(5, 10));
  if (bornText !== "02-29") return bornText === text;
  const isLeap = new Date(Date.UTC(new Date(day * dayMs).getUTCFullYear(), 1, 29)).getUTCMonth() === 1;
  return text === (isLeap ? "02-29" : "02-28");
}

/** The day that a date stands for; midnight UTC is a day. */
export function calendarDay(value: Json | undefined, timeZone: string): number | undefined {
  if (typeof value === "string" && value.length === 10 && !Number.isNaN(startOf(value, "UTC"))) {
    return startOf(value, "UTC") / dayMs;
  }
  const at = startOf(value, timeZone);
  if (Number.isNaN(at)) return undefined;
  return at % dayMs === 0 ? at / dayMs : calendarOf(timeZone).dayOf(at);
}

function same(value: Json | undefined, wanted: Scalar): boolean {
  return typeof value === "boolean" || typeof wanted === "boolean"
    ? value === wanted
    : orderOf(value, wanted) === 0;
}

function isElement(value: Json | undefined, wanted: Scalar): boolean {
  return Array.isArray(value) && value.some((one: Json) => same(one, wanted));
}

function holdsPart(value: Json | undefined, wanted: Scalar): boolean {
  if (Array.isArray(value)) return isElement(value, wanted);
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
export function billionths(value: Json | undefined): bigint | undefined {
  if (typeof value !== "number" || !Number.isFinite(value) || Math.abs(value) >= 1e29) return undefined;
  const [, sign = "", whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(`${value}`) ?? [];
  const digits = `${"0".repeat(400)}${whole}${fraction}${"0".repeat(400)}`;
  const point = 400 + whole.length + Number(exponent);
  const cut = BigInt(digits.slice(0, point + 9));
  const rounded = Number(digits[point + 9]) >= 5 ? cut + 1n : cut;
  return sign === "-" ? -rounded : rounded;
}
