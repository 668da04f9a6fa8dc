import {
  type CustomerView,
  engagedDays,
  type LeafState,
  type ProfileState,
  touchesLoyalty,
  viewOf,
} from "../profile/index.ts";
import type { TouchedCustomer } from "../profile/loyalty/postgres/apply-loyalty.ts";
import type { EngagedCustomer } from "../profile/loyalty/postgres/note-engagement.ts";
import type { BrandGround } from "../profile/loyalty/postgres/read-ground.ts";

/** By what the fold keeps loyalty. */
export interface LoyaltyFooting {
  readonly ground: BrandGround;
  /** Whether every customer has a row; until then one may have none to which a date could be added. */
  readonly isFilled: boolean;
}

/** Of whom loyalty may be another after a batch; its sales are known only when they are written. */
export interface LoyaltyWork {
  /** `isTold`: worked out even if no sale of theirs has changed. */
  readonly customers: (Omit<TouchedCustomer, "sales"> & { readonly isTold: boolean })[];
  readonly engaged: EngagedCustomer[];
  /** Profiles that went into others. */
  readonly gone: number[];
}

export interface LoyaltyTouch {
  readonly profileId: number;
  /** As stored; undefined when there was none, or when it was hidden. */
  readonly before: ProfileState | undefined;
  readonly leaves: Readonly<Record<string, LeafState>>;
  readonly after: CustomerView;
  readonly isReshaped: boolean;
  readonly isNew: boolean;
  /** An event of the batch is about a sale. */
  readonly hasSale: boolean;
  readonly nowMs: number;
}

/** Notes what a batch did to a customer as far as loyalty reads it; most of what happens is nothing to it. */
export function noteLoyalty(
  { ground, isFilled }: LoyaltyFooting,
  touch: LoyaltyTouch,
  into: LoyaltyWork,
): void {
  const { profileId, before, leaves, after, isReshaped, isNew, hasSale, nowMs } = touch;
  const how = isReshaped
    ? "more"
    : touchesLoyalty(before?.leaves, leaves, { days: ground.days, settings: ground.settings, nowMs });
  const isTold = how === "more" || (how === "dates" && !isFilled);
  if (how === "dates" && isFilled)
    into.engaged.push({ profileId, engagedOn: engagedDays(leaves, ground.days) });
  if (!isTold && !hasSale) return;
  into.customers.push({
    profileId,
    before: before && viewOf(profileId, before),
    after,
    leafIds: Object.keys(leaves).map(Number),
    isReshaped,
    isNew,
    isTold,
  });
}
