import type { Condition, Use } from "@attune/contract";
import type { Clock } from "../kernel/clock.ts";
import { type CustomerView, viewOf } from "../profile/index.ts";
import { refuseUnknownNames } from "./foreign-names.ts";
import { loyaltyNeedsOf } from "./loyalty-needs.ts";
import {
  type MembershipsNow,
  type MembersParts,
  membersPage,
  type UsablePage,
  usablePage,
} from "./members-page.ts";
import { type ProfileSet, sampleOf, sizeOf } from "./profile-set.ts";
import { refusals } from "./refusals.ts";
import type { SegmentDefinition } from "./segment-definition.ts";
import type { SegmentProgram } from "./segment-program.ts";
import type { FillProgress, ListedProfile, SegmentProfile, SegmentStore } from "./segment-store.ts";
import { type MemberSource, type SelectedMembers, selectMembers } from "./select-members.ts";
import { usableIdOf } from "./usable-segment.ts";

export interface SegmentStanding extends SegmentDefinition, FillProgress {
  readonly size: number;
  /** Those of them who may be used for the segment's purpose; undefined without one. */
  readonly usable: number | undefined;
}

/** A page of members; `next` is the profile id behind which the following page begins, undefined on the last. */
export interface ListedMembers {
  readonly members: readonly (ListedProfile & { readonly enteredAt: number })[];
  readonly next: number | undefined;
  readonly standing: SegmentStanding;
}

export interface Preview {
  readonly size: number;
  /** From 0 to 1. */
  readonly share: number;
  /** How many of them are in each stage; those of whom none is kept are left out. */
  readonly stages: ReadonlyMap<string, number>;
  readonly sample: readonly ListedProfile[];
}

export interface Segments {
  list(brandId: number): Promise<readonly SegmentStanding[]>;
  /** Refuses an unknown key. */
  get(brandId: number, key: string): Promise<SegmentStanding>;
  /** Exact at this moment: customers of whom an answer has run out are asked anew. Refuses an unknown key. */
  members(brandId: number, key: string, afterId: number, limit: number): Promise<ListedMembers>;
  /** Those who may be used for the segment's purpose, a page at a time, exact at the moment each is asked for. Refuses an unknown key, and a segment without purpose or that is still being filled. */
  usable(
    brandId: number,
    key: string,
  ): Promise<{ readonly use: Use; page(afterId: number, limit: number): Promise<UsablePage> }>;
  /** Refuses an unknown key. */
  idOf(brandId: number, key: string): number;
  /** From the stores, so as far as ClickHouse has come. Refuses references to segments that are not live. */
  preview(brandId: number, condition: Condition): Promise<Preview>;
  /** Every visible customer for whom the condition holds now; as preview. */
  select(brandId: number, condition: Condition): Promise<ProfileSet>;
  /** Refuses a condition that names what is not there. */
  check(brandId: number, condition: Condition): void;
}

export interface SegmentPorts {
  readonly store: SegmentStore;
  readonly clock: Clock;
  /** What the fold runs now. Conditions of experiences may stand in it too, under keys with a colon. */
  readonly programOf: (brandId: number) => SegmentProgram;
  /** Segments that are asked with each event; the others are still being filled. */
  readonly answered: (brandId: number) => ReadonlySet<number>;
  readonly sourceOf: (brandId: number) => MemberSource;
  /** What is computed of customers' shopping; of whom nothing is there is none. */
  readonly loyaltyOf: (
    profileIds: readonly number[],
  ) => Promise<ReadonlyMap<number, NonNullable<CustomerView["loyalty"]>>>;
}

const sampleSize = 10;
/** Beyond this many a size is as last written: they are asked anew within a second or, at worst, a minute. */
const dueCounted = 1_000;

export function createSegments(ports: SegmentPorts): Segments {
  const definitionsOf = (brandId: number): readonly SegmentDefinition[] =>
    ports.programOf(brandId).definitions.filter(({ key }) => !key.includes(":"));
  const find = (brandId: number, key: string): SegmentDefinition => {
    const found = definitionsOf(brandId).find((definition) => definition.key === key);
    if (found === undefined) throw refusals.unknown(key);
    return found;
  };
  const get: Segments["get"] = async (brandId, key) => {
    const [standing] = await standings(ports, brandId, [find(brandId, key)]);
    if (standing === undefined) throw refusals.unknown(key);
    return standing;
  };
  return {
    list: (brandId) => standings(ports, brandId, definitionsOf(brandId)),
    get,
    members: async (brandId, key, afterId, limit) => {
      const question = { brandId, segmentId: find(brandId, key).segmentId, afterId, limit };
      const { members, next } = await membersPage(partsOf(ports, brandId), question);
      const listed = members.map(({ profile, enteredAt }) => ({ ...profile, enteredAt }));
      const standing = await get(brandId, key);
      return { members: await withIdentifiers(ports.store, brandId, listed), next, standing };
    },
    usable: async (brandId, key) => {
      const { use, state, segmentId } = await get(brandId, key);
      if (use === undefined) throw refusals.noPurpose(key);
      if (state === "filling") throw refusals.stillFilling();
      const page = (afterId: number, limit: number): Promise<UsablePage> =>
        usablePage(partsOf(ports, brandId), { brandId, segmentId: usableIdOf(segmentId), afterId, limit });
      return { use, page };
    },
    idOf: (brandId, key) => find(brandId, key).segmentId,
    check: (brandId, condition) => refuseUnknownNames(condition, ports.programOf(brandId)),
    preview: (brandId, condition) => preview(ports, brandId, condition, definitionsOf(brandId)),
    select: async (brandId, condition) =>
      (await selectNow(ports, brandId, condition, definitionsOf(brandId))).members,
  };
}

