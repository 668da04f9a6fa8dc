import type { SegmentProfile, SegmentStore, StoredMember } from "./segment-store.ts";

/** A member as it is listed. Times are epoch milliseconds. */
export interface ListedMember {
  readonly profile: SegmentProfile;
  readonly enteredAt: number;
}

export interface MembersPage {
  readonly members: readonly ListedMember[];
  /** The profile id behind which the next page begins; undefined on the last. */
  readonly next: number | undefined;
}

/** The ids of the segments that customers are in at this moment, by profile id. */
export type MembershipsNow = (
  profiles: readonly SegmentProfile[],
) => Promise<ReadonlyMap<number, ReadonlySet<number>>>;

interface Question {
  readonly brandId: number;
  readonly segmentId: number;
  readonly afterId: number;
  readonly limit: number;
}

interface Parts {
  readonly store: Pick<SegmentStore, "members" | "due" | "profiles">;
  readonly membershipsNow: MembershipsNow;
  readonly nowMs: number;
}

/**
 * Members as last written, but for customers of whom an answer has run out: those are asked anew, whether they were in
 * or not. A page reaches as far as both lists have been read, so it may hold fewer than asked for.
 */
export async function membersPage(parts: Parts, question: Question): Promise<MembersPage> {
  const { brandId, segmentId, afterId, limit } = question;
  const [written, due] = await Promise.all([
    parts.store.members(brandId, segmentId, afterId, limit),
    parts.store.due(brandId, parts.nowMs, afterId, limit),
  ]);
  const reachedTo = Math.min(reach(written, limit), reach(due, limit));
  const isDue = new Set(due.map(({ profileId }) => profileId));
  const standing = written.filter(({ profileId }) => profileId <= reachedTo && !isDue.has(profileId));
  const reached = due.filter(({ profileId }) => profileId <= reachedTo);
  const now = await parts.membershipsNow(reached);
  const asked = reached.filter(({ profileId }) => now.get(profileId)?.has(segmentId) === true);
  const profiles = await parts.store.profiles(
    brandId,
    standing.map(({ profileId }) => profileId),
  );
  const listed = [
    ...join(profiles, standing),
    ...asked.map((profile) => ({
      profile,
      enteredAt: profile.state.segments[segmentId] ?? parts.nowMs,
    })),
  ].sort((a, b) => a.profile.profileId - b.profile.profileId);
  const members = listed.slice(0, limit);
  const cut = listed.length > limit ? members.at(-1)?.profile.profileId : undefined;
  return { members, next: cut ?? (reachedTo === Number.POSITIVE_INFINITY ? undefined : reachedTo) };
}

/** The last profile of a list that is full: there may be more behind it. */
function reach(list: readonly { readonly profileId: number }[], limit: number): number {
  return list.length < limit
    ? Number.POSITIVE_INFINITY
    : (list.at(-1)?.profileId ?? Number.POSITIVE_INFINITY);
}

function join(
  profiles: readonly SegmentProfile[],
  members: readonly StoredMember[],
): readonly ListedMember[] {
  const enteredAt = new Map(members.map((member) => [member.profileId, member.enteredAt]));
  return profiles.flatMap((profile) => {
    const at = enteredAt.get(profile.profileId);
    return at === undefined ? [] : [{ profile, enteredAt: at }];
  });
}
