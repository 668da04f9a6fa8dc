import type { Queryable } from "../../../platform/postgres/database.ts";
import { type LoyaltyOverTime, loyaltyAt, rememberMoment } from "../loyalty-at.ts";
import { noHistory } from "../shop-history.ts";
import type { BrandGround } from "./read-ground.ts";
import { loadLoyalty } from "./save-loyalty.ts";

/** Some customers' loyalty at any moment from now on, exact though a timer has not fired; of whom nothing is kept there is none. */
export async function readLoyalty(
  database: Queryable,
  brandId: number,
  ground: BrandGround,
  profileIds: readonly number[],
): Promise<ReadonlyMap<number, LoyaltyOverTime>> {
  const { stored, histories } = await loadLoyalty(database, brandId, profileIds);
  const worked = { rules: ground.rulesWith(new Map()), thresholds: ground.thresholds };
  return new Map(
    [...stored].map(([profileId, kept]) => {
      const history = histories.get(profileId) ?? noHistory;
      const version = `${kept.computedAt} ${ground.thresholds.version}`;
      return [profileId, rememberMoment((nowMs) => loyaltyAt({ ...kept, history }, worked, nowMs), version)];
    }),
  );
}
