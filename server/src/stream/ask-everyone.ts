import type { Queryable, Transaction } from "../platform/postgres/database.ts";
import { evaluateProfile, type MembershipChange } from "../profile/index.ts";
import {
  loadProfiles,
  parseProfile,
  type StoredProfile,
  saveProfiles,
} from "../profile/postgres/profile-store.ts";
import { dependantsOf, type SegmentProgram, usableIdOf } from "../segment/index.ts";
import type { AskPorts } from "./fill-ports.ts";
import { readViews } from "./loyal-views.ts";
import { readPage, type SettledRow, saveSettled } from "./postgres/due-profiles.ts";
import { holdCursor } from "./postgres/hold-cursor.ts";
import { type Fill, findMembers, noteAskedProfile, standsAsking } from "./postgres/segment-fills.ts";
import { segmentsChange } from "./segments-change.ts";
import { type Asking, byMoment, settleStored } from "./settle.ts";
import { Superseded } from "./superseded.ts";
import { saveMemberships } from "./write-batch.ts";

const profilesPerStep = 1_000;

/**
 * Asks every customer about a segment that was just filled, and about those that refer to it. They are read and asked beside the fold, while those before
 * them are written; whom somebody has written meanwhile is asked again when it is their turn.
 */
export async function askEveryone(brandId: number, ports: AskPorts, fill: Fill): Promise<void> {
  const prepare = (after: number): Promise<Step | undefined> => {
    const step = prepareStep(brandId, ports, fill, after);
    step.catch(() => undefined); // told where it is waited for
    return step;
  };
  let preparing = prepare(fill.doneProfileId);
  for (let step = await preparing; step !== undefined; step = await preparing) {
    const ready = step;
    preparing = prepare(ready.last);
    await ports.fold.queue.run(() =>
      ports.database.transaction((tx) => writeStep(tx, brandId, ports, fill, ready)),
    );
  }
}

/** Customers whose numbers follow each other, asked; `last` is the last of them. */
interface Step {
  readonly asked: AskedBy;
  readonly profileIds: readonly number[];
  readonly last: number;
  readonly rows: readonly SettledRow[];
  readonly changes: readonly MembershipChange[];
}

type AskedBy = Pick<Asking, "program" | "answered">;

async function prepareStep(
  brandId: number,
  ports: AskPorts,
  fill: Fill,
  after: number,
): Promise<Step | undefined> {
  const { database, segments } = ports;
  const asked: AskedBy = { program: segments.program(), answered: segments.answered() };
  const page = await readPage(database, brandId, after, profilesPerStep);
  const last = page.at(-1)?.profileId;
  if (last === undefined) return undefined;
  const texts = new Map(page.map((row) => [row.profileId, row]));
  const told = await askProfiles(database, brandId, ports, fill, asked, page.map(parseProfile));
  const rows = told.changed.flatMap(({ profileId, state, timerAt }): readonly SettledRow[] => {
    const row = texts.get(profileId);
    if (row === undefined) return [];
    return [{ profileId, version: row.version, change: segmentsChange(row.state, state), timerAt }];
  });
  return { asked, profileIds: [...texts.keys()], last, rows, changes: told.changes };
}

async function writeStep(
  tx: Transaction,
  brandId: number,
  ports: AskPorts,
  fill: Fill,
  step: Step,
): Promise<void> {
  const { fold, segments } = ports;
  await holdCursor(tx, brandId, fold.position);
  if (!(await standsAsking(tx, brandId, fill))) throw new Superseded();
  const { program, answered } = step.asked;
  const isSame = segments.program() === program && segments.answered() === answered;
  fold.cache.forget(step.rows.map((row) => row.profileId));
  const written = isSame ? await saveSettled(tx, brandId, step.rows) : new Set<number>();
  const missed = isSame
    ? step.rows.map((row) => row.profileId).filter((id) => !written.has(id))
    : step.profileIds;
  await saveMemberships(
    tx,
    brandId,
    step.changes.filter((change) => written.has(change.profileId)),
    fold.position,
  );
  if (missed.length > 0) await askNow(tx, brandId, ports, fill, missed);
  await noteAskedProfile(tx, brandId, fill, step.last, step.profileIds.length);
}

/** With no batch under way, as they stand. */
async function askNow(
  tx: Transaction,
  brandId: number,
  ports: AskPorts,
  fill: Fill,
  profileIds: readonly number[],
): Promise<void> {
  const { fold, segments } = ports;
  const asked = { program: segments.program(), answered: segments.answered() };
  const profiles = await loadProfiles(tx, brandId, profileIds);
  const { changed, changes } = await askProfiles(tx, brandId, ports, fill, asked, profiles);
  fold.cache.forget(changed.map((one) => one.profileId));
  await saveProfiles(tx, brandId, changed, new Set(changed.map((one) => one.profileId)));
  await saveMemberships(tx, brandId, changes, fold.position);
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

interface ToldProfiles {
  readonly changed: readonly StoredProfile[];
  /** In order of their moments. */
  readonly changes: readonly MembershipChange[];
}

/** What else they rest on is read after their rows: who changes it writes the row as well. */
async function askProfiles(
  db: Queryable,
  brandId: number,
  ports: AskPorts,
  fill: Fill,
  { program, answered }: AskedBy,
  profiles: readonly StoredProfile[],
): Promise<ToldProfiles> {
  const visible = profiles.filter((one) => !one.hidden);
  const ids = visible.map((one) => one.profileId);
  const listed = await Promise.all(
    [fill.segmentId, usableIdOf(fill.segmentId)].map(
      async (id): Promise<Listed> => [id, await findMembers(db, brandId, id, ids)],
    ),
  );
  const which = [fill.segmentId, ...dependantsOf(program, fill.segmentId).filter((id) => answered.has(id))];
  const views = await readViews(db, brandId, { program, which, loyalty: ports.loyalty() }, ids);
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
  return { changed, changes: changes.sort(byMoment) };
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
