import type { Queryable } from "../../../platform/postgres/database.ts";
import { type ProfileSet, profileSetOfWords } from "../../profile-set.ts";

/** Customers whose first shop was on that date (YYYY-MM-DD) or before. */
export async function readShoppersBy(
  database: Queryable,
  brandId: number,
  date: string,
): Promise<ProfileSet> {
  const rows = await database.query<{ word: number; bits: number }>(
    `select profile_id / 32 as word, bit_or(1::bigint << (profile_id % 32)::int) as bits
     from loyalty
     where brand_id = $1
       and first_shop_on <= $2::date
     group by profile_id / 32`,
    [brandId, date],
  );
  return profileSetOfWords(
    rows.map((row) => row.word),
    rows.map((row) => row.bits),
  );
}
