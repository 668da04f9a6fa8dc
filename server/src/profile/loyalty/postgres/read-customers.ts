import type { Queryable } from "../../../platform/postgres/database.ts";
import { viewOf } from "../../customer-view.ts";
import type { CustomerView, ProfileState } from "../../profile-state.ts";
import type { SoldSale } from "../sold-sale.ts";
import { readSoldSalesOfRange } from "./sold-sales.ts";

export interface ReadCustomer {
  readonly profileId: number;
  readonly view: CustomerView;
  readonly leafIds: readonly number[];
  readonly sales: readonly SoldSale[];
}

export interface CustomerRange {
  /** Profiles of a number above. */
  readonly after: number;
  /** And up to this one. */
  readonly upTo: number;
}

/** The visible customers whose numbers lie in a range, with all their sales. `returned`: as of `readSoldSalesOfRange`. */
export async function readCustomers(
  database: Queryable,
  brandId: number,
  range: CustomerRange,
  returned?: ReadonlySet<string>,
): Promise<readonly ReadCustomer[]> {
  const [profiles, sales] = await Promise.all([
    database.query<{ readonly profile_id: number; readonly state: string }>(
      `select profile_id, state
       from profile
       where brand_id = $1
         and profile_id > $2
         and profile_id <= $3
         and not hidden
         and merged_into is null
       order by profile_id`,
      [brandId, range.after, range.upTo],
    ),
    readSoldSalesOfRange(database, brandId, range, returned),
  ]);
  const ofProfile = Map.groupBy(sales, ({ profileId }) => profileId);
  return profiles.map(({ profile_id, state }) => {
    const parsed = JSON.parse(state) as ProfileState; // written by saveProfiles only
    return {
      profileId: profile_id,
      view: viewOf(profile_id, parsed),
      leafIds: Object.keys(parsed.leaves).map(Number),
      sales: ofProfile.get(profile_id)?.map(({ sale }) => sale) ?? [],
    };
  });
}

/** Numbers of profiles, cut into ranges of so many. */
export async function rangesOf(
  database: Queryable,
  brandId: number,
  size: number,
): Promise<readonly CustomerRange[]> {
  const [row] = await database.query<{ last: number | null }>(
    "select max(profile_id) as last from profile where brand_id = $1",
    [brandId],
  );
  const count = Math.ceil(((row?.last ?? -1) + 1) / size);
  return Array.from({ length: count }, (_, at) => ({ after: at * size - 1, upTo: (at + 1) * size - 1 }));
}
