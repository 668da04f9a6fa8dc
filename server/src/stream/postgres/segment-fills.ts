import type { FoldedDefinition } from "../../govern/index.ts";
import type { Queryable, Transaction } from "../../platform/postgres/database.ts";

/** How far a definition's version has come: its history is read, its customers are asked, it is live. */
export interface Fill {
  readonly segmentId: number;
  readonly kind: "segment" | "experience";
  readonly version: number;
  readonly state: "filling" | "evaluating" | "live";
  readonly upToPosition: number;
  readonly doneLeafId: number;
  readonly doneProfileId: number;
}

/** The newest fill of each definition. */
export async function loadFills(database: Queryable, brandId: number): Promise<readonly Fill[]> {
  return database.query<Fill>(
    `select distinct on (f.segment_id) f.segment_id as "segmentId", d.kind, f.version, f.state, f.up_to_position as "upToPosition",
       f.done_leaf_id as "doneLeafId", f.done_profile_id as "doneProfileId"
     from segment_fill f
     join definition d on d.definition_id = f.segment_id
     where f.brand_id = $1
     order by f.segment_id, f.version desc`,
    [brandId],
  );
}

/** A version with the condition of the one that was filled before needs no fill. */
export async function registerFill(
  tx: Transaction,
  brandId: number,
  { id, version, body, position }: FoldedDefinition,
): Promise<void> {
  const [same] = await tx.query<{ live: boolean }>(
    `select f.state = 'live' and (v.body->'condition')::jsonb = $3::jsonb as live
     from segment_fill f
     join definition_version v on v.definition_id = f.segment_id and v.version = f.version
     where f.brand_id = $1 and f.segment_id = $2
     order by f.version desc
     limit 1`,
    [brandId, id, JSON.stringify(body["condition"])],
  );
  await tx.query(
    `insert into segment_fill (brand_id, segment_id, version, up_to_position, state)
     values ($1, $2, $3, $4, $5)`,
    [brandId, id, version, position, same?.live === true ? "live" : "filling"],
  );
}

/** A retired segment has no members. */
export async function retireFill(tx: Transaction, brandId: number, id: number): Promise<void> {
  await tx.query("delete from segment_member where brand_id = $1 and segment_id = $2", [brandId, id]);
  await tx.query("delete from segment_size where brand_id = $1 and segment_id = $2", [brandId, id]);
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
