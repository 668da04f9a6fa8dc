import type { EventRecord, JsonObject } from "@attune/contract";
import { formatCursor, parseCursor } from "../kernel/cursor.ts";
import { formatId } from "../kernel/public-id.ts";

export interface TimelineEntry {
  readonly position: number;
  readonly event: EventRecord;
}

/** An event of a leaf. */
export interface LeafEvent extends TimelineEntry {
  readonly leafId: number;
}

export interface TimelinePage {
  readonly items: readonly {
    readonly id: string;
    readonly name: string;
    readonly type: string;
    readonly occurredAt: string;
    readonly channel: string;
    readonly simulated: boolean;
    readonly properties: JsonObject;
  }[];
  readonly next: string | null;
}

export interface TimelineQuestion {
  readonly leafIds: readonly number[];
  readonly channel: string | undefined;
  /** An event's name or type. */
  readonly kind: string | undefined;
  /** Only what lies before this place; newest first. */
  readonly before: TimelinePlace | undefined;
  readonly limit: number;
}

export interface TimelinePlace {
  readonly occurredAt: number;
  readonly position: number;
}

/** Newest first over both stores: what ClickHouse holds, and what is on its way there. */
export function timelinePage(entries: readonly TimelineEntry[], limit: number): TimelinePage {
  const unique = new Map(entries.map((entry) => [entry.position, entry]));
  const sorted = [...unique.values()].sort(
    (a, b) => b.event.occurredAt - a.event.occurredAt || b.position - a.position,
  );
  const page = sorted.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ position, event }) => ({
      id: formatId("evt", position),
      name: event.name,
      type: event.type,
      occurredAt: new Date(event.occurredAt).toISOString(),
      channel: event.channel,
      simulated: event.simulated === true,
      properties: event.properties,
    })),
    next:
      last !== undefined && sorted.length > limit
        ? formatCursor([last.event.occurredAt, last.position])
        : null,
  };
}

/** @throws Refusal `request.bad_cursor` */
export function parsePlace(cursor: string | undefined): TimelinePlace | undefined {
  if (cursor === undefined) return undefined;
  const [occurredAt, position] = parseCursor(cursor, ["number", "number"]);
  return { occurredAt: Number(occurredAt), position: Number(position) };
}
