import type { EventRecord } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";
import type { Appended } from "../handed.ts";

export async function readInbox(
  db: Queryable,
  brandId: number,
  after: number,
  limit: number,
): Promise<Appended[]> {
  return db.query(
    `select position, body
     from inbox
     where brand_id = $1 and position > $2
     order by position
     limit $3`,
    [brandId, after, limit],
  );
}

export async function readCursor(db: Queryable, brandId: number, name: string): Promise<number> {
  const [row] = await db.query<{ position: number }>(
    "select position from stream_cursor where brand_id = $1 and name = $2",
    [brandId, name],
  );
  return row?.position ?? 0;
}

/** The accepted events of a range with their leaves: what the fold kept, repeats and quarantined ones left out. */
export async function readAccepted(
  db: Queryable,
  brandId: number,
  from: number,
  to: number,
): Promise<{ readonly position: number; readonly leafId: number; readonly event: EventRecord }[]> {
  const rows = await db.query<{ position: number; leaf_id: number; body: string }>(
    `select i.position, p.leaf_id, i.body
     from inbox i
     join event_private p on p.brand_id = i.brand_id and p.position = i.position
     where i.brand_id = $1 and i.position > $2 and i.position <= $3
     order by i.position`,
    [brandId, from, to],
  );
  return rows.map((row) => ({
    position: row.position,
    leafId: row.leaf_id,
    event: JSON.parse(row.body) as EventRecord,
  }));
}
