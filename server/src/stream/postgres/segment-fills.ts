import type { JsonObject } from "@attune/contract";
import type { FoldedDefinition } from "../../govern/index.ts";
import type { Queryable, Transaction } from "../../platform/postgres/database.ts";

/** Kinds of definitions that need history. */
export type FilledKind = "segment" | "experience" | "computed-trait";

/** How far a definition's version has come: its history is read, its customers are asked, it is live. */
export interface Fill {
  readonly segmentId: number;
  readonly kind: FilledKind;
  readonly version: number;
  readonly state: "filling" | "evaluating" | "live";
  readonly upToPosition: number;
  readonly doneLeafId: number;
  readonly doneProfileId: number;
  /** No earlier version was asked of anybody. */
  readonly isFirst: boolean;
}

/** The newest fill of each definition. */
export async function loadFills(database: Queryable, brandId: number): Promise<readonly Fill[]> {
  return database.query<Fill>(
    `select distinct on (f.segment_id) f.segment_id as "segmentId", d.kind, f.version, f.state, f.up_to_position as "upToPosition",
       f.done_leaf_id as "doneLeafId", f.done_profile_id as "doneProfileId",
       not exists (
         select from segment_fill e
         where e.brand_id = f.brand_id and e.segment_id = f.segment_id and e.version < f.version and e.state <> 'filling'
       ) and f.finished_at is null as "isFirst"
     from segment_fill f
     join definition d on d.definition_id = f.segment_id
     where f.brand_id = $1
     order by f.segment_id, f.version desc`,
    [brandId],
  );
}

/** What a version has in common with the one that was filled before. */
export interface SameBefore {
  readonly isSameUse: boolean;
  /** It asks the same, and its history has been read. */
  readonly isFilled: boolean;
}

/** A version that asks the same as the one that was filled before needs no fill; when its members are used for something else, they are asked. */
export async function registerFill(
  tx: Transaction,
  brandId: number,
  { id, kind, version, body, position }: FoldedDefinition,
): Promise<SameBefore> {
  const isComputed = kind === "computed-trait";
  const [same] = await tx.query<{ isFilled: boolean; isSameUse: boolean }>(
    `select f.state = 'live' and case when $6 then v.body::jsonb - 'name' - 'description' else (v.body->'condition')::jsonb end = $3::jsonb as "isFilled",
       v.body->>'purpose' is not distinct from $4 and v.body->>'channel' is not distinct from $5 as "isSameUse"
     from segment_fill f
     join definition_version v on v.definition_id = f.segment_id and v.version = f.version
     where f.brand_id = $1 and f.segment_id = $2
     order by f.version desc
     limit 1`,
    [
      brandId,
      id,
      JSON.stringify(isComputed ? computedOf(body) : body["condition"]),
      body["purpose"] ?? null,
      body["channel"] ?? null,
      isComputed,
    ],
  );
  await tx.query(
    `insert into segment_fill (brand_id, segment_id, version, up_to_position, state)
     values ($1, $2, $3, $4, $5)`,
    [brandId, id, version, position, firstState(same)],
  );
  return { isSameUse: same?.isSameUse === true, isFilled: same?.isFilled === true };
}

/** Without what only people read. */
function computedOf({ name: _name, description: _description, ...computed }: JsonObject): JsonObject {
  return computed;
}

function firstState(
  same: { readonly isFilled: boolean; readonly isSameUse: boolean } | undefined,
): Fill["state"] {
  if (same?.isFilled !== true) return "filling";
  return same.isSameUse ? "live" : "evaluating";
}

/** The history that has been read stands; every customer is asked again. */
export async function restartAsking(tx: Queryable, brandId: number, ids: readonly number[]): Promise<void> {
  await tx.query(
    `update segment_fill
     set state = 'evaluating', done_profile_id = 0, done_profiles = 0, finished_at = null
     where brand_id = $1
       and segment_id = any($2::int[])
       and state <> 'filling'`,
    [brandId, ids],
  );
}

/** What they need of events is another from here on: their history is read, and every customer asked, as of a changed definition. */
export async function restartFilling(
  tx: Queryable,
  brandId: number,
  ids: readonly number[],
  position: number,
): Promise<void> {
  await tx.query(
    `update segment_fill f
     set state = 'filling', up_to_position = $3, done_leaf_id = 0, done_profile_id = 0, done_profiles = 0,
       finished_at = coalesce(finished_at, case when state <> 'filling' then now() end)
     from definition d
     where f.brand_id = $1
       and f.segment_id = any($2::int[])
       and d.definition_id = f.segment_id
       and f.version = d.live_version`,
    [brandId, ids, position],
  );
}

