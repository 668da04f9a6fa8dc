import type { Queryable } from "../../server/src/platform/postgres/database.ts";
import { compileSegments } from "../../server/src/segment/index.ts";
import type { LiveSegment } from "./live-segments.ts";

/** Segments as they stand when their history has been read, for a brand without any; the program learns of them when it starts. */
export async function stampSegments(db: Queryable, segments: readonly LiveSegment[]): Promise<void> {
  await db.query(
    `with told as (
       select * from unnest($1::text[], $2::json[]) with ordinality as told (key, body, nth)
     ), made as (
       insert into definition (brand_id, kind, key, version, folded_version, live_version)
       select 1, 'segment', key, 1, 1, 1 from told order by nth
       returning definition_id, key
     ), filled as (
       insert into segment_fill (brand_id, segment_id, version, up_to_position, state, finished_at)
       select 1, definition_id, 1, 0, 'live', now() from made
     )
     insert into definition_version (definition_id, version, state, body, author, reason, position)
     select definition_id, 1, 'live', body, 'bench', '', 0 from made join told using (key)`,
    [
      segments.map(({ key }) => key),
      segments.map(({ name, condition }) => JSON.stringify({ name, condition })),
    ],
  );
  const ids = await db.query<{ definition_id: number; key: string }>(
    "select definition_id, key from definition where brand_id = 1 and kind = 'segment'",
  );
  const idOf = new Map(ids.map((row) => [row.key, row.definition_id]));
  const definitions = segments.map((segment) => ({
    ...segment,
    segmentId: idOf.get(segment.key) ?? 0,
    version: 1,
  }));
  const known = ids.length === segments.length ? definitions : [];
  const { slots, slotKeysOf } = compileSegments(known, { timeZone: "Europe/London" });
  const owner = new Map(
    known.flatMap(({ segmentId }) => slotKeysOf(segmentId).map((key) => [key, segmentId])),
  );
  await db.query(
    `insert into segment_slot (brand_id, slot_key, generation, segment_id, filled)
     select 1, slot_key, 0, segment_id, true from unnest($1::text[], $2::int[]) as told (slot_key, segment_id)`,
    [[...slots.keys()], [...slots.keys()].map((key) => owner.get(key) ?? 0)],
  );
}
