import type { Comparison, Json } from "@attune/contract";

/** `is at least 50 and is below 100`. */
export function comparisonWords(comparison: Comparison): string {
  return Object.entries(comparison)
    .filter(([operator]) => Object.hasOwn(phrases, operator))
    .map(([operator, operand]) => phrase(operator, operand))
    .join(" and ");
}

const phrases: Readonly<Record<keyof Comparison, string>> = {
  is: "is",
  isNot: "is not",
  in: "is one of",
  notIn: "is none of",
  gt: "is above",
  gte: "is at least",
  lt: "is below",
  lte: "is at most",
  exists: "is known",
  missing: "is not known",
  contains: "contains",
  startsWith: "starts with",
};

function phrase(operator: string, operand: Json): string {
  const words = phrases[operator as keyof Comparison]; // filtered above
  return operand === true && (operator === "exists" || operator === "missing")
    ? words
    : `${words} ${valueWords(operand)}`;
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
