import {
  type CustomerView,
  engagedDays,
  type LeafState,
  loyaltyOfNew,
  type ProfileState,
  touchesLoyalty,
  viewOf,
} from "../profile/index.ts";
import type { TouchedCustomer } from "../profile/loyalty/postgres/apply-loyalty.ts";
import type { EngagedCustomer } from "../profile/loyalty/postgres/note-engagement.ts";
import type { BrandGround } from "../profile/loyalty/postgres/read-ground.ts";
import { loyaltyNeedsOf, type SegmentProgram } from "../segment/index.ts";

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

/** Notes what a batch did to a customer as far as loyalty reads it, and says it; most of what happens is nothing to it. */
export function noteLoyalty(
  { ground, isFilled }: LoyaltyFooting,
  touch: LoyaltyTouch,
  into: LoyaltyWork,
): "nothing" | "dates" | "more" {
  const { profileId, before, leaves, after, isReshaped, isNew, hasSale, nowMs } = touch;
  const how = isReshaped
    ? "more"
    : touchesLoyalty(before?.leaves, leaves, { days: ground.days, settings: ground.settings, nowMs });
  const isTold = how === "more" || (how === "dates" && !isFilled);
  if (how === "dates" && isFilled)
    into.engaged.push({ profileId, engagedOn: engagedDays(leaves, ground.days) });
  if (!isTold && !hasSale) return how;
  into.customers.push({
    profileId,
    before: before && viewOf(profileId, before),
    after,
    leafIds: Object.keys(leaves).map(Number),
    isReshaped,
    isNew,
    isTold,
  });
  return "more";
}

export interface AskedCustomer {
  /** What the batch touches. */
  readonly asked: readonly number[];
  readonly view: CustomerView;
  /** Has a row of loyalty, or will have by sales of this batch. */
  readonly isKnown: boolean;
  /** What is computed of their shopping may be another after the batch. */
  readonly isAnother: boolean;
}

interface AskingFold {
  readonly program: SegmentProgram;
  readonly answered: ReadonlySet<number>;
  readonly loyalty: LoyaltyFooting | undefined;
  readonly now: number;
}

/**
 * What the fold asks at once. Of customers who are known, what hangs on their shopping is left to the timer, which comes right behind the
 * batch: rows of loyalty are written with it, and reading them for each event would cost more than all else.
 */
export function askedNow(
  { program, answered, loyalty, now }: AskingFold,
  { asked, view, isKnown, isAnother }: AskedCustomer,
): { readonly which: readonly number[]; readonly view: CustomerView; readonly isRestLeft: boolean } {
  if (!isLoyaltyAsked(program, answered)) return { which: asked, view, isRestLeft: false };
  if (!isKnown && loyalty !== undefined) {
    const { ground } = loyalty;
    const worked = { ...ground, rules: ground.rulesWith(new Map()) };
    const seen = { ...view, loyalty: loyaltyOfNew(view, worked, now) };
    return { which: asked, view: seen, isRestLeft: false };
  }
  const { ids } = loyaltyNeedsOf(program);
  const which = asked.filter((id) => !ids.has(id));
  return { which, view, isRestLeft: isAnother || which.length < asked.length };
}

/** Whether something that is asked with each change hangs on loyalty. */
export function isLoyaltyAsked(program: SegmentProgram, answered: ReadonlySet<number>): boolean {
  return !loyaltyNeedsOf(program).ids.isDisjointFrom(answered);
}
