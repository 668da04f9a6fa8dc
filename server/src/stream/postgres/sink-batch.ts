import { splitEvent } from "../../collect/index.ts";
import type { Queryable } from "../../platform/postgres/database.ts";
import type { SinkRows } from "../batch.ts";
import { readAccepted } from "./inbox-reader.ts";

/** Positions (from, to]. */
export interface Bounds {
  readonly from: number;
  readonly to: number;
}

export async function lastSunk(db: Queryable, brandId: number): Promise<number> {
  const [last] = await db.query<{ position: number | null }>(
    "select max(to_position) as position from sink_batch where brand_id = $1 and name = 'event' and done_at is not null",
    [brandId],
  );
  return last?.position ?? 0;
}

export async function openBatch(db: Queryable, brandId: number, { from, to }: Bounds): Promise<void> {
  await db.query(
    "insert into sink_batch (brand_id, name, from_position, to_position) values ($1, 'event', $2, $3)",
    [brandId, from, to],
  );
}

export async function findOpenBatch(db: Queryable, brandId: number): Promise<Bounds | undefined> {
  const [open] = await db.query<Bounds>(
    `select from_position as "from", to_position as "to"
     from sink_batch
     where brand_id = $1 and name = 'event' and done_at is null
     order by from_position
     limit 1`,
    [brandId],
  );
  return open;
}

/** Marks a batch done; only the last one is kept. */
export async function closeBatch(db: Queryable, brandId: number, { from }: Bounds): Promise<void> {
  await db.query(
    `with gone as (
       delete from sink_batch where brand_id = $1 and name = 'event' and from_position < $2 and done_at is not null
     )
     update sink_batch set done_at = now() where brand_id = $1 and name = 'event' and from_position = $2`,
    [brandId, from],
  );
}

/** How many events of these positions were accepted: repeats and what is in quarantine left out. */
export async function countAccepted(db: Queryable, brandId: number, { from, to }: Bounds): Promise<number> {
  const [row] = await db.query<{ n: number }>(
    "select count(*) as n from event_private where brand_id = $1 and position > $2 and position <= $3",
    [brandId, from, to],
  );
  return row?.n ?? 0;
}

/** What the fold made of these positions, read back from Postgres. */
export async function readRange(db: Queryable, brandId: number, { from, to }: Bounds): Promise<SinkRows> {
  const accepted = await readAccepted(db, brandId, from, to);
  const moved = await db.query<{ leafId: number; profileId: number; position: number }>(
    `select leaf_id as "leafId", profile_id as "profileId", position
     from leaf
     where brand_id = $1 and position > $2 and position <= $3`,
    [brandId, from, to],
  );
  return { events: accepted.map((one) => ({ ...one, split: splitEvent(one.event) })), moved };
}
