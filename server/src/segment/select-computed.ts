import { computedTraitOf } from "@attune/contract";
import { emptyWorld } from "./brand-world.ts";
import { compileSegments } from "./compile-segments.ts";
import { holdsForNothing } from "./operators/computed/computed.ts";
import type { ComputedCondition } from "./operators/operator.ts";
import { type ProfileSet, profileSetOf } from "./profile-set.ts";
import { type SlotSource, slotsByProfile, viewOfSlots } from "./slots-by-profile.ts";

/**
 * The profiles whose answer differs from that of one who did nothing, judged here by what ClickHouse keeps of the events as it does for a
 * fill: of texts and days of the year, which SQL does not tell.
 */
export async function selectComputed(
  condition: ComputedCondition,
  nowMs: number,
  source: SlotSource,
): Promise<ProfileSet> {
  const key = "asked";
  const world = { ...emptyWorld, computed: new Map([[key, { id: 1, body: condition.computed }]]) };
  const asked = { trait: computedTraitOf(key), ...condition.is };
  const program = compileSegments([{ segmentId: 1, key, version: 1, name: "", condition: asked }], {
    ...source,
    world,
  });
  const found: number[] = [];
  const ofNothing = holdsForNothing(condition);
  for (const [profileId, slots] of await slotsByProfile(program, source)) {
    const [answer] = program.evaluate(viewOfSlots(profileId, slots), "all", nowMs, () => false);
    if (answer?.isMember !== ofNothing) found.push(profileId);
  }
  return profileSetOf(found);
}
