import {
  type CustomerView,
  evaluateProfile,
  type MembershipChange,
  type ProfileState,
  viewOf,
} from "../profile/index.ts";
import type { StoredProfile } from "../profile/postgres/profile-store.ts";
import { loyaltyNeedsOf, type SegmentProgram } from "../segment/index.ts";

/** What the clock alone made of a customer's memberships. */
interface Settled {
  readonly segments: ProfileState["segments"];
  /** In order of time, each at the moment it was due. */
  readonly changes: readonly MembershipChange[];
  /** When an answer may change next; undefined: never by itself. */
  readonly until: number | undefined;
}

export interface Asking {
  readonly program: SegmentProgram;
  readonly answered: ReadonlySet<number>;
}

interface Due {
  readonly view: CustomerView;
  readonly segments: ProfileState["segments"];
  /** When the first answer ran out. */
  readonly dueAt: number;
}

/** A customer whose answers ran out more often than this while nobody looked is asked as of the end instead. */
const mostMoments = 100;

/**
 * Asks a customer of whom an answer has run out, at each moment that one did, up to `to`. `view` must hold nothing that happened after
 * `dueAt`: whoever folds more settles before.
 */
export function settle({ program, answered }: Asking, { view, segments, dueAt }: Due, to: number): Settled {
  const members = Object.keys(segments).map(Number);
  const which = program.touchedByClock(view.slots, members).filter((segmentId) => answered.has(segmentId));
  const changes: MembershipChange[] = [];
  let standing = segments;
  let until: number | undefined = dueAt;
  for (let moments = 0; until !== undefined && until <= to; moments += 1) {
    const answer = evaluateProfile(program, view, standing, which, moments < mostMoments ? until : to);
    standing = answer.segments;
    changes.push(...answer.changes);
    until = answer.until;
  }
  return { segments: standing, changes, until };
}

/** A customer as stored, before something more is folded: memberships stand at `to`. */
export function settleStored(asking: Asking, stored: StoredProfile | undefined, to: number): Settled {
  const segments = stored?.state.segments ?? {};
  const dueAt = stored?.timerAt;
  if (stored === undefined || stored.hidden || dueAt === undefined || dueAt > to)
    return { segments, changes: [], until: dueAt };
  const unseen = loyaltyNeedsOf(asking.program).ids.intersection(asking.answered);
  const seen = unseen.size === 0 ? asking : { ...asking, answered: asking.answered.difference(unseen) };
  const settled = settle(seen, { view: viewOf(stored.profileId, stored.state), segments, dueAt }, to);
  // What hangs on shopping is left to the timers, which read that: the customer stays due.
  return unseen.size === 0 ? settled : { ...settled, until: to };
}

/** In the order in which they are told: of equals the customer's number, then the segment's. */
export function byMoment(a: MembershipChange, b: MembershipChange): number {
  return a.at - b.at || a.profileId - b.profileId || a.segmentId - b.segmentId;
}
