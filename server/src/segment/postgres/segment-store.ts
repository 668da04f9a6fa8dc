import type { Identifier } from "@attune/contract";
import type { Database, Queryable } from "../../platform/postgres/database.ts";
import type { ProfileState } from "../../profile/index.ts";
import type {
  FillProgress,
  SegmentProfile,
  SegmentStore,
  StoredMember,
  WrittenSizes,
} from "../segment-store.ts";
import { countStages } from "./count-stages.ts";

export function createSegmentStore(database: Database): SegmentStore {
  return {
    written: (brandId, nowMs, mostDue) => readWritten(database, brandId, nowMs, mostDue),
    fills: (brandId) => readFills(database, brandId),
    members: (brandId, segmentId, afterId, limit) =>
      readMembers(database, brandId, segmentId, afterId, limit),
    due: (brandId, nowMs, afterId, limit) => readDue(database, brandId, nowMs, afterId, limit),
    stages: (brandId, profiles) => countStages(database, brandId, profiles),
    profiles: (brandId, profileIds) => readProfiles(database, brandId, profileIds),
    identifiers: (brandId, profileIds) => readIdentifiers(database, brandId, profileIds),
  };
}

/** In one snapshot: who is told between two statements would be counted twice, or not at all. */
function readWritten(
  database: Database,
  brandId: number,
  nowMs: number,
  mostDue: number,
): Promise<WrittenSizes> {
  return database.transaction(async (tx) => {
    const [, sizes, fills, due] = await Promise.all([
      tx.query("set transaction isolation level repeatable read, read only"),
      readSizes(tx, brandId),
      readFills(tx, brandId),
      readDue(tx, brandId, nowMs, -1, mostDue),
    ]);
    return { sizes, fills, due };
  });
}

async function readSizes(database: Queryable, brandId: number): Promise<ReadonlyMap<number, number>> {
  const rows = await database.query<{ segment_id: number; size: number }>(
    `select segment_id, sum(size)::bigint as size
     from segment_size
     where brand_id = $1
     group by segment_id`,
    [brandId],
  );
  return new Map(rows.map((row) => [row.segment_id, row.size]));
}

/** Reading history counts for one half, asking customers for the other; both go along dense numbers. */
async function readFills(database: Queryable, brandId: number): Promise<ReadonlyMap<number, FillProgress>> {
  const rows = await database.query<{ segment_id: number; state: string; done: number; asked: number }>(
    `select distinct on (f.segment_id) f.segment_id, f.state,
       least(1, f.done_leaf_id / greatest(h.leaf_id, 1)::float8) as done,
       least(1, f.done_profile_id / greatest(h.leaf_id, 1)::float8) as asked
     from segment_fill f
     join identity_head h on h.brand_id = f.brand_id
     where f.brand_id = $1
     order by f.segment_id, f.version desc`,
    [brandId],
  );
  return new Map(
    rows.map((row): [number, FillProgress] => {
      if (row.state === "live") return [row.segment_id, { state: "live", progress: 1 }];
      const progress = row.state === "filling" ? row.done / 2 : (1 + row.asked) / 2;
      return [row.segment_id, { state: "filling", progress }];
    }),
  );
}

async function readMembers(
  database: Queryable,
  brandId: number,
  segmentId: number,
  afterId: number,
  limit: number,
): Promise<readonly StoredMember[]> {
  const rows = await database.query<{ profile_id: number; entered_at: number }>(
    `select profile_id, entered_at
     from segment_member
     where brand_id = $1
       and segment_id = $2
       and profile_id > $3
     order by profile_id
     limit $4`,
    [brandId, segmentId, afterId, limit],
  );
  return rows.map((row) => ({ profileId: row.profile_id, enteredAt: row.entered_at }));
}

/** Materialized: else the planner may walk all profiles in order to find the first few that are due. */
async function readDue(
  database: Queryable,
  brandId: number,
  nowMs: number,
  afterId: number,
  limit: number,
): Promise<readonly SegmentProfile[]> {
  const rows = await database.query<Row>(
    `with due as materialized (
       select profile_id
       from profile
       where brand_id = $1
         and timer_at <= $2
         and not hidden
         and merged_into is null
     ), page as (
       select profile_id
       from due
       where profile_id > $3
       order by profile_id
       limit $4
     )
     select p.profile_id, p.state
     from page
     join profile p on p.brand_id = $1 and p.profile_id = page.profile_id
     order by p.profile_id`,
    [brandId, new Date(nowMs), afterId, limit],
  );
  return rows.map(profileOf);
}

async function readProfiles(
  database: Queryable,
  brandId: number,
  profileIds: readonly number[],
): Promise<readonly SegmentProfile[]> {
  const rows = await database.query<Row>(
    `select profile_id, state
     from profile
     where brand_id = $1
       and profile_id = any($2::bigint[])
     order by profile_id`,
    [brandId, profileIds],
  );
  return rows.map(profileOf);
}

async function readIdentifiers(
  database: Queryable,
  brandId: number,
  profileIds: readonly number[],
): Promise<ReadonlyMap<number, readonly Identifier[]>> {
  const rows = await database.query<{ profile_id: number; identifiers: readonly Identifier[] }>(
    `select l.profile_id,
       json_agg(json_build_object('namespace', i.namespace, 'value', i.value) order by i.namespace, i.value) as identifiers
     from leaf l
     join identifier i on i.brand_id = l.brand_id and i.leaf_id = l.leaf_id
     where l.brand_id = $1
       and l.profile_id = any($2::bigint[])
       and i.namespace not in ('receipt', 'claim')
     group by l.profile_id`,
    [brandId, profileIds],
  );
  return new Map(rows.map((row) => [row.profile_id, row.identifiers]));
}

interface Row {
  readonly profile_id: number;
  readonly state: string;
}

function profileOf(row: Row): SegmentProfile {
  return { profileId: row.profile_id, state: JSON.parse(row.state) as ProfileState }; // written by the fold only
}
