import type { EventType } from "@attune/contract";
import { refusals } from "./refusals.ts";

/** What a door takes: one event of a type, or a batch. */
export type Door = EventType | "batch";

/** A body that was JSON. The text is kept to cut out what is set aside. */
export interface ParsedBody {
  readonly text: string;
  readonly members: Readonly<Record<string, unknown>>;
  /** Undefined: the body is itself the one event. */
  readonly batch: readonly unknown[] | undefined;
}

/** More elements than bytes could make of real events; each costs a row when it is set aside. */
const mostEvents = 50_000;

/**
 * Takes any body as JSON, whatever its Content-Type said. A list under `batch` is a batch at every door.
 * @throws Refusal 400 when nothing in it can be told apart, 413 with more than 50,000 events
 */
export function parseBody(bytes: Buffer, door: Door): ParsedBody {
  const text = withoutByteOrderMark(bytes.toString("utf8"));
  const members = parseObject(text);
  const batch = members["batch"];
  if (Array.isArray(batch)) {
    if (batch.length > mostEvents) throw refusals.tooManyEvents(batch.length, mostEvents);
    return { text, members, batch };
  }
  if (door === "batch" && (batch !== undefined || members["type"] === undefined)) throw refusals.noBatch();
  return { text, members, batch: undefined };
}

function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw refusals.notJson();
  return value as Readonly<Record<string, unknown>>;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the body, and identifiers sit in it.
    throw refusals.notJson();
  }
}
