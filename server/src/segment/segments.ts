import type { Condition } from "@attune/contract";
import type { Clock } from "../kernel/clock.ts";
import { viewOf } from "../profile/index.ts";
import { membersPage } from "./members-page.ts";
import { sampleOf, sizeOf } from "./profile-set.ts";
import { refusals } from "./refusals.ts";
import type { SegmentDefinition } from "./segment-definition.ts";
import type { SegmentProgram } from "./segment-program.ts";
import { segmentReferences } from "./segment-references.ts";
import type { FillProgress, SegmentProfile, SegmentStore } from "./segment-store.ts";
import { type MemberSource, selectMembers } from "./select-members.ts";

export interface SegmentStanding extends SegmentDefinition, FillProgress {
  readonly size: number;
}

/** A member as it is listed; `profile` names the customer. Times are epoch milliseconds. */
export interface ListedMember {
  readonly profile: SegmentProfile;
  readonly enteredAt: number;
}

export interface MembersPage {
  readonly members: readonly ListedMember[];
  /** The profile id behind which the next page begins; undefined on the last. */
  readonly next: number | undefined;
}

export interface Preview {
  readonly size: number;
  /** From 0 to 1. */
  readonly share: number;
  readonly sample: readonly SegmentProfile[];
}

export interface Segments {
  list(brandId: number): Promise<readonly SegmentStanding[]>;
  /** Refuses an unknown key. */
  get(brandId: number, key: string): Promise<SegmentStanding>;
  /** Exact at this moment: customers of whom an answer has run out are asked anew. Refuses an unknown key. */
  members(brandId: number, key: string, afterId: number, limit: number): Promise<MembersPage>;
  /** From the stores, so as far as ClickHouse has come. Refuses references to segments that are not live. */
  preview(brandId: number, condition: Condition): Promise<Preview>;
}

export interface SegmentPorts {
  readonly store: SegmentStore;
  readonly clock: Clock;
  /** What the fold runs now. Conditions of experiences may stand in it too, under keys with a colon. */
  readonly programOf: (brandId: number) => SegmentProgram;
  /** Segments that are asked with each event; the others are still being filled. */
  readonly answered: (brandId: number) => ReadonlySet<number>;
  readonly sourceOf: (brandId: number) => MemberSource;
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
  return {
    list: (brandId) => standings(ports, brandId, definitionsOf(brandId)),
    get: async (brandId, key) => {
      const [standing] = await standings(ports, brandId, [find(brandId, key)]);
      if (standing === undefined) throw refusals.unknown(key);
      return standing;
    },
    members: (brandId, key, afterId, limit) =>
      membersPage(
        { store: ports.store, isMember: askerOf(ports, brandId), nowMs: ports.clock.now() },
        { brandId, segmentId: find(brandId, key).segmentId, afterId, limit },
      ),
    preview: (brandId, condition) => preview(ports, brandId, condition, definitionsOf(brandId)),
  };
}

/** Whether a customer is a member of a segment at this moment. */
export type IsMember = (profile: SegmentProfile, segmentId: number) => boolean;

function askerOf(ports: SegmentPorts, brandId: number): IsMember {
  const program = ports.programOf(brandId);
  const asked = [...ports.answered(brandId)];
  const nowMs = ports.clock.now();
  return ({ profileId, state }, segmentId) => {
    const wasMember = (id: number): boolean => state.segments[id] !== undefined;
    const answers = program.evaluate(viewOf(profileId, state), asked, nowMs, wasMember);
    return answers.find((answer) => answer.segmentId === segmentId)?.isMember ?? wasMember(segmentId);
  };
}

async function standings(
  ports: SegmentPorts,
  brandId: number,
  definitions: readonly SegmentDefinition[],
): Promise<readonly SegmentStanding[]> {
  const { store, clock } = ports;
  const [sizes, fills, due] = await Promise.all([
    store.sizes(brandId),
    store.fills(brandId),
    store.due(brandId, clock.now(), -1, dueCounted + 1),
  ]);
  const isMember = askerOf(ports, brandId);
  const corrected = due.length > dueCounted ? [] : due;
  return definitions.map((definition) => {
    const { segmentId } = definition;
    const correction = corrected.reduce((sum, profile) => {
      const was = profile.state.segments[segmentId] !== undefined;
      return sum + Number(isMember(profile, segmentId)) - Number(was);
    }, 0);
    const fill = fills.get(segmentId) ?? { state: "filling", progress: 0 };
    return { ...definition, ...fill, size: Math.max(0, (sizes.get(segmentId) ?? 0) + correction) };
  });
}

async function preview(
  ports: SegmentPorts,
  brandId: number,
  condition: Condition,
  definitions: readonly SegmentDefinition[],
): Promise<Preview> {
  const conditions = new Map(definitions.map((definition) => [definition.key, definition.condition]));
  const missing = segmentReferences(condition, "/condition").filter(({ key }) => !conditions.has(key));
  if (missing.length > 0) {
    throw refusals.invalidCondition(
      missing.map(({ key, pointer }) => ({
        pointer,
        message: `There is no live segment ${JSON.stringify(key)}.`,
      })),
    );
  }
  const source = ports.sourceOf(brandId);
  const { members, everyone } = await selectMembers(condition, ports.clock.now(), source, (key) => {
    const found = conditions.get(key);
    if (found === undefined) throw refusals.unknown(key);
    return found;
  });
  const [size, all] = [sizeOf(members), sizeOf(everyone)];
  const sample = await ports.store.profiles(brandId, sampleOf(members, sampleSize));
  return { size, share: all === 0 ? 0 : size / all, sample };
}
