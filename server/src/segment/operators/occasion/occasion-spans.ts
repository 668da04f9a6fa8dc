import { type Holiday, holidays, type OccasionName, type Season, seasons } from "@attune/contract";
import { nextAnniversary } from "../../date-value.ts";
import { civilDay, dayOfRule } from "./holiday-days.ts";
import { ruleOf } from "./holiday-rules.ts";

/** Days from first to last, both included, counted from 1970-01-01. */
export interface Span {
  readonly first: number;
  readonly last: number;
}

/** What of a customer an occasion hangs on. */
export interface OccasionOf {
  readonly region: string | undefined;
  /** The birthday, or the joining day. */
  readonly day: number | undefined;
}

/** When an occasion begins in a year; undefined when the customer or the region does not have it. */
export function spanOf(occasion: OccasionName, year: number, of: OccasionOf): Span | undefined {
  const holiday = holidays.find((name) => name === occasion);
  if (holiday !== undefined) return holidaySpan(holiday, year, of.region);
  const season = seasons.find((name) => name === occasion);
  if (season !== undefined) return seasonSpan(season, year, of.region);
  if (of.day === undefined) return undefined;
  const day = nextAnniversary(of.day, civilDay(year, 1, 1));
  return { first: day, last: day };
}

function holidaySpan(holiday: Holiday, year: number, region: string | undefined): Span | undefined {
  const rule = ruleOf(holiday, region);
  if (rule === undefined) return undefined;
  const day = dayOfRule(rule, year);
  return { first: day, last: day };
}

const northernStart: Readonly<Record<Season, number>> = { spring: 3, summer: 6, autumn: 9, winter: 12 };
/** Countries whose people live mostly south of the equator, where they have seasons. */
const southern: ReadonlySet<string> = new Set(
  "AO AR AU BO BR BW CL FJ LS MG MU MW MZ NA NC NZ PE PG PY RE SZ TL UY ZA ZM ZW".split(" "),
);

/** Whole months, as the weather services count: northern spring is March to May. */
function seasonSpan(season: Season, year: number, region: string | undefined): Span | undefined {
  if (region === undefined) return undefined;
  const start = northernStart[season];
  const month = southern.has(region) ? ((start + 5) % 12) + 1 : start;
  return { first: civilDay(year, month, 1), last: civilDay(year, month + 3, 1) - 1 };
}
