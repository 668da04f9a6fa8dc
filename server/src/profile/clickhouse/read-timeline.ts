import type { JsonObject } from "@attune/contract";
import { joinEvent, type PersonalPart, type PlainRow } from "../../collect/index.ts";
import type { Memory } from "../../platform/clickhouse/memory.ts";
import type { Database } from "../../platform/postgres/database.ts";
import type { TimelineEntry, TimelineQuestion } from "../timeline.ts";

export interface TimelineRow extends Omit<PlainRow, "properties" | "context" | "simulated"> {
  readonly position: number;
  readonly simulated: boolean;
  readonly properties: string;
  readonly context: string;
}

/** Events of these leaves that ClickHouse holds, with their personal values from Postgres. */
export async function readTimeline(
  memory: Memory,
  database: Database,
  brandId: number,
  question: TimelineQuestion,
): Promise<TimelineEntry[]> {
  const { leafIds, channel, kind, before, limit } = question;
  const rows = await memory.query<TimelineRow>(
    `select ${eventColumns}
     from event
     where brand_id = {brand:UInt16}
       and leaf_id in {leaves:Array(UInt64)}
       and (occurred_at, position) < (fromUnixTimestamp64Milli({at:Int64}, 'UTC'), {position:UInt64})
       and ({channel:String} = '' or channel = {channel:String})
       and ({kind:String} = '' or name = {kind:String} or type = {kind:String})
     order by occurred_at desc, position desc
     limit {limit:UInt32}`,
    {
      brand: brandId,
      leaves: leafIds,
      at: before?.occurredAt ?? 9_000_000_000_000,
      position: before?.position ?? 0,
      channel: channel ?? "",
      kind: kind ?? "",
      limit: limit + 1,
    },
  );
  const personal = await readPersonal(
    database,
    brandId,
    rows.map((row) => row.position),
  );
  return rows.flatMap((row) => {
    const part = personal.get(row.position);
    return part ? [{ position: row.position, event: joinEvent(plainOf(row), part) }] : [];
  });
}

/** What `plainOf` reads. */
export const eventColumns = `position, type, name, channel, source_id as sourceId, toUnixTimestamp64Milli(occurred_at) as occurredAt,
       toUnixTimestamp64Milli(received_at) as receivedAt, simulated, properties, context`;

/** The sink wrote these rows. */
export function plainOf({
  properties,
  context,
  simulated,
  position: _position,
  ...row
}: TimelineRow): PlainRow {
  const mark = simulated ? { simulated } : {};
  return {
    ...row,
    ...mark,
    properties: JSON.parse(properties) as JsonObject,
    context: JSON.parse(context) as JsonObject,
  };
}

/** By position. */
export async function readPersonal(
  database: Database,
  brandId: number,
  positions: readonly number[],
): Promise<ReadonlyMap<number, PersonalPart>> {
  if (positions.length === 0) return new Map();
  const rows = await database.query<{ position: number; body: string }>(
    "select position, body from event_private where brand_id = $1 and position = any($2::bigint[])",
    [brandId, positions],
  );
  return new Map(rows.map((row) => [row.position, JSON.parse(row.body) as PersonalPart]));
}
