import type { Database } from "../platform/postgres/database.ts";
import type { MembershipChange, ProfileState } from "../profile/index.ts";
import { breathe } from "./breathe.ts";
import type { Fold } from "./fold.ts";
import { herdOf, type NextStep } from "./herd.ts";
import type { LiveSegments } from "./live-segments.ts";
import { type LoyalViews, readViews } from "./loyal-views.ts";
import type { LoyaltyFooting } from "./loyalty-work.ts";
import {
  type DueProfile,
  type DueRow,
  listDue,
  loadDue,
  type SettledRow,
  saveSettled,
} from "./postgres/due-profiles.ts";
import { holdCursor } from "./postgres/hold-cursor.ts";
import { segmentsChange } from "./segments-change.ts";
import { type Asking, byMoment, settle } from "./settle.ts";
import { saveMemberships } from "./write-batch.ts";

export interface TimerPorts {
  readonly database: Database;
  readonly segments: LiveSegments;
  readonly fold: Fold;
  readonly loyalty: () => LoyaltyFooting | undefined;
  readonly clock: { now(): number };
  readonly herding?: Herding;
}

/** How many customers go together. */
export interface Herding {
  /** In one list; a longer herd is listed again. */
  readonly listed: number;
  /** Written at once. */
  readonly perStep: number;
  /** The same while events come in, which wait for so many at most. */
  readonly perStepAmongEvents: number;
}

const usualHerding: Herding = { listed: 50_000, perStep: 1_000, perStepAmongEvents: 150 };
const profilesPerBreath = 50;

/** Customers who were due, asked; to be written unless somebody else has written them meanwhile, or the program is another. */
interface Step extends Asking {
  readonly rows: readonly SettledRow[];
  /** In order of the moments they were due. */
  readonly changes: readonly MembershipChange[];
}

/**
 * Asks anew all customers of whom an answer has run out, in order of the moment that it did. Says how many were due. They are read and
 * asked beside the fold, while those before them are written; only writing waits for a turn between two batches.
 */
export async function askDueProfiles(brandId: number, ports: TimerPorts): Promise<number> {
  const now = ports.clock.now();
  const { listed, perStep, perStepAmongEvents } = ports.herding ?? usualHerding;
  const due = await listDue(ports.database, brandId, now, listed);
  const herd = herdOf(due, due.length < listed ? now : (due.at(-1)?.dueAt ?? now));
  let foldedTo = ports.fold.position;
  const prepareNext = (underWay: readonly SettledRow[]): Promise<Step> | undefined => {
    const isAlone = ports.fold.position === foldedTo;
    foldedTo = ports.fold.position;
    const taken = new Set(underWay.map((row) => row.profileId));
    const next = herd.next(isAlone ? perStep : perStepAmongEvents, taken);
    const step = next && prepareStep(brandId, ports, next);
    step?.catch(() => undefined); // told where it is waited for
    return step;
  };
  for (let waiting = prepareNext([]); waiting !== undefined; ) {
    const step = await waiting;
    herd.rejoin(dueAgain(step.rows));
    const ahead = prepareNext(step.rows);
    const isWritten = await ports.fold.queue.run(() => writeStep(brandId, ports, step));
    if (!isWritten) break;
    waiting = ahead ?? prepareNext([]);
  }
  return due.length;
}

function dueAgain(rows: readonly SettledRow[]): readonly DueProfile[] {
  return rows.flatMap(({ profileId, timerAt }) =>
    timerAt === undefined ? [] : [{ profileId, dueAt: timerAt }],
  );
}

/** What shopping adds up to is read after the rows: who writes it writes the row as well, and then this step leaves that customer due. */
async function prepareStep(
  brandId: number,
  { database, segments, loyalty }: TimerPorts,
  { profileIds, to }: NextStep,
): Promise<Step> {
  const [program, answered] = [segments.program(), segments.answered()];
  const rows: SettledRow[] = [];
  const changes: MembershipChange[] = [];
  const due = await loadDue(database, brandId, profileIds, to);
  const asking = { program, which: [...answered], loyalty: loyalty() };
  const views = await readViews(database, brandId, asking, profileIds);
  const answerable = new Set(views.which);
  for (const row of due) {
    const settled = settleRow({ program, answered: answerable }, views, row, to);
    rows.push(settled.row);
    changes.push(...settled.changes);
    if (rows.length % profilesPerBreath === 0) await breathe();
  }
  return { program, answered, rows, changes: changes.sort(byMoment) };
}

function settleRow(
  asking: Asking,
  views: LoyalViews,
  { profileId, version, state: text, dueAt, hidden }: DueRow,
  to: number,
): { readonly row: SettledRow; readonly changes: readonly MembershipChange[] } {
  if (hidden) return { row: { profileId, version, change: undefined, timerAt: undefined }, changes: [] };
  const state = JSON.parse(text) as ProfileState; // written here only
  const due = { view: views.of({ profileId, state }), segments: state.segments, dueAt };
  const { segments, changes, until } = settle(asking, due, to);
  const isSame = segments === state.segments;
  const row = {
    profileId,
    version,
    change: isSame ? undefined : segmentsChange(text, { ...state, segments }),
    timerAt: until,
  };
  return { row, changes };
}

/** False: the definitions are others by now, and nothing was written. */
async function writeStep(
  brandId: number,
  { database, segments, fold }: TimerPorts,
  { program, answered, rows, changes }: Step,
): Promise<boolean> {
  if (segments.program() !== program || segments.answered() !== answered) return false;
  if (rows.length === 0) return true;
  fold.cache.forget(rows.map((row) => row.profileId));
  await database.transaction(
    async (tx) => {
      await holdCursor(tx, brandId, fold.position);
      const written = await saveSettled(tx, brandId, rows);
      const told = changes.filter((change) => written.has(change.profileId));
      await saveMemberships(tx, brandId, told, fold.position);
    },
    { synchronousCommit: false },
  );
  return true;
}
