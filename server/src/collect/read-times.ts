import { EventFault } from "./event-fault.ts";

export interface EventTimes {
  readonly occurredAt: number;
  readonly originalAt: number | undefined;
  readonly sentAt: number | undefined;
}

type Part = Readonly<Record<string, unknown>>;

/**
 * When it happened by our clock: received − (sent − original), never after received. All times are epoch milliseconds.
 * What the sender calls `timestamp`, else `originalTimestamp`, is its original time.
 * @throws EventFault when the event's own time cannot be read or falls before 1970
 */
export function readTimes(event: Part, batchSentAt: number | undefined, receivedAt: number): EventTimes {
  const originalAt =
    readOriginal(event["timestamp"], "/timestamp") ??
    readOriginal(event["originalTimestamp"], "/originalTimestamp");
  const sentAt = readSentAt(event["sentAt"]) ?? batchSentAt;
  if (originalAt === undefined) return { occurredAt: receivedAt, originalAt, sentAt };
  const age = sentAt === undefined ? receivedAt - originalAt : sentAt - originalAt;
  const occurredAt = Math.min(receivedAt, receivedAt - age);
  if (occurredAt < 0) throw new EventFault("event.invalid_time", "/timestamp");
  return { occurredAt, originalAt, sentAt };
}

/** When the sender posted it. It only corrects the clock: one that cannot be read counts as not given. */
export function readSentAt(value: unknown): number | undefined {
  return isMissing(value) ? undefined : parseTime(value);
}

function readOriginal(value: unknown, path: string): number | undefined {
  if (isMissing(value)) return undefined;
  const at = parseTime(value);
  if (at === undefined) throw new EventFault("event.invalid_time", path);
  return at;
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/** The last moment of the year 9999. */
const latest = 253_402_300_799_999;
/** Smaller numbers are most likely seconds; nobody can tell, so they are not taken. */
const smallestMilliseconds = 100_000_000_000;

function parseTime(value: unknown): number | undefined {
  const at = typeof value === "string" ? parseIso(value) : typeof value === "number" ? value : Number.NaN;
  if (typeof value === "number" && at < smallestMilliseconds) return undefined;
  return at >= 0 && at <= latest ? Math.trunc(at) : undefined;
}

const isoTime =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** Text without a zone is UTC: the zone of this machine has nothing to do with it. */
function parseIso(value: string): number {
  if (value.length === 24 && value.endsWith("Z") && value[10] === "T") return Date.parse(value);
  const text = value.trim();
  const found = isoTime.exec(text);
  if (!found) return Number.NaN;
  if (text.length === 10) return Date.parse(text);
  const zone = found[1] ?? "Z";
  const local = text
    .slice(0, text.length - (found[1]?.length ?? 0))
    .trim()
    .replace(" ", "T")
    .replace(",", ".");
  return Date.parse(local + fullZone(zone));
}

/** `+0200` and `+02` as `+02:00`. */
function fullZone(zone: string): string {
  if (zone.length === 1) return "Z";
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  return `${zone[0]}${digits.slice(0, 2)}:${digits.slice(2)}`;
}
