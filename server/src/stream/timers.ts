import type { Database, Queryable } from "../platform/postgres/database.ts";
import { evaluateProfile, type MembershipChange } from "../profile/index.ts";
import { loadDueProfiles, type StoredProfile, saveProfiles } from "../profile/postgres/profile-store.ts";
import type { Fold } from "./fold.ts";
import type { LiveSegments } from "./live-segments.ts";
import { readViews } from "./loyal-views.ts";
import type { LoyaltyFooting } from "./loyalty-work.ts";
import { holdCursor } from "./postgres/hold-cursor.ts";
import { saveMemberships } from "./write-batch.ts";

export interface TimerPorts {
  readonly database: Database;
  readonly segments: LiveSegments;
  readonly fold: Fold;
  readonly loyalty: () => LoyaltyFooting | undefined;
  readonly clock: { now(): number };
}

export const profilesPerStep = 1_000;

/** Whether anybody's answer has run out: a look beside the fold, which is not kept waiting for nothing. */
export async function isAnyoneDue(db: Queryable, brandId: number, now: number): Promise<boolean> {
  const due = await db.query(
    "select 1 as due from profile where brand_id = $1 and timer_at <= $2 order by timer_at limit 1",
    [brandId, new Date(now)],
  );
  return due.length > 0;
}

/** Asks anew the customers of whom an answer has run out, oldest first; says how many. Between two batches of the fold. */
export function askDueProfiles(brandId: number, ports: TimerPorts): Promise<number> {
  return ports.fold.queue.run(() =>
    ports.database.transaction(
      async (tx) => {
        await holdCursor(tx, brandId, ports.fold.position);
        const now = ports.clock.now();
        const due = await loadDueProfiles(tx, brandId, now, profilesPerStep);
        const program = ports.segments.program();
        const asking = { program, which: [...ports.segments.answered()], loyalty: ports.loyalty() };
        const views = await readViews(
          tx,
          brandId,
          asking,
          due.map((one) => one.profileId),
        );
        const changes: MembershipChange[] = [];
        const asked = due.map((profile): StoredProfile => {
          const answer = evaluateProfile(
            program,
            views.of(profile),
            profile.state.segments,
            views.which,
            now,
          );
          changes.push(...answer.changes);
          return {
            ...profile,
            state: { ...profile.state, segments: answer.segments },
            timerAt: answer.until,
          };
        });
        ports.fold.cache.forget(due.map((one) => one.profileId));
        await saveProfiles(tx, brandId, asked, new Set(asked.map((one) => one.profileId)));
        await saveMemberships(tx, brandId, changes, ports.fold.position);
        return due.length;
      },
      { synchronousCommit: false },
    ),
  );
}
