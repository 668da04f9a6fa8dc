import type { Json } from "@attune/contract";
import type { Database } from "../platform/postgres/database.ts";
import type { ProfileState, Slots } from "../profile/index.ts";
import type { Fold } from "./fold.ts";
import type { LiveSegments } from "./live-segments.ts";
import { type AddedRow, saveAdded } from "./postgres/added-slots.ts";
import { findKeeping, forgetGone, type KeepingRow, lastProfile, listGone } from "./postgres/gone-slots.ts";
import { holdCursor } from "./postgres/hold-cursor.ts";

export interface SweepPorts {
  readonly database: Database;
  readonly segments: Pick<LiveSegments, "program">;
  readonly fold: Pick<Fold, "position" | "queue"> & { readonly cache: Pick<Fold["cache"], "forget"> };
  readonly isLeading: () => boolean;
  /** Resolves later; the work done since the last rest took so long. */
  readonly rest: (workedMs: number) => Promise<void>;
}

const keysAtOnce = 50;
const profilesPerLook = 5_000;
const rowsPerWrite = 200;

/**
 * Takes what no definition needs any longer out of the rows of customers, in steps far apart from each other, beside the fold: only writing
 * waits for a turn between two batches. A leaf may move to a profile that has been passed, so it ends with a walk that found nothing.
 */
export async function sweepSlots(brandId: number, ports: SweepPorts): Promise<void> {
  const { database, isLeading } = ports;
  for (;;) {
    const gone = await listGone(database, brandId, keysAtOnce);
    if (gone.length === 0) return;
    let found = -1;
    while (found !== 0) {
      found = await walk(brandId, ports, gone);
      if (!isLeading()) return;
    }
    await forgetGone(database, brandId, gone);
  }
}

/** Through all profiles once; how many rows there were to write. */
async function walk(brandId: number, ports: SweepPorts, gone: readonly string[]): Promise<number> {
  const { database, isLeading, rest } = ports;
  const last = await lastProfile(database, brandId);
  let found = 0;
  for (let after = 0; after < last && isLeading(); after += profilesPerLook) {
    const from = performance.now();
    const rows = await findKeeping(database, brandId, gone, { after, upTo: after + profilesPerLook });
    for (let at = 0; at < rows.length && isLeading(); at += rowsPerWrite)
      await write(brandId, ports, rows.slice(at, at + rowsPerWrite));
    found += rows.length;
    await rest(performance.now() - from);
  }
  return found;
}

/** A row that somebody else has written since it was read is met again on the next walk. */
async function write(
  brandId: number,
  { database, segments, fold }: SweepPorts,
  rows: readonly KeepingRow[],
): Promise<void> {
  await fold.queue.run(async () => {
    const { slots } = segments.program();
    const needed = new Set([...slots.values()].map(({ storedKey }) => storedKey));
    fold.cache.forget(rows.map(({ profileId }) => profileId));
    await database.transaction(
      async (tx) => {
        await holdCursor(tx, brandId, fold.position);
        await saveAdded(
          tx,
          brandId,
          rows.map((row) => sweptRow(row, needed)),
        );
      },
      { synchronousCommit: false },
    );
  });
}

function sweptRow({ profileId, version, state }: KeepingRow, needed: ReadonlySet<string>): AddedRow {
  const profile = JSON.parse(state) as ProfileState; // written by the fold only
  const leaves = Object.fromEntries(
    Object.entries(profile.leaves).map(([leafId, leaf]) => [
      leafId,
      { ...leaf, slots: neededOf(leaf.slots, needed) },
    ]),
  );
  return { profileId, version, from: state, to: JSON.stringify({ ...profile, leaves }) };
}

function neededOf(slots: Slots, needed: ReadonlySet<string>): Slots {
  const kept: Record<string, Json> = {};
  for (const [key, value] of Object.entries(slots)) if (needed.has(key)) kept[key] = value;
  return kept;
}
