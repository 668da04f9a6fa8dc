import type { CustomerView } from "../profile-state.ts";
import type { Catchments } from "./catchment.ts";
import { type LoyaltyGround, type LoyaltyOverTime, loyaltyAt, rememberMoment } from "./loyalty-at.ts";
import { rowOf } from "./loyalty-row.ts";
import { personOf } from "./person.ts";
import { noHistory } from "./shop-history.ts";

/** Of a customer who has just come and bought nothing: the same that their row will say. */
export function loyaltyOfNew(
  view: CustomerView,
  ground: LoyaltyGround & { readonly catchments: Catchments },
  nowMs: number,
): LoyaltyOverTime {
  return rememberMoment((atMs) => {
    const person = personOf(view, ground.rules.days, ground.catchments);
    const customer = { profileId: view.profileId, person, history: noHistory };
    const { loyalty, stageSince } = rowOf(customer, undefined, ground, nowMs);
    return loyaltyAt({ ...customer, stage: loyalty.stage, stageSince }, ground, atMs);
  }, "");
}