/** Whether customers are still to be asked for this version, as it was when its history had been read. */
export async function standsAsking(
  tx: Queryable,
  brandId: number,
  { segmentId, version, upToPosition }: Fill,
): Promise<boolean> {
  const rows = await tx.query(
    `select from segment_fill f
     where f.brand_id = $1 and f.segment_id = $2 and f.version = $3 and f.up_to_position = $4 and f.state <> 'filling'
       and not exists (select from segment_fill e where e.brand_id = $1 and e.segment_id = $2 and e.version > $3)`,
    [brandId, segmentId, version, upToPosition],
  );
  return rows.length > 0;
}

/** A retired segment is no longer filled. */
export async function retireFill(tx: Transaction, brandId: number, id: number): Promise<void> {
  await tx.query("delete from segment_fill where brand_id = $1 and segment_id = $2", [brandId, id]);
}

export async function loadGenerations(
  database: Queryable,
  brandId: number,
): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ slot_key: string; generation: number }>(
    "select slot_key, generation from segment_slot where brand_id = $1",
    [brandId],
  );
  return new Map(rows.map((row) => [row.slot_key, row.generation]));
}

/** Slot keys whose history has not been read, by generation: the position from which on the fold keeps them. */
export async function findUnfilledSlots(
  db: Queryable,
  brandId: number,
  slotKeys: readonly string[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await db.query<{ generation: number; slot_keys: string[] }>(
    `select generation, array_agg(slot_key) as slot_keys
     from segment_slot
     where brand_id = $1 and slot_key = any($2::text[]) and not filled
     group by generation
     order by generation`,
    [brandId, slotKeys],
  );
  return new Map(rows.map((row) => [row.generation, row.slot_keys]));
}

/** Whether all these slots are still to be filled from this generation's position. */
export async function standUnfilled(
  tx: Transaction,
  brandId: number,
  slotKeys: readonly string[],
  generation: number,
): Promise<boolean> {
  const rows = await tx.query(
    "select slot_key from segment_slot where brand_id = $1 and slot_key = any($2::text[]) and generation = $3 and not filled",
    [brandId, slotKeys, generation],
  );
  return rows.length === slotKeys.length;
}

export async function markFilled(
  tx: Transaction,
  brandId: number,
  slotKeys: readonly string[],
  generation: number,
): Promise<void> {
  await tx.query(
    "update segment_slot set filled = true where brand_id = $1 and slot_key = any($2::text[]) and generation = $3",
    [brandId, slotKeys, generation],
  );
}

/** Where the fill goes on after a restart; 0 when the next generation begins. */
export async function noteFilledLeaf(
  tx: Transaction,
  brandId: number,
  { segmentId, version }: Fill,
  leafId: number,
): Promise<void> {
  await tx.query(
    "update segment_fill set done_leaf_id = $4 where brand_id = $1 and segment_id = $2 and version = $3",
    [brandId, segmentId, version, leafId],
  );
}

export async function noteAskedProfile(
  tx: Transaction,
  brandId: number,
  { segmentId, version }: Fill,
  profileId: number,
  count: number,
): Promise<void> {
  await tx.query(
    `update segment_fill
     set done_profile_id = $4, done_profiles = done_profiles + $5, total_profiles = (select leaf_id from identity_head where brand_id = $1)
     where brand_id = $1 and segment_id = $2 and version = $3`,
    [brandId, segmentId, version, profileId, count],
  );
}

/** False: what it needs has become another meanwhile. */
export async function setFillState(
  db: Queryable,
  brandId: number,
  { segmentId, version, upToPosition }: Fill,
  state: Fill["state"],
): Promise<boolean> {
  const rows = await db.query(
    `update segment_fill
     set state = $4, finished_at = case when $4 = 'live' then now() else finished_at end
     where brand_id = $1 and segment_id = $2 and version = $3 and up_to_position = $5
     returning version`,
    [brandId, segmentId, version, state, upToPosition],
  );
  return rows.length > 0;
}

/** Which of these profiles are members, and since when; epoch milliseconds. */
export async function findMembers(
  tx: Queryable,
  brandId: number,
  segmentId: number,
  profileIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.query<{ profile_id: number; entered_at: number }>(
    "select profile_id, entered_at from segment_member where brand_id = $1 and segment_id = $2 and profile_id = any($3::bigint[])",
    [brandId, segmentId, profileIds],
  );
  return new Map(rows.map((row) => [row.profile_id, row.entered_at]));
}
