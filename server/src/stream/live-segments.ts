import { type ControlRecord, computedTraitOf, type SegmentBody, useOf } from "@attune/contract";
import { programKeyOf } from "../decide/index.ts";
import { foldDefinition } from "../govern/definitions/postgres/fold-definition.ts";
import type { FoldedDefinition } from "../govern/index.ts";
import type { Database, Queryable, Transaction } from "../platform/postgres/database.ts";
import {
  type BrandWorld,
  compileSegments,
  conditionReferences,
  type SegmentDefinition,
  type SegmentProgram,
  storedSlotKey,
  usableIdOf,
  usableSegment,
} from "../segment/index.ts";
import { readWorld } from "../segment/postgres/read-world.ts";
import { noteGone } from "./postgres/gone-slots.ts";
import { holdCursor } from "./postgres/hold-cursor.ts";
import {
  type Fill,
  type FilledKind,
  loadFills,
  loadGenerations,
  registerFill,
  restartAsking,
  restartFilling,
  retireFill,
  type SameBefore,
} from "./postgres/segment-fills.ts";
import { leaveAllMembers } from "./postgres/segment-sizes.ts";
import { UnsettledSegments } from "./unsettled-segments.ts";

type DefinitionRecord = Extract<ControlRecord, { kind: "definition" }>;

/** The program that the fold runs now, and which of its definitions are answered already. */
export interface LiveSegments {
  /** Every live segment and computed trait, and every live experience that has a condition. */
  program(): SegmentProgram;
  /** Segments asked with each event: those being evaluated or live. */
  answered(): ReadonlySet<number>;
  /** Those of them of which not everybody had been asked a moment ago: whoever was read then may stand as before. */
  unsettled(): ReadonlySet<number>;
  /** Whether the history of all that a segment or experience needs has been read. */
  isFilled(definitionId: number): boolean;
  /** Position from which on the newest definition counts. */
  position(): number;
  /** Inside the fold's transaction at the definition's position: from here on the new version counts, and history up to here is to be filled. */
  onDefinition(tx: Transaction, record: DefinitionRecord, position: number): Promise<void>;
  /** Whether stores have come or moved; then all is read anew, and customers are asked again about segments that name those. Between two batches of the fold, which stands at `foldedTo`. */
  followStores(foldedTo: number): Promise<boolean>;
  /** Reads the live definitions and their fills anew. */
  reload(): Promise<void>;
  fills(): readonly Fill[];
}

interface LiveDefinition extends SegmentDefinition {
  readonly kind: FilledKind;
  readonly position: number;
}

export function createLiveSegments(
  database: Database,
  brand: { readonly brandId: number; readonly timeZone: string },
  onReload: () => void = () => undefined,
): LiveSegments {
  let program = compileSegments([], brand);
  let fills: readonly Fill[] = [];
  let answered: ReadonlySet<number> = new Set();
  const unsettled = new UnsettledSegments();
  let filled: ReadonlySet<number> = new Set();
  let position = 0;
  /** As they lay when customers were last asked because of them: a definition in between reads them anew too. */
  let followed: BrandWorld["stores"] | undefined;

  const reload = async (): Promise<void> => {
    const definitions = await loadDefinitions(database, brand.brandId);
    const ids = new Set(definitions.map((one) => one.segmentId));
    const segments = new Set(definitions.filter((one) => one.kind === "segment").map((one) => one.segmentId));
    fills = (await loadFills(database, brand.brandId)).filter((fill) => ids.has(fill.segmentId));
    const world = await readWorld(database, brand.brandId);
    followed ??= world.stores;
    program = compileSegments(
      definitions,
      { ...brand, world },
      await loadGenerations(database, brand.brandId),
    );
    filled = new Set(fills.filter((fill) => fill.state !== "filling").map((fill) => fill.segmentId));
    answered = new Set([...filled, ...usableAnswered(fills)]).intersection(segments);
    unsettled.note(answered, fills);
    position = definitions.reduce((newest, one) => Math.max(newest, one.position), 0);
    onReload();
  };

  return {
    program: () => program,
    answered: () => answered,
    unsettled: () => unsettled.lately(),
    isFilled: (definitionId) => filled.has(definitionId),
    position: () => position,
    fills: () => fills,
    onDefinition: (tx, record, at) => onDefinition(tx, brand, record, at),
    reload,
    followStores: async (foldedTo) => {
      const { stores } = await readWorld(database, brand.brandId);
      const moved = movedStores(followed ?? new Map(), stores);
      if (moved.size === 0) return false;
      const naming = program.definitions.filter(({ condition }) =>
        conditionReferences(condition, "").some(({ kind, key }) => kind === "store" && moved.has(key)),
      );
      const ids = naming.map(({ segmentId }) => segmentId);
      await database.transaction(async (tx) => {
        await holdCursor(tx, brand.brandId, foldedTo);
        await restartAsking(tx, brand.brandId, ids);
      });
      await reload();
      followed = stores;
      return true;
    },
  };
}

function movedStores(before: BrandWorld["stores"], after: BrandWorld["stores"]): ReadonlySet<string> {
  const keys = [...new Set([...before.keys(), ...after.keys()])];
  return new Set(
    keys.filter(
      (key) =>
        before.has(key) !== after.has(key) ||
        before.get(key)?.latitude !== after.get(key)?.latitude ||
        before.get(key)?.longitude !== after.get(key)?.longitude,
    ),
  );
}

