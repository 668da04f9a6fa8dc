import type { Queryable } from "../platform/postgres/database.ts";
import { type CustomerView, viewOf } from "../profile/index.ts";
import { readLoyalty } from "../profile/loyalty/postgres/read-loyalty.ts";
import type { StoredProfile } from "../profile/postgres/profile-store.ts";
import { loyaltyNeedsOf, type SegmentProgram } from "../segment/index.ts";
import type { LoyaltyFooting } from "./loyalty-work.ts";

/** What is asked, and by what loyalty is kept meanwhile. */
export interface ViewQuestion {
  readonly program: SegmentProgram;
  readonly which: readonly number[];
  readonly loyalty: LoyaltyFooting | undefined;
}

export interface LoyalViews {
  /** Those that can be answered: of what hangs on loyalty nothing is said before it is kept of everybody. */
  readonly which: readonly number[];
  of(profile: Pick<StoredProfile, "profileId" | "state">): CustomerView;
}

/** How customers are seen by what is asked of them: with their loyalty, read at once, where something hangs on it. */
export async function readViews(
  db: Queryable,
  brandId: number,
  { program, which, loyalty }: ViewQuestion,
  profileIds: readonly number[],
): Promise<LoyalViews> {
  const { ids } = loyaltyNeedsOf(program);
  const plain = which.filter((id) => !ids.has(id));
  if (plain.length === which.length || loyalty?.isFilled !== true)
    return { which: plain, of: ({ profileId, state }) => viewOf(profileId, state) };
  const kept = await readLoyalty(db, brandId, loyalty.ground, profileIds);
  return {
    which,
    of: ({ profileId, state }) => {
      const [view, loyal] = [viewOf(profileId, state), kept.get(profileId)];
      return loyal === undefined ? view : { ...view, loyalty: loyal };
    },
  };
}
