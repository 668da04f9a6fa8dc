import { MappingFault } from "./mapping-fault.ts";

/** Reads a moment from text, or says in a sentence why it cannot. */
export type ReadDate = (text: string) => { readonly at: number } | { readonly fault: string };

/**
 * `pattern`: `iso`, `seconds` or `milliseconds` since 1970, or a pattern of YYYY MM DD HH mm ss (M, D, H: one digit or
 * two). `zone` turns a wall clock into epoch milliseconds; without it a text must tell its own offset.
 */
export function createReadDate(pattern: string, zone: ((wall: number) => number) | undefined): ReadDate {
  if (pattern === "seconds") return (text) => sinceEpoch(text, 1000);
  if (pattern === "milliseconds") return (text) => sinceEpoch(text, 1);
  if (pattern === "iso") return (text) => readIso(text, zone);
  const expression = expressionOf(pattern);
  return (text) => {
    const found = expression.exec(text.trim())?.groups;
    if (found === undefined) return { fault: `"${text}" is not written as ${pattern}.` };
    return wallTime(text, found, zone);
  };
}

function sinceEpoch(text: string, factor: number): ReturnType<ReadDate> {
  const at = Number(text) * factor;
  return text.trim() !== "" && Number.isFinite(at) ? { at } : { fault: `"${text}" is no number of time.` };
}

const iso =
  /^(?<YYYY>\d{4})-(?<MM>\d{2})-(?<DD>\d{2})(?:[T ](?<HH>\d{2}):(?<mm>\d{2})(?::(?<ss>\d{2})(?:[.,](?<ms>\d{1,9}))?)?)?\s*(?<offset>Z|[+-]\d{2}(?::?\d{2})?)?$/i;

function readIso(text: string, zone: ((wall: number) => number) | undefined): ReturnType<ReadDate> {
  const found = iso.exec(text.trim())?.groups;
  if (found === undefined) {
    return { fault: `"${text}" is no ISO 8601 time. Say how it is written, such as date: DD/MM/YYYY HH:mm.` };
  }
  const offset = found["offset"];
  if (offset === undefined) return wallTime(text, found, zone);
  return wallTime(text, found, (wall) => wall - offsetMs(offset));
}

function offsetMs(offset: string): number {
  if (offset.toUpperCase() === "Z") return 0;
  const digits = offset.slice(1).replace(":", "").padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return (offset.startsWith("-") ? -minutes : minutes) * 60_000;
}

type Groups = Readonly<Record<string, string | undefined>>;

function wallTime(
  text: string,
  found: Groups,
  zone: ((wall: number) => number) | undefined,
): ReturnType<ReadDate> {
  if (zone === undefined) {
    return { fault: `"${text}" tells no offset. Say in which zone it is, such as timeZone: Europe/London.` };
  }
  const part = (name: string, otherwise: number): number => Number(found[name] ?? otherwise);
  const [year, month, day] = [part("YYYY", 1970), part("MM", 1), part("DD", 1)];
  const [hour, minute, second] = [part("HH", 0), part("mm", 0), part("ss", 0)];
  const milliseconds = Math.floor(Number(`0.${found["ms"] ?? "0"}`) * 1000);
  const wall = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds);
  const isReal =
    new Date(wall).getUTCDate() === day && month <= 12 && hour < 24 && minute < 60 && second < 60;
  return isReal ? { at: zone(wall) } : { fault: `"${text}" is no date of the calendar.` };
}

const tokens: readonly (readonly [token: string, expression: string])[] = [
  ["YYYY", "(?<YYYY>\\d{4})"],
  ["MM", "(?<MM>\\d{2})"],
  ["DD", "(?<DD>\\d{2})"],
  ["HH", "(?<HH>\\d{2})"],
  ["mm", "(?<mm>\\d{2})"],
  ["ss", "(?<ss>\\d{2})"],
  ["M", "(?<MM>\\d{1,2})"],
  ["D", "(?<DD>\\d{1,2})"],
  ["H", "(?<HH>\\d{1,2})"],
];

function expressionOf(pattern: string): RegExp {
  let source = "";
  for (let at = 0; at < pattern.length; ) {
    const token = tokens.find(([name]) => pattern.startsWith(name, at));
    source += token?.[1] ?? (pattern[at] ?? "").replace(/[^\w\s]/, "\\$&");
    at += token?.[0].length ?? 1;
  }
  try {
    const expression = new RegExp(`^${source}$`);
    if (["YYYY", "MM", "DD"].every((token) => source.includes(`<${token}>`))) return expression;
  } catch {
    // A token named twice: told below like any other pattern that makes no date.
  }
  throw new MappingFault(
    `date: "${pattern}" is iso, seconds, milliseconds, or a pattern of YYYY MM DD HH mm ss.`,
  );
}
