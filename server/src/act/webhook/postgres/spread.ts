import type { Database, Queryable, Transaction } from "../../../platform/postgres/database.ts";
import type { Place } from "../delivery.ts";
import type { Telling } from "../webhook-store.ts";

export async function beginWebhooks(db: Queryable, brandId: number, keys: readonly string[]): Promise<void> {
  await db.query(
    `with live as (
       select d.key, v.position
       from definition d
       join definition_version v on v.definition_id = d.definition_id and v.version = d.live_version
       where d.brand_id = $1 and d.kind = 'webhook'
     ), gone as (
       delete from webhook where brand_id = $1 and webhook_key not in (select key from live)
     )
     insert into webhook (brand_id, webhook_key, position, ordinal)
     select $1, key, position, 0 from live where key = any($2::text[])
     on conflict do nothing`,
    [brandId, keys],
  );
}

/** A commit that waits for the disk: what the fold told before it is on the disk too, so that nothing is sent that a crash would undo. */
export function spread(
  database: Database,
  brandId: number,
  telling: Telling,
  now: number,
  most: number,
): Promise<boolean> {
  return database.transaction((tx) => spreadSome(tx, brandId, telling, now, most));
}

async function spreadSome(
  tx: Transaction,
  brandId: number,
  { key, segments, events }: Telling,
  now: number,
  most: number,
): Promise<boolean> {
  const [from] = await tx.query<Place & { head: Place | null }>(
    `select position, ordinal, (
         select json_build_object('position', position, 'ordinal', ordinal)
         from outbox where brand_id = $1 order by position desc, ordinal desc limit 1
       ) as head
     from webhook
     where brand_id = $1 and webhook_key = $2
     for update`,
    [brandId, key],
  );
  const head = from?.head ?? undefined;
  if (from === undefined || head === undefined || !isBefore(from, head)) return false;
  const kinds = events.map((event) => `segment.${event}`);
  const made = await tx.query<Place>(makeDeliveries, [
    brandId,
    key,
    segments,
    kinds,
    from.position,
    from.ordinal,
    head.position,
    head.ordinal,
    new Date(now),
    most,
  ]);
  const isFull = made.length === most;
  const to = isFull ? made.toSorted((a, b) => (isBefore(a, b) ? -1 : 1)).at(-1) : head;
  await tx.query("update webhook set position = $3, ordinal = $4 where brand_id = $1 and webhook_key = $2", [
    brandId,
    key,
    to?.position,
    to?.ordinal,
  ]);
  return isFull;
}

function isBefore(a: Place, b: Place): boolean {
  return a.position !== b.position ? a.position < b.position : a.ordinal < b.ordinal;
}

/** A change that was told before and is told again begins anew, under its own id. */
const makeDeliveries = `
  with told as (
    select o.position, o.ordinal, o.kind, o.segment_id, o.body::json as body
    from outbox o
    where o.brand_id = $1
      and o.segment_id in (select -definition_id from definition where brand_id = $1 and kind = 'segment' and key = any($3::text[]))
      and o.kind = any($4::text[])
      and (o.position, o.ordinal) > ($5, $6)
      and (o.position, o.ordinal) <= ($7, $8)
    order by o.position, o.ordinal
    limit $10
  ), made as (
    insert into webhook_delivery (brand_id, webhook_key, position, ordinal, segment_id, profile_id, entered, changed_at, version, state, next_at)
    select $1, $2, position, ordinal, segment_id, (body->>'profileId')::bigint, kind = 'segment.entered',
      to_timestamp((body->>'at')::float8 / 1000), (body->>'version')::int, 'waiting', $9
    from told
    on conflict (brand_id, webhook_key, position, ordinal) do update
    set state = 'waiting', attempts = 0, next_at = excluded.next_at, status = null, reason = null, done_at = null
    where webhook_delivery.state <> 'waiting'
  )
  select position, ordinal from told`;

export async function replayFrom(
  database: Database,
  brandId: number,
  key: string,
  { position, ordinal }: Place,
): Promise<boolean> {
  const moved = await database.query(
    `update webhook
     set position = $3, ordinal = $4
     where brand_id = $1
       and webhook_key = $2
       and not exists (
         select from setting
         where brand_id = $1
           and key = 'outbox.floor'
           and ((value->>'position')::bigint, (value->>'ordinal')::int) > ($3, $4)
       )
     returning webhook_key`,
    [brandId, key, position, ordinal],
  );
  return moved.length > 0;
}

export async function replayOne(
  db: Queryable,
  brandId: number,
  key: string,
  { position, ordinal }: Place,
  now: number,
): Promise<boolean> {
  const found = await db.query(
    `update webhook_delivery
     set state = 'waiting', attempts = 0, next_at = $5, status = null, reason = null, done_at = null
     where brand_id = $1
       and webhook_key = $2
       and position = $3
       and ordinal = $4
     returning position`,
    [brandId, key, position, ordinal, new Date(now)],
  );
  return found.length > 0;
}
