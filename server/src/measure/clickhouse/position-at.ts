import type { Memory } from "../../platform/clickhouse/memory.ts";

/** Of the last event that had come in; 0 when there was none. */
export async function positionAt(memory: Memory, brandId: number, atMs: number): Promise<number> {
  const [row] = await memory.query<{ position: number }>(
    `select max(position) as position
     from event
     where brand_id = {brandId:UInt16}
       and received_at < fromUnixTimestamp64Milli({atMs:Int64})`,
    { brandId, atMs },
  );
  return row?.position ?? 0;
}
