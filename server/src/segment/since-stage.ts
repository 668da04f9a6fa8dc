import type { DidCondition, LifecycleStage } from "@attune/contract";
import { noLoyalty, type Slots } from "../profile/index.ts";
import { compileSegments } from "./compile-segments.ts";
import { holdsForNothing } from "./operators/did/did.ts";
import { type ProfileSet, profileSetOf } from "./profile-set.ts";
import { type SlotSource, slotsByProfile, viewOfSlots } from "./slots-by-profile.ts";

/** What the stores tell of who is in a stage and of what they did. */
export interface StageSource extends SlotSource {
  /** Who is in it at a moment, and since when; by profile id. */
  inStage(stage: LifecycleStage, nowMs: number): Promise<ReadonlyMap<number, number>>;
}

/** Whether a condition counts what was done since a stage began: stages lie in one store, events in the other. */
export function countsSinceStage(condition: object): condition is DidCondition {
  const since = "since" in condition ? condition.since : undefined;
  return typeof since === "object" && since !== null && "stage" in since;
}

/**
 * The profiles whose answer differs from that of one who did nothing: judged here, by what ClickHouse keeps of the events as it does for
 * a fill, so it takes as long as that and not as long as a query.
 */
export async function selectSinceStage(
  condition: DidCondition,
  nowMs: number,
  source: StageSource,
): Promise<ProfileSet> {
  const { since } = condition;
  if (since === undefined || !("stage" in since))
    throw new Error("Nothing of this is counted since a stage.");
  const program = compileSegments([{ segmentId: 1, key: "asked", version: 1, name: "", condition }], source);
  const entered = await source.inStage(since.stage, nowMs);
  const did = await slotsByProfile(program, source, (profileId) => entered.has(profileId));
  const isOther = ([profileId, slots]: readonly [number, readonly Slots[]]): boolean => {
    const loyalty = { ...noLoyalty, stage: since.stage, stageSince: entered.get(profileId) ?? nowMs };
    const view = viewOfSlots(profileId, slots, loyalty);
    const [answer] = program.evaluate(view, "all", nowMs, () => false);
    return answer?.isMember !== holdsForNothing(condition);
  };
  return profileSetOf([...did].filter(isOther).map(([profileId]) => profileId));
}
