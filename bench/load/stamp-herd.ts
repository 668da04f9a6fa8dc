import { startEngines } from "../../server/src/platform/engines/engines.ts";
import { type Database, openDatabase } from "../../server/src/platform/postgres/database.ts";
import { defineSlot } from "../../server/src/segment/slots/slot.ts";
import { endLater } from "../ending.ts";
import { say } from "../report.ts";
import { probeSegment } from "../world/live-segments.ts";

const hourMs = 3_600_000;

export interface Herd {
  readonly segmentId: number;
  /** When the herd is due. */
  readonly dueAt: number;
  readonly customers: number;
  /** Before it, one is due each millisecond from here on. */
  readonly singlesFrom: number;
  readonly singles: number;
}

/** Epoch milliseconds; `singles` leave one by one before the herd does. */
interface HerdOrder {
  readonly singles: number;
  readonly singlesFrom: number;
  readonly dueAt: number;
}

/**
 * Makes everybody in a loaded world a member of the probe's segment, as if each had pressed the bell an hour before they are due. Nothing
 * runs on the folder yet.
 */
export async function stampHerd(folder: string, order: HerdOrder): Promise<Herd> {
  const engines = await startEngines({
    dataFolder: folder,
    clickhouseUrl: "http://nobody@127.0.0.1:1",
    log: () => undefined,
  });
  const stop = endLater(() => engines.stop());
  const database = openDatabase(engines.postgresUrl, { connections: 1 });
  const startedAt = performance.now();
  const { segmentId, slot } = await findSegment(database);
  await database.query(stampSql(segmentId, slot, order));
  const [row] = await database.query<{ customers: number }>(
    `select count(*) as customers from segment_member where segment_id = ${segmentId}`,
  );
  await database.query("vacuum (analyze) profile, segment_member");
  await database.query("checkpoint");
  await database.close();
  await stop();
  const members = row?.customers ?? 0;
  say(
    `${members} customers have pressed the bell after ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`,
  );
  return { ...order, segmentId, customers: members - order.singles };
}

async function findSegment(
  database: Database,
): Promise<{ readonly segmentId: number; readonly slot: string }> {
  const slot = defineSlot({ event: "Bell Pressed", where: {} }, { kind: "newest", keep: 1 });
  const [row] = await database.query<{ definition_id: number; generation: number }>(
    `select d.definition_id, s.generation
     from definition d
     join segment_slot s on s.brand_id = d.brand_id and s.slot_key = $2
     where d.kind = 'segment' and d.key = $1`,
    [probeSegment.key, slot.key],
  );
  if (row === undefined) throw new Error(`The world has no segment ${probeSegment.key}.`);
  return { segmentId: row.definition_id, slot: `${slot.key}.${row.generation.toString(36)}` };
}

/** As the fold would have left it: the slot, the membership in the row and in the list, the size, the timer. */
function stampSql(segmentId: number, slot: string, { singles, singlesFrom, dueAt }: HerdOrder): string {
  const pressedAt = `' || due_ms - ${hourMs} || '`;
  const slotted = `regexp_replace(profile.state, '"slots":\\{', '"slots":{"${slot}":[${pressedAt}],')`;
  const stated = `regexp_replace(${slotted}, '"segments":\\{', '"segments":{"${segmentId}":${pressedAt},')`;
  return `with due as materialized (
      select profile_id,
        case when row_number() over (order by hashint8(profile_id)) <= ${singles}
          then ${singlesFrom} + row_number() over (order by hashint8(profile_id)) else ${dueAt} end as due_ms
      from profile
      where brand_id = 1 and not hidden and merged_into is null
    ), stamped as (
      update profile
      set timer_at = to_timestamp(due_ms / 1000.0), state = replace(${stated}, ',}', '}')
      from due
      where profile.brand_id = 1 and profile.profile_id = due.profile_id
    ), sized as (
      insert into segment_size (brand_id, segment_id, writer, size)
      select 1, ${segmentId}, 0, count(*) from due
      on conflict (brand_id, segment_id, writer) do update set size = excluded.size
    )
    insert into segment_member (brand_id, segment_id, profile_id, entered_at)
    select 1, ${segmentId}, profile_id, to_timestamp((due_ms - ${hourMs}) / 1000.0) from due order by profile_id`;
}
