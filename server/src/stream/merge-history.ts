import type { Database, Transaction } from "../platform/postgres/database.ts";
import type { ProfileState } from "../profile/index.ts";
import { loadProfiles, saveProfiles } from "../profile/postgres/profile-store.ts";
import type { SegmentProgram } from "../segment/index.ts";
import type { FilledLeaf } from "./fill-ports.ts";
import { type AddedRow, type LeafHome, loadHomes, saveAdded } from "./postgres/added-slots.ts";

/** History of some leaves, read and merged beside the fold: to be written unless somebody else has written the profiles meanwhile. */
export interface MergedHistory {
  readonly chunk: readonly FilledLeaf[];
  readonly rows: readonly AddedRow[];
  readonly profileOf: ReadonlyMap<number, number>;
}

export async function mergeHistory(
  database: Database,
  brandId: number,
  program: SegmentProgram,
  chunk: readonly FilledLeaf[],
): Promise<MergedHistory> {
  const homes = await loadHomes(
    database,
    brandId,
    chunk.map(({ leafId }) => leafId),
  );
  const slotsOf = new Map(chunk.map(({ leafId, slots }) => [leafId, slots]));
  const rows: AddedRow[] = [];
  for (const [profileId, leaves] of Map.groupBy(homes, (home) => home.profileId)) {
    const change = changeOf(program, leaves, slotsOf);
    const version = leaves[0]?.version ?? "";
    if (change !== undefined) rows.push({ profileId, version, ...change });
  }
  return { chunk, rows, profileOf: new Map(homes.map(({ leafId, profileId }) => [leafId, profileId])) };
}

/** In a transaction between two of the fold's; whom it has written since is read and merged here. Says whose profiles were written. */
export async function writeHistory(
  tx: Transaction,
  brandId: number,
  program: SegmentProgram,
  { chunk, rows, profileOf }: MergedHistory,
): Promise<Iterable<number>> {
  const written = await saveAdded(tx, brandId, rows);
  const missed = new Set(rows.map(({ profileId }) => profileId).filter((id) => !written.has(id)));
  const again = chunk.filter(({ leafId }) => missed.has(profileOf.get(leafId) ?? -1));
  if (again.length === 0) return written;
  return [...written, ...(await mergeStored(tx, brandId, program, again))];
}

type Change = Pick<AddedRow, "from" | "to">;
type SlotsOf = ReadonlyMap<number, FilledLeaf["slots"]>;

/** Undefined when nothing is added. */
function changeOf(program: SegmentProgram, homes: readonly LeafHome[], slotsOf: SlotsOf): Change | undefined {
  const [home] = homes;
  if (home === undefined) return undefined;
  const told = homes.length === 1 ? insertedText(home, slotsOf.get(home.leafId) ?? {}) : undefined;
  if (told !== undefined) return told;
  const state = JSON.parse(home.state) as ProfileState; // written by the fold only
  const leaves = { ...state.leaves };
  for (const { leafId } of homes) {
    const leaf = leaves[leafId];
    if (leaf !== undefined)
      leaves[leafId] = { ...leaf, slots: program.mergeSlots(leaf.slots, slotsOf.get(leafId) ?? {}) };
  }
  return { from: home.state, to: JSON.stringify({ ...state, leaves }) };
}

const begin = '"slots":{';

/**
 * Of a profile with one leaf of which nothing is kept in these slots yet, most of all: they are put in front of the others, and the text is not read. Texts
 * inside hold their quotes escaped, so the name that comes once is that of the leaf. Undefined where the text alone does not tell.
 */
function insertedText({ leafId, state }: LeafHome, slots: FilledLeaf["slots"]): Change | undefined {
  const at = state.indexOf(begin);
  if (!state.startsWith(`{"leaves":{"${leafId}":{`) || at === -1 || state.lastIndexOf(begin) !== at)
    return undefined;
  if (Object.keys(slots).some((key) => state.includes(`${JSON.stringify(key)}:`))) return undefined;
  const added = JSON.stringify(slots).slice(1, -1);
  const isEmpty = state[at + begin.length] === "}";
  return { from: begin, to: isEmpty || added === "" ? `${begin}${added}` : `${begin}${added},` };
}

async function mergeStored(
  tx: Transaction,
  brandId: number,
  program: SegmentProgram,
  chunk: readonly FilledLeaf[],
): Promise<Iterable<number>> {
  const homes = await tx.query<{ leaf_id: number; profile_id: number }>(
    "select leaf_id, profile_id from leaf where brand_id = $1 and leaf_id = any($2::bigint[])",
    [brandId, chunk.map((one) => one.leafId)],
  );
  const homeOf = new Map(homes.map((row) => [row.leaf_id, row.profile_id]));
  const loaded = await loadProfiles(tx, brandId, [...new Set(homeOf.values())]);
  const profiles = new Map(loaded.map((one) => [one.profileId, one]));
  for (const { leafId, slots } of chunk) {
    const profile = profiles.get(homeOf.get(leafId) ?? -1);
    const leaf = profile?.state.leaves[leafId];
    if (profile === undefined || leaf === undefined) continue;
    const leaves = {
      ...profile.state.leaves,
      [leafId]: { ...leaf, slots: program.mergeSlots(leaf.slots, slots) },
    };
    profiles.set(profile.profileId, { ...profile, state: { ...profile.state, leaves } });
  }
  await saveProfiles(tx, brandId, [...profiles.values()], new Set(profiles.keys()));
  return profiles.keys();
}
