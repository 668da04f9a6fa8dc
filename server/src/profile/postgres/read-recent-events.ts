import type { EventRecord } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";
import type { LeafEvent, TimelineEntry, TimelineQuestion } from "../timeline.ts";

/** Events of these leaves that are folded but not in ClickHouse yet (after `sunkTo`), filtered as asked. */
export async function readRecentEvents(
  db: Queryable,
  brandId: number,
  sunkTo: number,
  question: TimelineQuestion,
): Promise<TimelineEntry[]> {
  const rows = await db.query<{ position: number; body: string }>(
    `select i.position, i.body
     from event_private p
     join inbox i on i.brand_id = p.brand_id and i.position = p.position
     where p.brand_id = $1 and p.position > $2 and p.leaf_id = any($3::bigint[])`,
    [brandId, sunkTo, question.leafIds],
  );
  return rows
    .map((row) => ({ position: row.position, event: JSON.parse(row.body) as EventRecord })) // written by the appender only
    .filter((entry) => isAsked(entry, question));
}

function isAsked({ event, position }: TimelineEntry, { channel, kind, before }: TimelineQuestion): boolean {
  if (channel !== undefined && event.channel !== channel) return false;
  if (kind !== undefined && event.name !== kind && event.type !== kind) return false;
  return (
    before === undefined ||
    event.occurredAt < before.occurredAt ||
    (event.occurredAt === before.occurredAt && position < before.position)
  );
}

/** Events of the leaves whose numbers lie in a range that are folded but not in ClickHouse yet (after `sunkTo`). */
export async function readRecentLeafEvents(
  db: Queryable,
  brandId: number,
  sunkTo: number,
  range: { readonly after: number; readonly upTo: number },
): Promise<readonly LeafEvent[]> {
  const rows = await db.query<{ leaf_id: number; position: number; body: string }>(
    `select p.leaf_id, i.position, i.body
     from event_private p
     join inbox i on i.brand_id = p.brand_id and i.position = p.position
     where p.brand_id = $1 and p.position > $2 and p.leaf_id > $3 and p.leaf_id <= $4`,
    [brandId, sunkTo, range.after, range.upTo],
  );
  return rows.map((row) => ({
    leafId: row.leaf_id,
    position: row.position,
    event: JSON.parse(row.body) as EventRecord, // written by the appender only
  }));
}
