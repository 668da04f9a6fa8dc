import type { InboxRecord } from "@attune/contract";
import type { Database } from "../../platform/postgres/database.ts";

const dayMs = 86_400_000;
/** The inbox is the live view's memory, and a safety net for ClickHouse. */
const inboxDays = 7;
/** Repeats are told for seven days; the eighth is that of the hour's own date. */
const messageDays = 8;

/** Drops whole partitions: inbox parts that are folded, in ClickHouse and a week old, and message ids of days that have passed. */
export async function forgetOld(database: Database, now: number, passed: number): Promise<readonly string[]> {
  const old = [...(await oldInboxParts(database, now, passed)), ...(await oldMessageDays(database, now))];
  for (const name of old) await database.query(`drop table ${name}`);
  return old;
}

async function oldInboxParts(database: Database, now: number, passed: number): Promise<readonly string[]> {
  const old: string[] = [];
  for (const name of await partitionsOf(database, "inbox")) {
    const [last] = await database.query<{ position: number; body: string }>(
      `select position, body from ${name} order by position desc limit 1`,
    );
    if (last === undefined || last.position >= passed) continue;
    const record = JSON.parse(last.body) as InboxRecord; // written by the appender only
    const isFull = last.position % 1_000_000 === 999_999;
    if (isFull && record.receivedAt < now - inboxDays * dayMs) old.push(name);
  }
  return old;
}

async function oldMessageDays(database: Database, now: number): Promise<readonly string[]> {
  const today = Math.floor(now / dayMs);
  const days = (await partitionsOf(database, "message_seen")).filter((name) =>
    /^message_seen_\d+$/.test(name),
  );
  return days.filter((name) => Number(name.slice("message_seen_".length)) < today - messageDays);
}

async function partitionsOf(database: Database, table: string): Promise<readonly string[]> {
  const rows = await database.query<{ name: string }>(
    `select c.relname as name
     from pg_inherits i
     join pg_class c on c.oid = i.inhrelid
     where i.inhparent = $1::regclass
     order by 1`,
    [table],
  );
  return rows.map((row) => row.name);
}
