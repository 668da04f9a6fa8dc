import type { Mapping, ValueType } from "./mapping.ts";
import { createReadDate, type ReadDate } from "./read-date.ts";
import { createZone } from "./zoned-time.ts";

/** A value of the record, or in a sentence why there is none. */
export type Read = { readonly value: unknown } | { readonly fault: string };
/** `date`: how a date is written, when the type is one. */
export type ReadValue = (value: unknown, type: ValueType, date: string) => Read;

export function createReadValue(mapping: Mapping): ReadValue {
  const zone = mapping.timeZone === undefined ? undefined : createZone(mapping.timeZone);
  const inZone = createReadDates(zone);
  const onWall = createReadDates((wall) => wall);
  const readers: Readonly<Record<ValueType, (value: unknown, date: string) => Read>> = {
    any: (value) => ({ value: value instanceof Date ? value.toISOString() : value }),
    text: readText,
    decimal: (value) => readDecimal(value, mapping),
    number: (value) => {
      const decimal = readDecimal(value, mapping);
      return "fault" in decimal ? decimal : { value: Number(decimal.value) };
    },
    boolean: readBoolean,
    date: (value, date) => inZone(value, date, 24),
    day: (value, date) => onWall(value, date, 10),
    list: (value) => ({ value: Array.isArray(value) ? value : partsOf(String(value), mapping.list) }),
  };
  return (value, type, date) => readers[type](value, date);
}

/** A date of a Parquet file is a wall clock when a zone is told, else UTC. */
function createReadDates(
  zone: ((wall: number) => number) | undefined,
): (value: unknown, pattern: string, length: number) => Read {
  const readers = new Map<string, ReadDate>();
  return (value, pattern, length) => {
    const known = readers.get(pattern);
    const reader = known ?? createReadDate(pattern, zone);
    if (known === undefined) readers.set(pattern, reader);
    const read =
      value instanceof Date ? { at: zone?.(value.getTime()) ?? value.getTime() } : reader(String(value));
    return "fault" in read ? read : { value: new Date(read.at).toISOString().slice(0, length) };
  };
}

function partsOf(text: string, separator: string): readonly string[] {
  return text.split(separator).flatMap((part) => (part.trim() === "" ? [] : part.trim()));
}

function readText(value: unknown): Read {
  if (typeof value === "string") return { value: value.trim() };
  if (typeof value === "number" || typeof value === "boolean") return { value: String(value) };
  if (value instanceof Date) return { value: value.toISOString() };
  return { fault: `${JSON.stringify(value)} is no text.` };
}

/** As text, so that no digit is lost on the way: the server makes minor units of it. */
function readDecimal(
  value: unknown,
  mapping: Mapping,
): { readonly value: string } | { readonly fault: string } {
  if (typeof value === "number" && Number.isFinite(value)) return { value: plainDigits(value) };
  let text = String(value).trim();
  if (mapping.thousands !== undefined) text = text.replaceAll(mapping.thousands, "");
  if (mapping.decimal === ",") text = text.replace(",", ".");
  if (/^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/.test(text)) return { value: text.replace(/^\+/, "") };
  return { fault: `"${String(value)}" is no number with "${mapping.decimal}" before its decimals.` };
}

/** Never 1e-7. */
function plainDigits(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(10).replace(/\.?0+$/, "") : text;
}

const yes: ReadonlySet<string> = new Set(["true", "yes", "y", "1"]);
const no: ReadonlySet<string> = new Set(["false", "no", "n", "0"]);

function readBoolean(value: unknown): Read {
  if (typeof value === "boolean") return { value };
  const text = String(value).trim().toLowerCase();
  if (yes.has(text)) return { value: true };
  return no.has(text) ? { value: false } : { fault: `"${String(value)}" is neither true nor false.` };
}
