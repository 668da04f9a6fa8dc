import type { CustomerView, LoyaltyAt, Slots } from "../profile/index.ts";
import type { SegmentProgram } from "./segment-program.ts";

/** What the stores keep of events, and whose leaves they are of. */
export interface SlotSource {
  readonly timeZone: string;
  /** What is kept of events for a program: each leaf once. */
  slots(
    program: SegmentProgram,
  ): AsyncIterable<readonly { readonly leafId: number; readonly slots: Slots }[]>;
  homes(leafIds: readonly number[]): Promise<ReadonlyMap<number, number>>;
}

/** The slots of the leaves of each profile that did anything of it. */
export async function slotsByProfile(
  program: SegmentProgram,
  source: Pick<SlotSource, "slots" | "homes">,
  isAsked: (profileId: number) => boolean = () => true,
): Promise<ReadonlyMap<number, readonly Slots[]>> {
  const did = new Map<number, Slots[]>();
  for await (const leaves of source.slots(program)) {
    const homes = await source.homes(leaves.map(({ leafId }) => leafId));
    for (const { leafId, slots } of leaves) {
      const home = homes.get(leafId);
      if (home === undefined || !isAsked(home)) continue;
      const kept = did.get(home);
      if (kept === undefined) did.set(home, [slots]);
      else kept.push(slots);
    }
  }
  return did;
}

/** A customer of whom nothing else is known. */
export function viewOfSlots(profileId: number, slots: readonly Slots[], loyalty?: LoyaltyAt): CustomerView {
  return {
    profileId,
    oldestLeafId: profileId,
    leaves: [],
    slots,
    trait: () => undefined,
    consent: () => "unknown",
    isListed: () => false,
    ...(loyalty === undefined ? {} : { loyalty: () => loyalty }),
  };
}
