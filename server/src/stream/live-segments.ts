import type { ControlRecord } from "@attune/contract";
import { foldDefinition } from "../govern/definitions/postgres/fold-definition.ts";
import type { FoldedDefinition } from "../govern/index.ts";
import type { Database, Queryable, Transaction } from "../platform/postgres/database.ts";
import { compileSegments, type SegmentDefinition, type SegmentProgram } from "../segment/index.ts";

type DefinitionRecord = Extract<ControlRecord, { kind: "definition" }>;

/** How far a segment's version has come: its history is read, its customers are asked, it is live. */
export interface Fill {
  readonly segmentId: number;
  readonly version: number;
  readonly state: "filling" | "evaluating" | "live";
  readonly upToPosition: number;
  readonly doneLeafId: number;
  readonly doneProfileId: number;
}

/** The program that the fold runs now, and which of its segments are answered already. */
export interface LiveSegments {
  program(): SegmentProgram;
  /** Segments asked with each event: those being evaluated or live. */
  answered(): ReadonlySet<number>;
  /** Inside the fold's transaction at the definition's position: from here on the new version counts, and history up to here is to be filled. */
  onDefinition(tx: Transaction, record: DefinitionRecord, position: number): Promise<void>;
  /** Reads the live definitions and their fills anew. */
  reload(): Promise<void>;
  fills(): readonly Fill[];
}

export function createLiveSegments(
  database: Database,
  brand: { readonly brandId: number; readonly timeZone: string },
): LiveSegments {
  let program = compileSegments([], brand);
  let fills: readonly Fill[] = [];
  let answered: ReadonlySet<number> = new Set();

  return {
    program: () => program,
    answered: () => answered,
    fills: () => fills,
    onDefinition: async (tx, record, position) => {
      const definition = await foldDefinition(tx, brand.brandId, record, position);
      if (definition?.kind !== "segment") return;
      await registerFill(tx, brand.brandId, definition);
      const needed = compileSegments(await loadDefinitions(tx, brand.brandId), brand);
      await keepSlots(tx, brand.brandId, [...needed.slots.keys()], definition);
    },
    reload: async () => {
      const definitions = await loadDefinitions(database, brand.brandId);
      fills = await loadFills(database, brand.brandId);
      program = compileSegments(definitions, brand, await loadGenerations(database, brand.brandId));
      const waiting = new Set(fills.filter((fill) => fill.state === "filling").map((fill) => fill.segmentId));
      answered = new Set(definitions.map((one) => one.segmentId).filter((id) => !waiting.has(id)));
    },
  };
}

async function loadDefinitions(database: Queryable, brandId: number): Promise<readonly SegmentDefinition[]> {
  const rows = await database.query<{
    definition_id: number;
    key: string;
    version: number;
    body: { name: string; condition: SegmentDefinition["condition"] };
  }>(
    `select d.definition_id, d.key, v.version, v.body
     from definition d
     join definition_version v on v.definition_id = d.definition_id and v.version = d.live_version
     where d.brand_id = $1 and d.kind = 'segment'
     order by d.definition_id`,
    [brandId],
  );
  return rows.map((row) => ({
    segmentId: row.definition_id,
    key: row.key,
    version: row.version,
    name: row.body.name,
    condition: row.body.condition,
  }));
}

async function loadFills(database: Database, brandId: number): Promise<readonly Fill[]> {
  const rows = await database.query<{
    segment_id: number;
    version: number;
    state: Fill["state"];
    up_to_position: number;
    done_leaf_id: number;
    done_profile_id: number;
  }>(
    `select distinct on (segment_id) segment_id, version, state, up_to_position, done_leaf_id, done_profile_id
     from segment_fill
     where brand_id = $1
     order by segment_id, version desc`,
    [brandId],
  );
  return rows.map((row) => ({
    segmentId: row.segment_id,
    version: row.version,
    state: row.state,
    upToPosition: row.up_to_position,
    doneLeafId: row.done_leaf_id,
    doneProfileId: row.done_profile_id,
  }));
}

/** A version with the condition of the one that was filled before needs no fill; a retired segment loses its members. */
async function registerFill(
  tx: Transaction,
  brandId: number,
  { id, version, state, body, position }: FoldedDefinition,
): Promise<void> {
  if (state === "retired") {
    await tx.query("delete from segment_member where brand_id = $1 and segment_id = $2", [brandId, id]);
    await tx.query("delete from segment_size where brand_id = $1 and segment_id = $2", [brandId, id]);
    await tx.query("delete from segment_fill where brand_id = $1 and segment_id = $2", [brandId, id]);
    return;
  }
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

/**
 * From this position on the fold keeps the slots that are new here; those that no definition needs any longer go. What was being
 * filled for the definition that has just changed begins anew under this position, since half of its history may be in already.
 */
async function keepSlots(
  tx: Transaction,
  brandId: number,
  slotKeys: readonly string[],
  { id, position }: FoldedDefinition,
): Promise<void> {
  await tx.query("delete from segment_slot where brand_id = $1 and slot_key <> all($2::text[])", [
    brandId,
    slotKeys,
  ]);
  await tx.query(
    "update segment_slot set generation = $3, segment_id = $2 where brand_id = $1 and segment_id = $2 and not filled",
    [brandId, id, position],
  );
  await tx.query(
    `insert into segment_slot (brand_id, slot_key, generation, segment_id)
     select $1, slot_key, $3, $4 from unnest($2::text[]) as needed (slot_key)
     on conflict (brand_id, slot_key) do nothing`,
    [brandId, slotKeys, position, id],
  );
}

async function loadGenerations(database: Queryable, brandId: number): Promise<ReadonlyMap<string, number>> {
  const rows = await database.query<{ slot_key: string; generation: number }>(
    "select slot_key, generation from segment_slot where brand_id = $1",
    [brandId],
  );
  return new Map(rows.map((row) => [row.slot_key, row.generation]));
}
