import type { Database, Transaction } from "../platform/postgres/database.ts";
import { evaluateProfile, type MembershipChange, type Slots, viewOf } from "../profile/index.ts";
import { loadProfiles, type StoredProfile, saveProfiles } from "../profile/postgres/profile-store.ts";
import type { SegmentProgram } from "../segment/index.ts";
import type { Fold } from "./fold.ts";
import type { LiveSegments } from "./live-segments.ts";
import type { Fill } from "./postgres/segment-fills.ts";
import type { Sink } from "./sink.ts";
import { saveMemberships } from "./write-batch.ts";

/** Slots of a leaf, made of its events up to a position. */
export interface FilledLeaf {
  readonly leafId: number;
  readonly slots: Slots;
}

/** Reads the history of some slots from ClickHouse: leaf by leaf, in order of their numbers, in chunks. */
export type FillSlots = (
  slots: { readonly program: SegmentProgram; readonly slotKeys: readonly string[] },
  range: { readonly brandId: number; readonly upToPosition: number; readonly afterLeafId: number },
) => AsyncIterable<readonly FilledLeaf[]>;

export interface FillPorts {
  readonly fillSlots: FillSlots;
  readonly database: Database;
  readonly segments: LiveSegments;
  readonly fold: Fold;
  readonly sink: Sink;
  readonly clock: { now(): number };
}

const profilesPerStep = 1_000;

/**
 * Brings new segments to life without stopping the stream. History up to the definition's position comes from ClickHouse, once the sink has
 * passed it, and is merged leaf by leaf into what the fold has kept since; then every customer is asked once. Each step is a transaction
 * between two of the fold's, with its own cursor, so a restart goes on where it stopped.
 */
export async function fillSegment(brandId: number, ports: FillPorts, fill: Fill): Promise<void> {
  if (fill.state === "filling") {
    await ports.sink.sunkUpTo(fill.upToPosition);
    await fillHistory(brandId, ports, fill);
  }
  // Experiences are asked when it is decided, not kept as memberships.
  if (fill.kind === "segment") await askEveryone(brandId, ports, fill);
  await setState(brandId, ports, fill, "live");
}

/** Slots that an earlier definition needs too are kept (and filled) already; each generation of slots begins at a position of its own. */
async function fillHistory(brandId: number, ports: FillPorts, fill: Fill): Promise<void> {
  let done = fill.doneLeafId;
  for (const [generation, slotKeys] of await unfilledSlots(brandId, ports, fill)) {
    const slots = { program: ports.segments.program(), slotKeys };
    for await (const chunk of ports.fillSlots(slots, {
      brandId,
      upToPosition: generation,
      afterLeafId: done,
    })) {
      await ports.fold.queue.run(() =>
        ports.database.transaction((tx) => fillSome(tx, brandId, ports, fill, chunk)),
      );
    }
    await ports.database.transaction(async (tx) => {
      await tx.query(
        "update segment_slot set filled = true where brand_id = $1 and slot_key = any($2::text[])",
        [brandId, slotKeys],
      );
      await tx.query(
        "update segment_fill set done_leaf_id = 0 where brand_id = $1 and segment_id = $2 and version = $3",
        [brandId, fill.segmentId, fill.version],
      );
    });
    done = 0;
  }
  await setState(brandId, ports, fill, "evaluating");
}

async function unfilledSlots(
  brandId: number,
  ports: FillPorts,
  fill: Fill,
): Promise<ReadonlyMap<number, readonly string[]>> {
  const rows = await ports.database.query<{ generation: number; slot_keys: string[] }>(
    `select generation, array_agg(slot_key) as slot_keys
     from segment_slot
     where brand_id = $1 and slot_key = any($2::text[]) and not filled
     group by generation
     order by generation`,
    [brandId, ports.segments.program().slotKeysOf(fill.segmentId)],
  );
  return new Map(rows.map((row) => [row.generation, row.slot_keys]));
}

