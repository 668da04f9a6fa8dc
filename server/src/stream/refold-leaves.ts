import { consentEntriesOf } from "../govern/index.ts";
import type { Memory } from "../platform/clickhouse/memory.ts";
import type { Database, Transaction } from "../platform/postgres/database.ts";
import { type LeafRange, readLeafEvents } from "../profile/clickhouse/read-leaf-events.ts";
import {
  emptyLeaf,
  foldLeaf,
  foldVersion,
  type KeptPortrait,
  type LeafEvent,
  type LeafState,
  portraitOf,
} from "../profile/index.ts";
import { loadProfiles, type StoredProfile, saveProfiles } from "../profile/postgres/profile-store.ts";
import { readRecentLeafEvents } from "../profile/postgres/read-recent-events.ts";
import { savePortraits } from "../profile/postgres/save-portraits.ts";
import { breathe } from "./breathe.ts";
import type { Fold } from "./fold.ts";
import { readFoldStanding, saveFoldStanding } from "./postgres/fold-standing.ts";
import { holdCursor } from "./postgres/hold-cursor.ts";
import type { Sink } from "./sink.ts";

export interface RefoldLeavesPorts {
  readonly database: Database;
  readonly memory: Memory;
  readonly fold: Fold;
  readonly sink: Sink;
  readonly isLeading: () => boolean;
  readonly leavesPerStep?: number;
}

const usualLeavesPerStep = 1_000;
const eventsPerBreath = 200;

/**
 * Makes the leaves of a brand that an earlier program folded anew from their events, range by range between two batches of the fold; where
 * it stopped it goes on. Meanwhile events are folded onto either form. Slots and lists stay: they are not made of events alone. So does a leaf
 * whose events are not all there any longer. @returns whether all leaves are of this program's version
 */
export async function refoldLeaves(brandId: number, ports: RefoldLeavesPorts): Promise<boolean> {
  const { database, fold, sink, isLeading } = ports;
  const { version, refolding } = await readFoldStanding(database, brandId, foldVersion);
  if (version < foldVersion) {
    await sink.mended();
    const last = await lastLeaf(database, brandId);
    const size = ports.leavesPerStep ?? usualLeavesPerStep;
    let after = refolding?.to === foldVersion ? refolding.doneLeafId : 0;
    for (; after < last; after += size) {
      await sink.sunkUpTo(fold.position); // what is read from the inbox with the fold kept waiting is little then
      if (!isLeading()) return false;
      await refoldRange(brandId, ports, { after, upTo: after + size }, version);
    }
  }
  await fold.queue.run(() =>
    saveFoldStanding(database, brandId, { version: Math.max(version, foldVersion) }),
  );
  return true;
}

async function lastLeaf(database: Database, brandId: number): Promise<number> {
  const [head] = await database.query<{ leaf_id: number }>(
    "select leaf_id from identity_head where brand_id = $1",
    [brandId],
  );
  return head?.leaf_id ?? 0;
}

type Refolded = Map<number, Omit<LeafState, "slots">>;

/** History is read beside the fold; only what is on its way to ClickHouse is read, and everything written, with the fold kept waiting. */
async function refoldRange(
  brandId: number,
  { database, memory, fold, sink }: RefoldLeavesPorts,
  range: LeafRange,
  version: number,
): Promise<void> {
  const sunkTo = sink.position;
  const refolded: Refolded = new Map();
  for await (const part of readLeafEvents(memory, database, brandId, range, sunkTo))
    await foldInto(refolded, part);
  await fold.queue.run(() =>
    database.transaction(
      async (tx) => {
        await holdCursor(tx, brandId, fold.position);
        await foldInto(refolded, await readRecentLeafEvents(tx, brandId, sunkTo, range));
        fold.cache.forget(await replaceLeaves(tx, brandId, refolded));
        const done = { to: foldVersion, doneLeafId: range.upTo };
        await saveFoldStanding(tx, brandId, { version, refolding: done });
      },
      { synchronousCommit: false },
    ),
  );
}

async function foldInto(refolded: Refolded, events: readonly LeafEvent[]): Promise<void> {
  for (const [at, { leafId, event }] of events.entries()) {
    const before = { ...(refolded.get(leafId) ?? emptyLeaf), slots: {} };
    refolded.set(leafId, foldLeaf(before, event, consentEntriesOf(event)));
    if (at % eventsPerBreath === 0) await breathe();
  }
}

/** The profiles that were written: those of which a leaf is another now. */
async function replaceLeaves(
  tx: Transaction,
  brandId: number,
  refolded: Refolded,
): Promise<readonly number[]> {
  const homes = await tx.query<{ leaf_id: number; profile_id: number }>(
    "select leaf_id, profile_id from leaf where brand_id = $1 and leaf_id = any($2::bigint[])",
    [brandId, [...refolded.keys()]],
  );
  const profiles = await loadProfiles(tx, brandId, [...new Set(homes.map((row) => row.profile_id))]);
  const changed = profiles.flatMap((profile) => withRefolded(profile, refolded) ?? []);
  const profileIds = changed.map((one) => one.profileId);
  await saveProfiles(tx, brandId, changed, new Set(profileIds));
  await savePortraits(tx, brandId, portraitsOf(profiles, changed));
  return profileIds;
}

/** Of all, also where no leaf changed: earlier programs made none. */
function portraitsOf(
  profiles: readonly StoredProfile[],
  changed: readonly StoredProfile[],
): readonly KeptPortrait[] {
  const stateOf = new Map(changed.map(({ profileId, state }) => [profileId, state]));
  return profiles
    .filter(({ hidden, mergedInto }) => !hidden && mergedInto === undefined)
    .map(({ profileId, state }) => ({
      profileId,
      portrait: portraitOf(profileId, stateOf.get(profileId) ?? state),
    }));
}

function withRefolded(profile: StoredProfile, refolded: Refolded): StoredProfile | undefined {
  const leaves: Record<string, LeafState> = {};
  let isChanged = false;
  for (const [leafId, kept] of Object.entries(profile.state.leaves)) {
    const again = refolded.get(Number(leafId));
    const isWhole = again?.events === kept.events;
    const leaf = again !== undefined && isWhole ? withOthers(again, kept) : kept;
    if (leaf !== kept && JSON.stringify(leaf) !== JSON.stringify(kept)) isChanged = true;
    leaves[leafId] = leaf;
  }
  return isChanged ? { ...profile, state: { ...profile.state, leaves } } : undefined;
}

/** What of a leaf is not made of its events alone. */
function withOthers(again: Omit<LeafState, "slots">, { lists, slots }: LeafState): LeafState {
  return { ...again, ...(lists === undefined ? {} : { lists }), slots };
}
