import type { Memory } from "../../platform/clickhouse/memory.ts";
import { copyText } from "../../platform/postgres/copy-text.ts";
import { memoryJson } from "../../segment/clickhouse/memory-json.ts";
import type { FoldedEvent, LeafMoved, SinkRows } from "../batch.ts";
import type { Bounds } from "../postgres/sink-batch.ts";
import type { SinkChunk } from "../sink-tail.ts";

const eventsPerInsert = 20_000;

/** A row that ClickHouse refuses, whatever is tried. */
export type RefusedRow = (event: FoldedEvent, reason: string) => Promise<void>;

/** All of it at once; false when ClickHouse refuses a row of it: then nothing was inserted. The same token again inserts nothing. */
export async function insertChunk(
  memory: Memory,
  brandId: number,
  { count, lines, moved }: SinkChunk,
  token: string,
): Promise<boolean> {
  try {
    if (count > 0) await memory.insertTabbed("event", eventColumns, lines, `event:${token}:0`);
  } catch (error) {
    if (refusalOf(error) === undefined) throw error;
    return false;
  }
  await insertMoved(memory, brandId, moved, token);
  return true;
}

/** The same row by row: a block that is refused is halved until the one bad row is found. */
export async function insertRows(
  memory: Memory,
  brandId: number,
  { events, moved }: SinkRows,
  token: string,
  refused: RefusedRow,
): Promise<void> {
  for (let at = 0; at < events.length; at += eventsPerInsert) {
    await insertOrHalve(
      memory,
      brandId,
      events.slice(at, at + eventsPerInsert),
      `event:${token}:${at}`,
      refused,
    );
  }
  await insertMoved(memory, brandId, moved, token);
}

async function insertMoved(
  memory: Memory,
  brandId: number,
  moved: readonly LeafMoved[],
  token: string,
): Promise<void> {
  if (moved.length === 0) return;
  const lines = moved.map((one) =>
    JSON.stringify({
      brand_id: brandId,
      leaf_id: one.leafId,
      profile_id: one.profileId,
      version: one.position,
    }),
  );
  await memory.insertLines("leaf_profile", lines.join("\n"), `leaf:${token}`);
}

async function insertOrHalve(
  memory: Memory,
  brandId: number,
  events: readonly FoldedEvent[],
  token: string,
  refused: RefusedRow,
): Promise<void> {
  try {
    await memory.insertTabbed(
      "event",
      eventColumns,
      events.map((one) => eventLine(brandId, one)).join(""),
      token,
    );
  } catch (error) {
    const reason = refusalOf(error);
    const [first] = events;
    if (reason === undefined || first === undefined) throw error;
    if (events.length === 1) return refused(first, reason);
    const half = Math.ceil(events.length / 2);
    await insertOrHalve(memory, brandId, events.slice(0, half), `${token}:a`, refused);
    await insertOrHalve(memory, brandId, events.slice(half), `${token}:b`, refused);
  }
}

/** Codes with which ClickHouse refuses what a row says: it cannot be parsed or does not fit its column. Anything else may pass later. */
const rowFaults: ReadonlySet<string> = new Set([
  "6",
  "26",
  "27",
  "33",
  "38",
  "41",
  "53",
  "69",
  "70",
  "72",
  "117",
  "131",
  "321",
  "407",
  "636",
]);

function refusalOf(error: unknown): string | undefined {
  const code = (error as { code?: unknown } | undefined)?.code;
  return typeof code === "string" && rowFaults.has(code) ? `clickhouse ${code}` : undefined;
}

/** How many positions of a range ClickHouse holds. */
export async function countHeld(memory: Memory, brandId: number, { from, to }: Bounds): Promise<number> {
  const [row] = await memory.query<{ n: number }>(
    `select uniqExact(position) as n
     from event
     where brand_id = {brand:UInt16} and position > {from:UInt64} and position <= {to:UInt64}`,
    { brand: brandId, from, to },
  );
  return Number(row?.n ?? 0);
}

/** Which positions of a range ClickHouse holds already. */
export async function positionsHeld(
  memory: Memory,
  brandId: number,
  { from, to }: Bounds,
): Promise<ReadonlySet<number>> {
  const rows = await memory.query<{ position: number }>(
    `select position
     from event
     where brand_id = {brand:UInt16} and position > {from:UInt64} and position <= {to:UInt64}`,
    { brand: brandId, from, to },
  );
  return new Set(rows.map((row) => Number(row.position)));
}

const eventColumns =
  "brand_id, position, leaf_id, occurred_at, received_at, type, name, channel, source_id, simulated, properties, context";

/** A row of the table `event` as TabSeparated text. */
export function eventLine(brandId: number, { position, leafId, event, split }: FoldedEvent): string {
  const { occurredAt, receivedAt, type, name, channel, sourceId, simulated } = event;
  const properties = copyText(memoryJson(split.properties));
  const context = copyText(memoryJson(split.context));
  return `${brandId}\t${position}\t${leafId}\t${instant(occurredAt)}\t${instant(receivedAt)}\t${type}\t${copyText(name)}\t${channel}\t${sourceId}\t${simulated === true}\t${properties}\t${context}\n`;
}

/** DateTime64 begins with 1900 and ends with 2299. */
const [earliest, latest] = [Date.UTC(1900, 0, 1), Date.UTC(2299, 11, 31)];

const dayMs = 86_400_000;
const twoDigits = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, "0"));
let newestDay = { day: 0, text: "1970-01-01" };

/** As DateTime64 in text. Events of one moment share their day, and a Date for each would cost more than all of the row's other numbers. */
function instant(at: number): string {
  const bounded = Math.floor(Math.min(latest, Math.max(earliest, at)));
  const day = Math.floor(bounded / dayMs);
  if (day !== newestDay.day)
    newestDay = { day, text: new Date(day * dayMs).toISOString().slice(0, "2026-01-31".length) };
  const ms = bounded - day * dayMs;
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const clock = `${twoDigits[Math.floor(minutes / 60)]}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`;
  return `${newestDay.text} ${clock}.${String(ms % 1000).padStart(3, "0")}`;
}
