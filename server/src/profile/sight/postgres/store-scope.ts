import type { Queryable } from "../../../platform/postgres/database.ts";
import type { StoreScope } from "../sight.ts";

const sightMs = 30 * 60_000;

export function createStoreScope(db: Queryable, now: () => number): StoreScope {
  return {
    maySee: async (brandId, { staffId, stores }, profileId) => {
      const [row] = await db.query<{ seen: boolean }>(
        `select exists (
             select from store_sight
             where staff_id = $4 and profile_id = $3 and ends_at > to_timestamp($5::float8 / 1000))
           or ${isOwnCustomer("$3::bigint", "$2")} as seen`,
        [brandId, stores, profileId, staffId, now()],
      );
      return row?.seen === true;
    },
    admit: async (staffId, profileIds) => {
      await db.query(
        `insert into store_sight (staff_id, profile_id, ends_at)
         select $1, unnest($2::bigint[]), to_timestamp($3::float8 / 1000)
         on conflict (staff_id, profile_id) do update set ends_at = excluded.ends_at`,
        [staffId, profileIds, now() + sightMs],
      );
    },
    forget: async () => {
      await db.query("delete from store_sight where ends_at <= to_timestamp($1::float8 / 1000)", [now()]);
    },
  };
}

/**
 * Whether a customer belongs to one of the stores: shops there regularly, joined or bought there. Asked of one row after the other:
 * by index, without one of its own, which every sale would have to keep.
 */
export function isOwnCustomer(profileId: string, stores: string): string {
  return `(exists (
      select from loyalty y
      where y.brand_id = $1 and y.profile_id = ${profileId}
        and (y.regular_stores && ${stores}::text[] or y.joined_store = any(${stores}::text[]))
      offset 0)
    or exists (
      select from leaf f
      join sale s on s.brand_id = f.brand_id and s.leaf_id = f.leaf_id
      where f.brand_id = $1 and f.profile_id = ${profileId} and s.store_key = any(${stores}::text[])
      offset 0))`;
}