async function onDefinition(
  tx: Transaction,
  brand: { readonly brandId: number; readonly timeZone: string },
  record: DefinitionRecord,
  position: number,
): Promise<void> {
  const definition = await foldDefinition(tx, brand.brandId, record, position);
  if (definition?.kind === "scheme") await askAgain(tx, brand.brandId, definition.key);
  if (definition === undefined || !hasCondition(definition)) return;
  if (definition.state === "retired") await retire(tx, brand.brandId, definition, record.receivedAt);
  const world = await readWorld(tx, brand.brandId);
  const needed = compileSegments(await loadDefinitions(tx, brand.brandId), { ...brand, world });
  if (definition.state === "live") {
    const before = await registerFill(tx, brand.brandId, definition);
    await followUse(tx, brand.brandId, definition, before, record.receivedAt);
    if (definition.kind === "computed-trait" && !before.isFilled)
      await refillNaming(tx, brand.brandId, definition);
  }
  await keepSlots(tx, brand.brandId, [...needed.slots.keys()], definition);
}

/**
 * Who may be used is asked also while a segment that has changed is being filled: a consent that is withdrawn counts at once. Of one
 * that was never filled nobody is a member yet.
 */
function usableAnswered(fills: readonly Fill[]): readonly number[] {
  return fills
    .filter(({ kind, state, isFirst }) => kind === "segment" && (state !== "filling" || !isFirst))
    .map(({ segmentId }) => usableIdOf(segmentId));
}

async function retire(
  tx: Transaction,
  brandId: number,
  { id, kind, version, position }: FoldedDefinition,
  at: number,
): Promise<void> {
  const ids = kind === "segment" ? [usableIdOf(id), id] : [];
  for (const one of ids) await leaveAllMembers(tx, brandId, one, { position, at, version });
  await retireFill(tx, brandId, id);
}

/** Who might be used for one thing may not be for another, until asked. */
async function followUse(
  tx: Transaction,
  brandId: number,
  { id, kind, version, position }: FoldedDefinition,
  { isSameUse }: SameBefore,
  at: number,
): Promise<void> {
  if (kind !== "segment" || isSameUse) return;
  await leaveAllMembers(tx, brandId, usableIdOf(id), { position, at, version });
}

/** Who is in a segment that names the scheme may be another from here on: every customer is asked anew. */
async function askAgain(tx: Transaction, brandId: number, scheme: string): Promise<void> {
  await restartAsking(tx, brandId, await idsNaming(tx, brandId, { kind: "scheme", key: scheme }));
}

/** What asks for a computed trait needs of events what that needs. */
async function refillNaming(
  tx: Transaction,
  brandId: number,
  { id, key, position }: FoldedDefinition,
): Promise<void> {
  const ids = await idsNaming(tx, brandId, { kind: "computed-trait", key });
  await restartFilling(
    tx,
    brandId,
    ids.filter((one) => one !== id),
    position,
  );
}

async function idsNaming(
  tx: Transaction,
  brandId: number,
  named: { readonly kind: string; readonly key: string },
): Promise<readonly number[]> {
  const definitions = await loadDefinitions(tx, brandId);
  const naming = definitions.filter(({ condition }) =>
    conditionReferences(condition, "").some(({ kind, key }) => kind === named.kind && key === named.key),
  );
  return naming.map(({ segmentId }) => segmentId);
}

function hasCondition({ kind, body, state }: FoldedDefinition): boolean {
  if (kind === "computed-trait") return true;
  return (
    (kind === "segment" || kind === "experience") && (body["condition"] !== undefined || state === "retired")
  );
}

async function loadDefinitions(database: Queryable, brandId: number): Promise<readonly LiveDefinition[]> {
  const rows = await database.query<{
    definition_id: number;
    kind: LiveDefinition["kind"];
    key: string;
    version: number;
    position: number | null;
    body: Pick<SegmentBody, "name" | "condition" | "purpose" | "channel">;
  }>(
    `select d.definition_id, d.kind, d.key, v.version, v.position, v.body
     from definition d
     join definition_version v on v.definition_id = d.definition_id and v.version = d.live_version
     where d.brand_id = $1
       and (d.kind in ('segment', 'computed-trait') or d.kind = 'experience' and v.body->'condition' is not null)
     order by d.definition_id`,
    [brandId],
  );
  return rows.flatMap(({ definition_id, kind, key, version, position, body }): readonly LiveDefinition[] => {
    const definition: LiveDefinition = {
      segmentId: definition_id,
      kind,
      key: kind === "segment" ? key : kind === "experience" ? programKeyOf({ key }) : `computed:${key}`,
      version,
      position: position ?? 0,
      name: body.name,
      // What a computed trait needs of events is kept and filled as if somebody always asked for it.
      condition: kind === "computed-trait" ? { trait: computedTraitOf(key), exists: true } : body.condition,
    };
    const use = kind === "segment" ? useOf(body) : undefined;
    if (use === undefined) return [definition];
    return [
      { ...definition, use },
      { ...definition, ...usableSegment(definition, use) },
    ];
  });
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
  const gone = await tx.query<{ slot_key: string; generation: number }>(
    `select slot_key, generation
     from segment_slot
     where brand_id = $1
       and (slot_key <> all($2::text[]) or segment_id = $3 and not filled)`,
    [brandId, slotKeys, id],
  );
  await noteGone(
    tx,
    brandId,
    gone.map(({ slot_key, generation }) => storedSlotKey(slot_key, generation)),
  );
  await tx.query("delete from segment_slot where brand_id = $1 and slot_key <> all($2::text[])", [
    brandId,
    slotKeys,
  ]);
  await tx.query(
    "update segment_slot set generation = $3 where brand_id = $1 and segment_id = $2 and not filled",
    [brandId, id, position],
  );
  await tx.query(
    `insert into segment_slot (brand_id, slot_key, generation, segment_id)
     select $1, slot_key, $3, $4 from unnest($2::text[]) as needed (slot_key)
     on conflict (brand_id, slot_key) do nothing`,
    [brandId, slotKeys, position, id],
  );
}
