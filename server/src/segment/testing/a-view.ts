import type { ConsentState, Json } from "@attune/contract";
import type { CustomerView, LoyaltyAt, Slots } from "../../profile/index.ts";

/** A customer of whom is known what is told here. */
export function aView(
  known: {
    readonly traits?: Readonly<Record<string, Json>>;
    readonly consents?: Readonly<Record<string, ConsentState>>;
    readonly slots?: readonly Slots[];
    readonly lists?: readonly string[];
    readonly loyalty?: (nowMs: number) => LoyaltyAt;
  } = {},
): CustomerView {
  return {
    profileId: 1,
    oldestLeafId: 1,
    leaves: [],
    slots: known.slots ?? [],
    trait: (path) => known.traits?.[path],
    consent: (key) => known.consents?.[key] ?? "unknown",
    isListed: (list) => known.lists?.includes(list) === true,
    ...(known.loyalty === undefined ? {} : { loyalty: known.loyalty }),
  };
}