function partsOf(ports: SegmentPorts, brandId: number): MembersParts {
  return { store: ports.store, membershipsNow: membershipsNowOf(ports, brandId), nowMs: ports.clock.now() };
}

async function withIdentifiers<Profile extends SegmentProfile>(
  store: SegmentStore,
  brandId: number,
  profiles: readonly Profile[],
): Promise<readonly (Profile & ListedProfile)[]> {
  const identifiers = await store.identifiers(
    brandId,
    profiles.map(({ profileId }) => profileId),
  );
  return profiles.map((profile) => ({ ...profile, identifiers: identifiers.get(profile.profileId) ?? [] }));
}

/** Asks all segments that are answered about customers, as they stand at this moment. */
export function membershipsNowOf(ports: SegmentPorts, brandId: number): MembershipsNow {
  const program = ports.programOf(brandId);
  const asked = [...ports.answered(brandId)];
  const nowMs = ports.clock.now();
  const isLoyaltyAsked = !loyaltyNeedsOf(program).ids.isDisjointFrom(ports.answered(brandId));
  const ask = (
    { profileId, state }: SegmentProfile,
    loyalty: CustomerView["loyalty"],
  ): ReadonlySet<number> => {
    const members = new Set(Object.keys(state.segments).map(Number));
    const view = { ...viewOf(profileId, state), ...(loyalty === undefined ? {} : { loyalty }) };
    for (const { segmentId, isMember } of program.evaluate(view, asked, nowMs, (id) => members.has(id))) {
      if (isMember) members.add(segmentId);
      else members.delete(segmentId);
    }
    return members;
  };
  return async (profiles) => {
    const ids = isLoyaltyAsked ? profiles.map(({ profileId }) => profileId) : [];
    const loyalty = await ports.loyaltyOf(ids);
    return new Map(profiles.map((one) => [one.profileId, ask(one, loyalty.get(one.profileId))]));
  };
}

async function standings(
  ports: SegmentPorts,
  brandId: number,
  definitions: readonly SegmentDefinition[],
): Promise<readonly SegmentStanding[]> {
  const { store, clock } = ports;
  const { sizes, fills, due } = await store.written(brandId, clock.now(), dueCounted + 1);
  const corrections =
    due.length > dueCounted
      ? new Map<number, number>()
      : await correctionsOf(due, membershipsNowOf(ports, brandId));
  const sizeOfSegment = (id: number): number =>
    Math.max(0, (sizes.get(id) ?? 0) + (corrections.get(id) ?? 0));
  return definitions.map((definition) => {
    const { segmentId, use } = definition;
    const fill = fills.get(segmentId) ?? { state: "filling", progress: 0 };
    const usable = use === undefined ? undefined : sizeOfSegment(usableIdOf(segmentId));
    return { ...definition, ...fill, size: sizeOfSegment(segmentId), usable };
  });
}

/** By how much sizes differ from what was written, because answers of these customers have run out. */
async function correctionsOf(
  due: readonly SegmentProfile[],
  membershipsNow: MembershipsNow,
): Promise<ReadonlyMap<number, number>> {
  const corrections = new Map<number, number>();
  const add = (segmentId: number, by: number): void => {
    corrections.set(segmentId, (corrections.get(segmentId) ?? 0) + by);
  };
  const now = await membershipsNow(due);
  for (const profile of due) {
    for (const segmentId of now.get(profile.profileId) ?? []) add(segmentId, 1);
    for (const segmentId of Object.keys(profile.state.segments)) add(Number(segmentId), -1);
  }
  return corrections;
}

async function preview(
  ports: SegmentPorts,
  brandId: number,
  condition: Condition,
  definitions: readonly SegmentDefinition[],
): Promise<Preview> {
  const { members, count } = await selectNow(ports, brandId, condition, definitions);
  const size = sizeOf(members);
  const [stages, sample] = await Promise.all([
    ports.store.stages(brandId, members),
    ports.store
      .profiles(brandId, sampleOf(members, sampleSize))
      .then((profiles) => withIdentifiers(ports.store, brandId, profiles)),
  ]);
  return { size, share: count === 0 ? 0 : size / count, stages, sample };
}

/** @throws Refusal when the condition names what is not there */
function selectNow(
  ports: SegmentPorts,
  brandId: number,
  condition: Condition,
  definitions: readonly SegmentDefinition[],
): Promise<SelectedMembers> {
  const { world } = ports.programOf(brandId);
  const conditions = new Map(definitions.map((definition) => [definition.key, definition.condition]));
  refuseUnknownNames(condition, ports.programOf(brandId));
  const conditionOf = (key: string): Condition => {
    const found = conditions.get(key);
    if (found === undefined) throw refusals.unknown(key);
    return found;
  };
  return selectMembers(condition, ports.clock.now(), ports.sourceOf(brandId), conditionOf, world);
}