async function fillSome(
  tx: Transaction,
  brandId: number,
  ports: FillPorts,
  fill: Fill,
  chunk: readonly FilledLeaf[],
): Promise<void> {
  await mergeSlots(tx, brandId, ports, chunk);
  await tx.query(
    "update segment_fill set done_leaf_id = $4 where brand_id = $1 and segment_id = $2 and version = $3",
    [brandId, fill.segmentId, fill.version, chunk.at(-1)?.leafId ?? 0],
  );
}

async function mergeSlots(
  tx: Transaction,
  brandId: number,
  ports: FillPorts,
  chunk: readonly {
    readonly leafId: number;
    readonly slots: StoredProfile["state"]["leaves"][string]["slots"];
  }[],
): Promise<void> {
  const program = ports.segments.program();
  const homes = await tx.query<{ leaf_id: number; profile_id: number }>(
    "select leaf_id, profile_id from leaf where brand_id = $1 and leaf_id = any($2::bigint[])",
    [brandId, chunk.map((one) => one.leafId)],
  );
  const homeOf = new Map(homes.map((row) => [row.leaf_id, row.profile_id]));
  const profiles = new Map(
    (await loadProfiles(tx, brandId, [...new Set(homeOf.values())])).map((one) => [one.profileId, one]),
  );
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
}

async function askEveryone(brandId: number, ports: FillPorts, fill: Fill): Promise<void> {
  let after = fill.doneProfileId;
  for (;;) {
    const last = await ports.fold.queue.run(() =>
      ports.database.transaction((tx) => askSome(tx, brandId, ports, fill, after)),
    );
    if (last === undefined) break;
    after = last;
  }
}

async function askSome(
  tx: Transaction,
  brandId: number,
  ports: FillPorts,
  fill: Fill,
  after: number,
): Promise<number | undefined> {
  const ids = await tx.query<{ profile_id: number }>(
    "select profile_id from profile where brand_id = $1 and profile_id > $2 order by profile_id limit $3",
    [brandId, after, profilesPerStep],
  );
  const last = ids.at(-1)?.profile_id;
  if (last === undefined) return undefined;
  const profiles = (
    await loadProfiles(
      tx,
      brandId,
      ids.map((row) => row.profile_id),
    )
  ).filter((one) => !one.hidden);
  const changes = await askProfiles(tx, brandId, ports, profiles, [fill.segmentId]);
  await saveMemberships(tx, brandId, changes, ports.fold.position);
  await tx.query(
    "update segment_fill set done_profile_id = $4, done_profiles = done_profiles + $5, total_profiles = (select leaf_id from identity_head where brand_id = $1) where brand_id = $1 and segment_id = $2 and version = $3",
    [brandId, fill.segmentId, fill.version, last, ids.length],
  );
  return last;
}

async function askProfiles(
  tx: Transaction,
  brandId: number,
  ports: FillPorts,
  profiles: readonly StoredProfile[],
  which: readonly number[],
): Promise<readonly MembershipChange[]> {
  const now = ports.clock.now();
  const changed: StoredProfile[] = [];
  const changes: MembershipChange[] = [];
  for (const profile of profiles) {
    const answer = evaluateProfile(
      ports.segments.program(),
      viewOf(profile.profileId, profile.state),
      profile.state.segments,
      which,
      now,
    );
    const sooner =
      answer.until !== undefined && (profile.timerAt === undefined || answer.until < profile.timerAt);
    if (answer.segments === profile.state.segments && !sooner) continue;
    changes.push(...answer.changes);
    changed.push({
      ...profile,
      state: { ...profile.state, segments: answer.segments },
      timerAt: sooner ? answer.until : profile.timerAt,
    });
  }
  await saveProfiles(tx, brandId, changed, new Set(changed.map((one) => one.profileId)));
  return changes;
}

async function setState(brandId: number, ports: FillPorts, fill: Fill, state: Fill["state"]): Promise<void> {
  await ports.fold.queue.run(async () => {
    await ports.database.query(
      "update segment_fill set state = $4, finished_at = case when $4 = 'live' then now() end where brand_id = $1 and segment_id = $2 and version = $3",
      [brandId, fill.segmentId, fill.version, state],
    );
    await ports.segments.reload();
  });
}
