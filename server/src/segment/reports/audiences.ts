import type { Audience, Condition } from "@attune/contract";
import { explainCondition } from "../explain-condition.ts";
import { refuseUnknownNames } from "../foreign-names.ts";
import { both, either, type ProfileSet, profileSetOf, without } from "../profile-set.ts";
import { refusals as segmentRefusals } from "../refusals.ts";
import type { SegmentDefinition } from "../segment-definition.ts";
import { membershipsNowOf, type SegmentPorts } from "../segments.ts";
import { selectMembers } from "../select-members.ts";
import type { NamedSet } from "./overlap.ts";
import { refusals } from "./refusals.ts";

export interface AudiencePorts extends SegmentPorts {
  /** As last written, by segment id. */
  readonly memberSets: (
    brandId: number,
    segmentIds: readonly number[],
  ) => Promise<ReadonlyMap<number, ProfileSet>>;
}

export interface ReadAudiences {
  /** Every visible customer. */
  readonly everyone: ProfileSet;
  /** In the order asked. */
  readonly sets: readonly NamedSet[];
}

/** Beyond this many members are as last written, as sizes are. */
const dueCounted = 1_000;

/**
 * The customers that audiences stand for: members of segments as decided up to this moment, those of conditions as the stores tell.
 * `pointers` say where each stands in the request. Refuses what is not live, or still being filled.
 */
export async function readAudiences(
  ports: AudiencePorts,
  brandId: number,
  audiences: readonly Audience[],
  pointers: readonly string[],
): Promise<ReadAudiences> {
  const segments = segmentsOf(ports, brandId, audiences, pointers);
  const [{ everyone }, members, ...selected] = await Promise.all([
    ports.sourceOf(brandId).people([], ports.clock.now(), false),
    membersNow(ports, brandId, [...segments.values()]),
    ...audiences.map(({ condition }) =>
      condition === undefined ? undefined : select(ports, brandId, condition),
    ),
  ]);
  const sets = audiences.map((audience, at): NamedSet => {
    const segment = audience.segment === undefined ? undefined : segments.get(audience.segment);
    const found = segment === undefined ? selected[at] : members.get(segment.segmentId);
    return {
      name: segment?.name ?? (audience.condition === undefined ? "" : explainCondition(audience.condition)),
      segment: segment?.key ?? null,
      members: both(found ?? { words: new Uint32Array(0) }, everyone),
    };
  });
  return { everyone, sets };
}

/** By key. */
function segmentsOf(
  ports: AudiencePorts,
  brandId: number,
  audiences: readonly Audience[],
  pointers: readonly string[],
): ReadonlyMap<string, SegmentDefinition> {
  const { definitions } = ports.programOf(brandId);
  const answered = ports.answered(brandId);
  const found = new Map<string, SegmentDefinition>();
  const filling: { pointer: string; message: string }[] = [];
  audiences.forEach(({ segment: key }, at) => {
    if (key === undefined) return;
    const segment = definitions.find((one) => one.key === key);
    if (segment === undefined) throw segmentRefusals.unknown(key);
    found.set(key, segment);
    if (answered.has(segment.segmentId)) return;
    filling.push({ pointer: pointers[at] ?? "", message: `${JSON.stringify(key)} is still being filled.` });
  });
  if (filling.length > 0) throw refusals.filling(filling);
  return found;
}

async function membersNow(
  ports: AudiencePorts,
  brandId: number,
  segments: readonly SegmentDefinition[],
): Promise<ReadonlyMap<number, ProfileSet>> {
  if (segments.length === 0) return new Map();
  const ids = [...new Set(segments.map(({ segmentId }) => segmentId))];
  // First who is due, as where members are listed.
  const due = await ports.store.due(brandId, ports.clock.now(), -1, dueCounted + 1);
  const written = await ports.memberSets(brandId, ids);
  if (due.length === 0 || due.length > dueCounted) return written;
  const now = await membershipsNowOf(ports, brandId)(due);
  const askedAnew = profileSetOf(now.keys());
  return new Map(
    ids.map((segmentId) => {
      const inside = [...now].filter(([, memberships]) => memberships.has(segmentId));
      const others = without(written.get(segmentId) ?? profileSetOf([]), askedAnew);
      return [segmentId, either(others, profileSetOf(inside.map(([profileId]) => profileId)))];
    }),
  );
}

async function select(ports: AudiencePorts, brandId: number, condition: Condition): Promise<ProfileSet> {
  const program = ports.programOf(brandId);
  refuseUnknownNames(condition, program);
  const conditions = new Map(program.definitions.map((one) => [one.key, one.condition]));
  const conditionOf = (key: string): Condition => {
    const found = conditions.get(key);
    if (found === undefined) throw segmentRefusals.unknown(key);
    return found;
  };
  const source = ports.sourceOf(brandId);
  const { members } = await selectMembers(condition, ports.clock.now(), source, conditionOf, program.world);
  return members;
}
