import type { Transaction } from "../../platform/postgres/database.ts";
import type { MembershipChange } from "../../profile/index.ts";

const quarterMs = 900_000;

interface Tide {
  readonly segmentId: number;
  readonly quarterAt: number;
  entries: number;
  exits: number;
}

/** Sizes as summed deltas, with their past. Says which version of each segment is in force: that by which its members came and went. */
export async function saveSizes(
  tx: Transaction,
  brandId: number,
  memberships: readonly MembershipChange[],
): Promise<ReadonlyMap<number, number>> {
  const tides = tidesOf(memberships);
  const rows = await tx.query<{ segment_id: number; version: number }>(
    `with told as (
       select segment_id, to_timestamp(quarter_at / 1000.0) as quarter_at, entries, exits
       from unnest($2::int[], $3::float8[], $4::bigint[], $5::bigint[]) as told (segment_id, quarter_at, entries, exits)
     ), sized as (
       insert into segment_size (brand_id, segment_id, writer, size)
       select $1, segment_id, 0, sum(entries - exits) from told group by segment_id
       on conflict (brand_id, segment_id, writer) do update set size = segment_size.size + excluded.size
     ), tided as (
       insert into segment_tide (brand_id, segment_id, quarter_at, entries, exits)
       select $1, segment_id, quarter_at, entries, exits from told
       on conflict (brand_id, segment_id, quarter_at) do update
       set entries = segment_tide.entries + excluded.entries,
           exits = segment_tide.exits + excluded.exits
     )
     select distinct told.segment_id, coalesce(d.live_version, d.folded_version) as version
     from told
     join definition d on d.definition_id = abs(told.segment_id)`,
    [
      brandId,
      tides.map((one) => one.segmentId),
      tides.map((one) => one.quarterAt),
      tides.map((one) => one.entries),
      tides.map((one) => one.exits),
    ],
  );
  return new Map(rows.map((row) => [row.segment_id, row.version]));
}

function tidesOf(memberships: readonly MembershipChange[]): readonly Tide[] {
  const tides = new Map<string, Tide>();
  for (const { segmentId, at, entered } of memberships) {
    const quarterAt = Math.floor(at / quarterMs) * quarterMs;
    const key = `${segmentId} ${quarterAt}`;
    const tide = tides.get(key) ?? { segmentId, quarterAt, entries: 0, exits: 0 };
    tides.set(key, tide);
    if (entered) tide.entries += 1;
    else tide.exits += 1;
  }
  return [...tides.values()];
}

/** Everybody leaves at once, and is told: the segment is retired, or its members may be used for something else than before. */
export async function leaveAllMembers(
  tx: Transaction,
  brandId: number,
  segmentId: number,
  told: { readonly position: number; readonly at: number; readonly version: number },
): Promise<void> {
  await tx.query(
    `with gone as (
       delete from segment_member where brand_id = $1 and segment_id = $2 returning profile_id, entered_at
     ), stay as (
       insert into segment_stay (brand_id, profile_id, segment_id, entered_at, left_at)
       select $1, profile_id, $2, entered_at, to_timestamp($4 / 1000.0) from gone where $2 > 0
     ), tided as (
       insert into segment_tide (brand_id, segment_id, quarter_at, entries, exits)
       select $1, $2, to_timestamp(floor($4 / 900000.0) * 900), 0, count(*) from gone having count(*) > 0
       on conflict (brand_id, segment_id, quarter_at) do update set exits = segment_tide.exits + excluded.exits
     )
     insert into outbox (brand_id, position, ordinal, kind, body, segment_id, recorded_at)
     select $1, $3,
       coalesce((select max(ordinal) from outbox where brand_id = $1 and position = $3), 0) + row_number() over (order by profile_id),
       'segment.left',
       json_build_object('segmentId', $2::int, 'profileId', profile_id, 'at', $4::float8::bigint, 'version', $5::int)::text,
       $2, now()
     from gone`,
    [brandId, segmentId, told.position, told.at, told.version],
  );
  await tx.query("delete from segment_size where brand_id = $1 and segment_id = $2", [brandId, segmentId]);
}
