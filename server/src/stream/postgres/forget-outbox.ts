import type { Database, Transaction } from "../../platform/postgres/database.ts";

const keptDays = 7;
const dayMs = 86_400_000;
const atOnce = 10_000;

/**
 * Drops what the outbox has told longer ago than a week, and notes how far (setting `outbox.floor`): who asks for what lies before is refused. The newest
 * stays, so that the end of the stream is known. Says how many went.
 */
export async function forgetOutbox(database: Database, brandId: number, now: number): Promise<number> {
  let gone = 0;
  for (let some = atOnce; some === atOnce; gone += some)
    some = await database.transaction((tx) => forgetSome(tx, brandId, now - keptDays * dayMs));
  return gone;
}

async function forgetSome(tx: Transaction, brandId: number, before: number): Promise<number> {
  const [row] = await tx.query<{ n: number }>(
    `with newest as (
       select position, ordinal from outbox where brand_id = $1 order by position desc, ordinal desc limit 1
     ), oldest as (
       select position, ordinal, recorded_at from outbox where brand_id = $1 order by position, ordinal limit $3
     ), old as (
       select o.position, o.ordinal
       from oldest o, newest n
       where o.recorded_at < $2
         and (o.position, o.ordinal) < (n.position, n.ordinal)
     ), gone as (
       delete from outbox using old
       where outbox.brand_id = $1
         and outbox.position = old.position
         and outbox.ordinal = old.ordinal
       returning outbox.position, outbox.ordinal
     ), floor as (
       insert into setting (brand_id, key, value)
       select $1, 'outbox.floor', jsonb_build_object('position', position, 'ordinal', ordinal)
       from gone
       order by position desc, ordinal desc
       limit 1
       on conflict (brand_id, key) do update set value = excluded.value
     )
     select count(*) as n from gone`,
    [brandId, new Date(before), atOnce],
  );
  return row?.n ?? 0;
}
