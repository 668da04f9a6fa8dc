import type { InboxRecord } from "@attune/contract";
import type { Database } from "../../platform/postgres/database.ts";
import { type LiveEventStore, type LivePage, toLiveEvent } from "../live-events.ts";

/** Reads the inbox itself: what was answered a moment ago is there. */
export function createLiveEventStore(database: Database): LiveEventStore {
  return { read: (brandId, after, limit) => read(database, brandId, after, limit) };
}

interface Row {
  readonly position: number;
  readonly body: string;
}

async function read(
  database: Database,
  brandId: number,
  after: number | undefined,
  limit: number,
): Promise<LivePage> {
  const [rows, sources] = await Promise.all([
    after === undefined ? readNewest(database, brandId, limit) : readNext(database, brandId, after, limit),
    database.query<{ source_id: number; key: string }>(
      "select source_id, key from source where brand_id = $1",
      [brandId],
    ),
  ]);
  const keys = new Map(sources.map((source) => [source.source_id, source.key]));
  const events = rows.flatMap(({ position, body }) => {
    const record = JSON.parse(body) as InboxRecord; // written by the appender only
    return record.kind === "event" ? [toLiveEvent(position, record, keys.get(record.sourceId) ?? "?")] : [];
  });
  return { events: events.sort((a, b) => b.position - a.position), upTo: highest(rows) ?? after ?? 0 };
}

function readNewest(database: Database, brandId: number, limit: number): Promise<Row[]> {
  return database.query<Row>(
    `select position, body
     from inbox
     where brand_id = $1
     order by position desc
     limit $2`,
    [brandId, limit],
  );
}

function readNext(database: Database, brandId: number, after: number, limit: number): Promise<Row[]> {
  return database.query<Row>(
    `select position, body
     from inbox
     where brand_id = $1 and position > $2
     order by position
     limit $3`,
    [brandId, after, limit],
  );
}

function highest(rows: readonly Row[]): number | undefined {
  return rows.length === 0 ? undefined : rows.reduce((most, row) => Math.max(most, row.position), 0);
}
