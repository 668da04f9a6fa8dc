import type { Queryable } from "../../platform/postgres/database.ts";
import { portraitOf } from "../portrait.ts";
import { savePortraits } from "../postgres/save-portraits.ts";
import type { ProfileState } from "../profile-state.ts";

/** Beside a profile's row that a test wrote, what the fold would have kept of it for conditions on people. */
export function keepPortrait(
  database: Queryable,
  brandId: number,
  profileId: number,
  state: ProfileState,
): Promise<void> {
  return savePortraits(database, brandId, [{ profileId, portrait: portraitOf(profileId, state) }]);
}
