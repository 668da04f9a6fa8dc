import { createHash, hash } from "node:crypto";
import type { EventRecord } from "@attune/contract";
import { joinedColumn, joinTexts } from "../platform/postgres/copy-text.ts";
import type { Transaction } from "../platform/postgres/database.ts";
import type { Positioned } from "./batch.ts";
import type { Partitions } from "./postgres/partitions.ts";

const hourMs = 3_600_000;
const hoursPerDay = 24;
/** Days whose message ids have a partition of their own, which goes as a whole when it is too old. */
const recentDays = 8;

/** Positions of events that were accepted before: by message id and the hour of the event's own time, or for imports by natural key, for ever. Remembers the others. */
export async function dropRepeats(
  tx: Transaction,
  partitions: Partitions,
  brandId: number,
  events: readonly Positioned[],
  now: number,
): Promise<ReadonlySet<number>> {
  const repeats = new Set<number>();
  const messages = new Map<
    string,
    { readonly position: number; readonly hour: number; readonly digest: string }
  >();
  const naturals = new Map<string, { readonly position: number; readonly digest: string }>();
  for (const { position, record } of events) {
    if (record.kind !== "event") continue;
    if (record.naturalKey !== undefined) {
      const digest = digestOf(record.naturalKey);
      noteFirst(naturals, digest, { position, digest }, repeats);
    }
    // What was imported as an event may have come through the door before.
    if (record.naturalKey === undefined || record.naturalKey.startsWith("event:")) {
      const message = { position, hour: hourOf(record), digest: digestOf(scopedId(record)) };
      noteFirst(messages, `${message.hour} ${message.digest}`, message, repeats);
    }
  }
  await rememberMessages(tx, partitions, brandId, messages, repeats, now);
  await rememberNaturalKeys(tx, brandId, naturals, repeats);
  return repeats;
}

function noteFirst<T extends { readonly position: number }>(
  first: Map<string, T>,
  key: string,
  value: T,
  repeats: Set<number>,
): void {
  if (first.has(key)) repeats.add(value.position);
  else first.set(key, value);
}

/** An id counts within its source and kind of key: two tills may both count 1, 2, 3, and a public key must not keep a server's event out. */
function scopedId({ messageId, sourceId, proof }: EventRecord): string {
  return `${sourceId} ${proof} ${messageId}`;
}

/** The sender's own time where it told one: a retry tells the same. Without one every hour is the same. */
function hourOf(record: EventRecord): number {
  return record.originalAt === undefined
    ? 0
    : Math.max(-1_000_000, Math.min(1_000_000_000, Math.floor(record.originalAt / hourMs)));
}

/** 128 bits as a uuid. */
function digestOf(text: string): string {
  // A lone surrogate cannot be encoded and would collide with another: hash its UTF-16 form instead.
  return text.isWellFormed()
    ? hash("md5", text, "hex")
    : createHash("md5").update(Buffer.from(text, "utf16le")).digest("hex");
}

async function rememberMessages(
  tx: Transaction,
  partitions: Partitions,
  brandId: number,
  messages: ReadonlyMap<
    string,
    { readonly position: number; readonly hour: number; readonly digest: string }
  >,
  repeats: Set<number>,
  now: number,
): Promise<void> {
  if (messages.size === 0) return;
  const all = [...messages.values()];
  const today = Math.floor(now / hourMs / hoursPerDay);
  const days = new Set(all.map((one) => Math.floor(one.hour / hoursPerDay)));
  await partitions.ensureMessageDays(
    tx,
    [...days].filter((day) => day >= today - recentDays && day <= today + 1),
  );
  const seen = await tx.query<{ hour: number; digest: string }>(
    `with told as (
       select hour, digest from unnest(${joinedColumn(2, "int")}, ${joinedColumn(3, "uuid")}) as told (hour, digest)
     ), kept as (
       insert into message_seen (brand_id, hour, digest)
       select $1, hour, digest from told
       on conflict do nothing
       returning hour, digest
     )
     select hour, replace(digest::text, '-', '') as digest from (select hour, digest from told except all select hour, digest from kept) as repeated`,
    [brandId, joinTexts(all.map((one) => one.hour)), joinTexts(all.map((one) => one.digest))],
  );
  for (const { hour, digest } of seen) {
    const message = messages.get(`${hour} ${digest}`);
    if (message) repeats.add(message.position);
  }
}

async function rememberNaturalKeys(
  tx: Transaction,
  brandId: number,
  naturals: ReadonlyMap<string, { readonly position: number; readonly digest: string }>,
  repeats: Set<number>,
): Promise<void> {
  if (naturals.size === 0) return;
  const all = [...naturals.values()];
  const kept = await tx.query<{ position: number }>(
    `insert into natural_key (brand_id, digest, position)
     select $1, digest, position from unnest($2::uuid[], $3::bigint[]) as told (digest, position)
     on conflict do nothing
     returning position`,
    [brandId, all.map((one) => one.digest), all.map((one) => one.position)],
  );
  const fresh = new Set(kept.map((row) => row.position));
  for (const { position } of all) if (!fresh.has(position)) repeats.add(position);
}
