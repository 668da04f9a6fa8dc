import type { Memory } from "../../server/src/platform/clickhouse/memory.ts";
import type { Database } from "../../server/src/platform/postgres/database.ts";
import { readBrand } from "../../server/src/platform/postgres/first-brand.ts";
import type { LeafState, ProfileState } from "../../server/src/profile/index.ts";
import type { SegmentProgram } from "../../server/src/segment/index.ts";
import { createLiveSegments } from "../../server/src/stream/live-segments.ts";
import { lastSunk } from "../../server/src/stream/postgres/sink-batch.ts";
import { refoldLeaf } from "../../server/src/stream/refold.ts";

export interface Refolded {
  readonly leafId: number;
  readonly kept: LeafState;
  /** Made from the leaf's events alone; undefined when there are none. */
  readonly again: LeafState | undefined;
}

/** Every leaf that is kept, beside what its events make of it, in a brand of which all is in both stores. */
export async function refoldAll(stores: {
  readonly database: Database;
  readonly memory: Memory;
}): Promise<readonly Refolded[]> {
  const { database } = stores;
  const brand = await readBrand(database);
  const segments = createLiveSegments(database, brand);
  await segments.reload();
  const program = segments.program();
  const ports = { ...stores, program, sunkTo: await lastSunk(database, brand.brandId) };
  const rows = await database.query<{ state: string }>("select state from profile order by profile_id");
  const leaves = rows.flatMap(({ state }) => Object.entries((JSON.parse(state) as ProfileState).leaves)); // written by the fold only
  const refolded: Refolded[] = [];
  for (const [id, kept] of leaves) {
    const leafId = Number(id);
    const again = await refoldLeaf(brand.brandId, leafId, ports);
    refolded.push({ leafId, kept: withoutOldSlots(kept, program), again });
  }
  return refolded;
}

/** Slots that no definition needs any longer stay until the leaf's next event. */
function withoutOldSlots(kept: LeafState, program: SegmentProgram): LeafState {
  const needed = new Set([...program.slots.values()].map((slot) => slot.storedKey));
  return {
    ...kept,
    slots: Object.fromEntries(Object.entries(kept.slots).filter(([key]) => needed.has(key))),
  };
}
