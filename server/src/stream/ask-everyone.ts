import type { Transaction } from "../platform/postgres/database.ts";
import { evaluateProfile, type MembershipChange } from "../profile/index.ts";
import { loadProfiles, type StoredProfile, saveProfiles } from "../profile/postgres/profile-store.ts";
import { dependantsOf, type SegmentProgram, usableIdOf } from "../segment/index.ts";
import type { AskPorts } from "./fill-ports.ts";
import { readViews } from "./loyal-views.ts";
import { holdCursor } from "./postgres/hold-cursor.ts";
import { type Fill, findMembers, noteAskedProfile, standsAsking } from "./postgres/segment-fills.ts";
import { type Asking, byMoment, settleStored } from "./settle.ts";
import { Superseded } from "./superseded.ts";
import { saveMemberships } from "./write-batch.ts";

const profilesPerStep = 1_000;

/** Asks every customer about a segment that was just filled, and about those that refer to it. */
export async function askEveryone(brandId: number, ports: AskPorts, fill: Fill): Promise<void> {
  let after = fill.doneProfileId;
  for (let last: number | undefined = after; last !== undefined; ) {
    last = await ports.fold.queue.run(() =>
      ports.database.transaction((tx) => askSome(tx, brandId, ports, fill, after)),
    );
    after = last ?? after;
  }
}

async function askSome(
  tx: Transaction,
  brandId: number,
  ports: AskPorts,
  fill: Fill,
  after: number,
): Promise<number | undefined> {
  await holdCursor(tx, brandId, ports.fold.position);
  if (!(await standsAsking(tx, brandId, fill))) throw new Superseded();
  const rows = await tx.query<{ profile_id: number }>(
    "select profile_id from profile where brand_id = $1 and profile_id > $2 order by profile_id limit $3",
    [brandId, after, profilesPerStep],
  );
  const ids = rows.map((row) => row.profile_id);
  const last = ids.at(-1);
  if (last === undefined) return undefined;
  const visible = (await loadProfiles(tx, brandId, ids)).filter((one) => !one.hidden);
  const listed = await Promise.all(
    [fill.segmentId, usableIdOf(fill.segmentId)].map(
      async (id): Promise<Listed> => [id, await findMembers(tx, brandId, id, ids)],
    ),
  );
  await askProfiles(tx, brandId, ports, fill, { visible, listed });
  await noteAskedProfile(tx, brandId, fill, last, ids.length);
  return last;
}

/** A segment, and its members with when they entered. */
type Listed = readonly [segmentId: number, members: ReadonlyMap<number, number>];

/** What the list of members says counts: a row may still name a segment that was retired and has come back. */
function withMembership(
  profile: StoredProfile,
  segmentId: number,
  enteredAt: number | undefined,
): StoredProfile {
  if (profile.state.segments[segmentId] === enteredAt) return profile;
  const { [segmentId]: _stale, ...segments } = profile.state.segments;
  return {
    ...profile,
    state: {
      ...profile.state,
      segments: enteredAt === undefined ? segments : { ...segments, [segmentId]: enteredAt },
    },
  };
}

async function askProfiles(
  tx: Transaction,
  brandId: number,
  ports: AskPorts,
  fill: Fill,
  { visible, listed }: { readonly visible: readonly StoredProfile[]; readonly listed: readonly Listed[] },
): Promise<void> {
  const program = ports.segments.program();
  const answered = ports.segments.answered();
  const which = [fill.segmentId, ...dependantsOf(program, fill.segmentId).filter((id) => answered.has(id))];
  const views = await readViews(
    tx,
    brandId,
    { program, which, loyalty: ports.loyalty() },
    visible.map((one) => one.profileId),
  );
  const now = ports.clock.now();
  const changed: StoredProfile[] = [];
  const changes: MembershipChange[] = [];
  for (const stored of visible) {
    // What has run out of their answers counts as of its moment, before they are asked of this one.
    const settled = settleStored(askedBefore(program, answered, fill, stored), stored, now);
    const profile = listed.reduce(
      (told, [segmentId, members]) => withMembership(told, segmentId, members.get(told.profileId)),
      { ...stored, state: { ...stored.state, segments: settled.segments } },
    );
    const { segments } = profile.state;
    const answer = evaluateProfile(program, views.of(profile), segments, views.which, now);
    const timerAt = earlier(settled.until, answer.until);
    if (answer.segments === stored.state.segments && timerAt === stored.timerAt) continue;
    changes.push(...settled.changes, ...answer.changes);
    changed.push({ ...profile, state: { ...profile.state, segments: answer.segments }, timerAt });
  }
  ports.fold.cache.forget(changed.map((one) => one.profileId));
  await saveProfiles(tx, brandId, changed, new Set(changed.map((one) => one.profileId)));
  await saveMemberships(tx, brandId, changes.sort(byMoment), ports.fold.position);
}

/** Without the segment that is being filled: it begins now, not when another answer ran out. Of those whom the fold has let in meanwhile that was then. */
function askedBefore(
  program: SegmentProgram,
  answered: ReadonlySet<number>,
  fill: Fill,
  { state, timerAt }: StoredProfile,
): Asking {
  const ids = [fill.segmentId, usableIdOf(fill.segmentId)];
  const beginning = ids.filter((id) => (state.segments[id] ?? Number.POSITIVE_INFINITY) > (timerAt ?? 0));
  return { program, answered: answered.difference(new Set(beginning)) };
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}
