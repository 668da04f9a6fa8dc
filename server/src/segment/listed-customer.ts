import type { SegmentCustomer } from "@attune/contract";
import { formatId } from "../kernel/public-id.ts";
import { combineLeaves, isSimulated, nameOf } from "../profile/index.ts";
import type { ListedProfile } from "./segment-store.ts";

/** A customer as lists of customers tell them. */
export function customerOf({ profileId, state, identifiers }: ListedProfile): SegmentCustomer {
  return {
    profile: formatId("prf", profileId),
    name: nameOf({ state }),
    identifiers: identifiers.map(({ namespace, value }) => ({ namespace, value })),
    simulated: isSimulated(combineLeaves(Object.values(state.leaves))),
  };
}
