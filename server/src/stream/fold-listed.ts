import type { ControlRecord } from "@attune/contract";
import type { Transaction } from "../platform/postgres/database.ts";
import {
  emptyLeaf,
  evaluateProfile,
  type MembershipChange,
  type ProfileState,
  portraitOf,
} from "../profile/index.ts";
import { loadProfiles, type StoredProfile, saveProfiles } from "../profile/postgres/profile-store.ts";
import { savePortraits } from "../profile/postgres/save-portraits.ts";
import type { BatchContext } from "./batch.ts";
import { type LoyalViews, readViews } from "./loyal-views.ts";
import { dropListed, findListedLeaves, type ListedLeaf, saveListed } from "./postgres/list-members.ts";
import { settleStored } from "./settle.ts";
import { saveMemberships } from "./write-batch.ts";

type ListedRecord = Extract<ControlRecord, { readonly kind: "listed" }>;

/** Puts identifiers into a static list or takes them out: the leaves that are known by them carry it, and their customers are asked. Says whose profiles were written. */
export async function foldListed(
  tx: Transaction,
  context: BatchContext,
  record: ListedRecord,
  position: number,
): Promise<readonly number[]> {
  const { brandId, program, answered, loyalty } = context;
  const { list, identifiers } = record;
  if (record.isListed) await saveListed(tx, brandId, list, identifiers, record.receivedAt);
  else await dropListed(tx, brandId, list, identifiers);
  const leaves = await findListedLeaves(tx, brandId, list, identifiers);
  const byProfile = Map.groupBy(leaves, ({ profileId }) => profileId);
  const stored = await loadProfiles(tx, brandId, [...byProfile.keys()]);
  const which = program
    .touchedBy({ slots: new Set(), traits: new Set(), consents: false, lists: true })
    .filter((segmentId) => answered.has(segmentId));
  const views = await readViews(tx, brandId, { program, which, loyalty }, [...byProfile.keys()]);
  const memberships: MembershipChange[] = [];
  const profiles = stored.flatMap((profile): StoredProfile[] => {
    const state = withList(profile.state, list, byProfile.get(profile.profileId) ?? []);
    return state === profile.state ? [] : [ask(context, profile, { state, views, memberships })];
  });
  const written = profiles.map(({ profileId }) => profileId);
  await saveProfiles(tx, brandId, profiles, new Set(written));
  const seen = profiles.filter(({ hidden, mergedInto }) => !hidden && mergedInto === undefined);
  const portraits = seen.map(({ profileId, state }) => ({
    profileId,
    portrait: portraitOf(profileId, state),
  }));
  await savePortraits(tx, brandId, portraits);
  await saveMemberships(tx, brandId, memberships, position);
  return written;
}

/** The same state when nothing changes. */
function withList(state: ProfileState, list: string, leaves: readonly ListedLeaf[]): ProfileState {
  let next = state;
  for (const { leafId, isListed } of leaves) {
    const leaf = next.leaves[leafId] ?? emptyLeaf;
    const { lists = [], ...others } = leaf;
    if (lists.includes(list) === isListed) continue;
    const left = isListed ? [...lists, list].sort() : lists.filter((one) => one !== list);
    const changed = left.length === 0 ? others : { ...others, lists: left };
    next = { ...next, leaves: { ...next.leaves, [leafId]: changed } };
  }
  return next;
}

function ask(
  { program, answered, now }: BatchContext,
  before: StoredProfile,
  {
    state,
    views,
    memberships,
  }: {
    readonly state: ProfileState;
    readonly views: LoyalViews;
    readonly memberships: MembershipChange[];
  },
): StoredProfile {
  if (before.hidden) return { ...before, state };
  const { segments, changes, until } = settleStored({ program, answered }, before, now);
  const view = views.of({ profileId: before.profileId, state });
  const answer = evaluateProfile(program, view, segments, views.which, now);
  memberships.push(...changes, ...answer.changes);
  const sooner = answer.until !== undefined && (until === undefined || answer.until < until);
  return {
    ...before,
    state: { ...state, segments: answer.segments },
    timerAt: sooner ? answer.until : until,
  };
}
