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

export interface MembersParts {
  readonly store: Pick<SegmentStore, "members" | "due" | "profiles">;
  readonly membershipsNow: MembershipsNow;
  readonly nowMs: number;
}

/**
 * Members as last written, but for customers of whom an answer has run out: those are asked anew, whether they were in
 * or not. A page reaches as far as both lists have been read, so it may hold fewer than asked for.
 */
export async function membersPage(parts: MembersParts, question: Question): Promise<MembersPage> {
  const { brandId, limit } = question;
  const { standing, asked, reachedTo } = await readBoth(parts, question);
  const profiles = await parts.store.profiles(
    brandId,
    standing.map(({ profileId }) => profileId),
  );
  return cut([...join(profiles, standing), ...asked], limit, reachedTo, ({ profile }) => profile.profileId);
}

/** A member by number only; for those who need nothing else of them. */
export interface UsablePage {
  readonly members: readonly StoredMember[];
  readonly next: number | undefined;
}

/** The same without what is known of the members. */
export async function usablePage(parts: MembersParts, question: Question): Promise<UsablePage> {
  const { standing, asked, reachedTo } = await readBoth(parts, question);
  const found = asked.map(({ profile, enteredAt }) => ({ profileId: profile.profileId, enteredAt }));
  return cut([...standing, ...found], question.limit, reachedTo, ({ profileId }) => profileId);
}

interface Both {
  readonly standing: readonly StoredMember[];
  readonly asked: readonly ListedMember[];
  readonly reachedTo: number;
}

async function readBoth(
  { store, membershipsNow, nowMs }: MembersParts,
  { brandId, segmentId, afterId, limit }: Question,
): Promise<Both> {
  // First who is due: an answer that is written in between stands in the list, and who was due is asked anew all the same.
  const due = await store.due(brandId, nowMs, afterId, limit);
  const written = await store.members(brandId, segmentId, afterId, limit);
  const reachedTo = Math.min(reach(written, limit), reach(due, limit));
  const isDue = new Set(due.map(({ profileId }) => profileId));
  const reached = due.filter(({ profileId }) => profileId <= reachedTo);
  const now = await membershipsNow(reached);
  return {
    standing: written.filter(({ profileId }) => profileId <= reachedTo && !isDue.has(profileId)),
    asked: reached
      .filter(({ profileId }) => now.get(profileId)?.has(segmentId) === true)
      .map((profile) => ({ profile, enteredAt: profile.state.segments[segmentId] ?? nowMs })),
    reachedTo,
  };
}

function cut<Member>(
  listed: readonly Member[],
  limit: number,
  reachedTo: number,
  idOf: (member: Member) => number,
): { readonly members: readonly Member[]; readonly next: number | undefined } {
  const members = listed.toSorted((a, b) => idOf(a) - idOf(b)).slice(0, limit);
  const last = members.at(-1);
  const isCut = listed.length > limit && last !== undefined;
  return {
    members,
    next: isCut ? idOf(last) : reachedTo === Number.POSITIVE_INFINITY ? undefined : reachedTo,
  };
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
