import type { Memory } from "../../platform/clickhouse/memory.ts";
import { copyText } from "../../platform/postgres/copy-text.ts";
import { memoryJson } from "../../segment/clickhouse/memory-json.ts";
import type { FoldedEvent } from "../batch.ts";
import type { Bounds } from "../postgres/sink-batch.ts";
import type { SinkRows } from "../sink-tail.ts";

const eventsPerInsert = 20_000;

/** Inserts the rows; the same token again inserts nothing. */
export async function insertRows(
  memory: Memory,
  brandId: number,
  { events, moved }: SinkRows,
  token: string,
): Promise<void> {
  for (let at = 0; at < events.length; at += eventsPerInsert) {
    let text = "";
    for (const one of events.slice(at, at + eventsPerInsert)) text += eventLine(brandId, one);
    await memory.insertTabbed("event", eventColumns, text, `event:${token}:${at}`);
  }
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

function eventLine(brandId: number, { position, leafId, event, split }: FoldedEvent): string {
  const { occurredAt, receivedAt, type, name, channel, sourceId, simulated } = event;
  const properties = copyText(memoryJson(split.properties));
  const context = copyText(memoryJson(split.context));
  return `${brandId}\t${position}\t${leafId}\t${instant(occurredAt)}\t${instant(receivedAt)}\t${type}\t${copyText(name)}\t${channel}\t${sourceId}\t${simulated === true}\t${properties}\t${context}\n`;
}

/** DateTime64 begins with 1900 and ends with 2299. */
const [earliest, latest] = [Date.UTC(1900, 0, 1), Date.UTC(2299, 11, 31)];

function instant(at: number): string {
  return new Date(Math.min(latest, Math.max(earliest, at))).toISOString().slice(0, -1).replace("T", " ");
}
