import { type Day, formatDay } from "../../../kernel/local-date.ts";
import { joinedColumn, joinTexts } from "../../../platform/postgres/copy-text.ts";
import type { Queryable } from "../../../platform/postgres/database.ts";

/** A customer of whom only dates of interactions are others (`touchesLoyalty`: "dates"). */
export interface EngagedCustomer {
  readonly profileId: number;
  /** Channel → date of the last interaction. */
  readonly engagedOn: ReadonlyMap<string, Day>;
}

/** Writes the dates only. `until_at` may be earlier than need be then: a timer asks once in vain. */
export async function noteEngagement(
  tx: Queryable,
  brandId: number,
  customers: readonly EngagedCustomer[],
): Promise<void> {
  if (customers.length === 0) return;
  await tx.query(
    `update loyalty
     set digest = null,
         engaged_on = greatest(loyalty.engaged_on, told.engaged_on),
         engaged = (loyalty.engaged::jsonb || told.engaged)::text
     from unnest(${joinedColumn(2, "bigint")}, ${joinedColumn(3, "date")}, ${joinedColumn(4, "jsonb")})
       as told (profile_id, engaged_on, engaged)
     where loyalty.brand_id = $1 and loyalty.profile_id = told.profile_id`,
    [
      brandId,
      joinTexts(customers.map(({ profileId }) => profileId)),
      joinTexts(customers.map(({ engagedOn }) => formatDay(Math.max(...engagedOn.values())))),
      joinTexts(customers.map(({ engagedOn }) => JSON.stringify(Object.fromEntries(engagedOn)))),
    ],
  );
}
