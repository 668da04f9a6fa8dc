import type { Memory } from "../../platform/clickhouse/memory.ts";
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
    const lines = events.slice(at, at + eventsPerInsert).map((one) => eventLine(brandId, one));
    await memory.insertLines("event", lines.join("\n"), `event:${token}:${at}`);
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

function eventLine(brandId: number, { position, leafId, event, split }: FoldedEvent): string {
  return JSON.stringify({
    brand_id: brandId,
    position,
    leaf_id: leafId,
    occurred_at: event.occurredAt,
    received_at: event.receivedAt,
    type: event.type,
    name: event.name,
    channel: event.channel,
    source_id: event.sourceId,
    simulated: event.simulated === true,
    properties: JSON.stringify(split.properties),
    context: JSON.stringify(split.context),
  });
}
