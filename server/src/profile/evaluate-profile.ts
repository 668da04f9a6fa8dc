import type { CustomerView, ProfileState } from "./profile-state.ts";

/** What the fold needs of the segments (segment/ gives it). */
export interface MembershipRules {
  evaluate(
    view: CustomerView,
    which: readonly number[] | "all",
    nowMs: number,
    isMemberNow: (segmentId: number) => boolean,
  ): readonly {
    readonly segmentId: number;
    readonly isMember: boolean;
    readonly until: number | undefined;
  }[];
}

export interface MembershipChange {
  readonly segmentId: number;
  readonly profileId: number;
  readonly entered: boolean;
  readonly at: number;
}

/** Memberships after asking `which` segments now; `until` is the earliest moment one of the answers may change by itself. */
export function evaluateProfile(
  rules: MembershipRules,
  view: CustomerView,
  segments: ProfileState["segments"],
  which: readonly number[] | "all",
  now: number,
): {
  readonly segments: ProfileState["segments"];
  readonly changes: readonly MembershipChange[];
  readonly until: number | undefined;
} {
  let next: Record<string, number> | undefined;
  const changes: MembershipChange[] = [];
  let until: number | undefined;
  for (const answer of rules.evaluate(view, which, now, (segmentId) => segments[segmentId] !== undefined)) {
    if (answer.until !== undefined && (until === undefined || answer.until < until)) until = answer.until;
    const wasMember = segments[answer.segmentId] !== undefined;
    if (wasMember === answer.isMember) continue;
    next ??= { ...segments };
    if (answer.isMember) next[answer.segmentId] = now;
    else delete next[answer.segmentId];
    changes.push({
      segmentId: answer.segmentId,
      profileId: view.profileId,
      entered: answer.isMember,
      at: now,
    });
  }
  return { segments: next ?? segments, changes, until };
}
