import type { Json, TraitComparison } from "@attune/contract";
import { durationWords } from "./duration-words.ts";

/** `is at least 50 and is below 100`. */
export function comparisonWords(comparison: TraitComparison): string {
  return Object.entries(comparison)
    .filter(([operator]) => Object.hasOwn(phrases, operator))
    .map(([operator, operand]) => phrase(operator, operand))
    .join(" and ");
}

const phrases: Readonly<Record<keyof TraitComparison, string>> = {
  is: "is",
  isNot: "is not",
  in: "is one of",
  notIn: "is none of",
  gt: "is above",
  gte: "is at least",
  lt: "is below",
  lte: "is at most",
  between: "is between",
  exists: "is known",
  missing: "is not known",
  contains: "contains",
  notContains: "does not contain",
  startsWith: "starts with",
  endsWith: "ends with",
  matches: "matches",
  hasAny: "has one of",
  hasAll: "has all of",
  hasNone: "has none of",
  before: "is before",
  after: "is after",
  onDayOf: "is on",
  withinLast: "is in the last",
  withinNext: "is in the next",
  anniversaryWithin: "has its day of the year in the next",
};

function phrase(operator: string, operand: Json): string {
  const words = phrases[operator as keyof TraitComparison]; // filtered above
  switch (operator) {
    case "exists":
    case "missing":
      return words;
    case "between":
      return Array.isArray(operand) ? `${words} ${operand.map(valueWords).join(" and ")}` : words;
    case "withinLast":
    case "withinNext":
    case "anniversaryWithin":
      return `${words} ${durationWords(String(operand))}`;
    case "before":
    case "after":
    case "onDayOf":
      return `${words} ${String(operand)}`;
    default:
      return `${words} ${valueWords(operand)}`;
  }
}

/** A JSON value for people. */
export function valueWords(value: Json | undefined): string {
  if (value === undefined || value === null) return "nothing";
  if (Array.isArray(value)) return value.map(valueWords).join(", ");
  return typeof value === "string" ? quoted(value) : JSON.stringify(value);
}

export function quoted(text: string): string {
  return `“${text}”`;
}

/** `properties.revenue`: revenue; `address.country`: country (address); `context.campaign.source`: source (campaign). */
export function pathWords(path: string): string {
  const steps = path.replace(/^(properties|context)\./, "").split(".");
  const around = steps.slice(0, -1).join(" ");
  return `${steps.at(-1)}${around === "" ? "" : ` (${around})`}`;
}
