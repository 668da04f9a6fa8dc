import type { Queryable } from "../../platform/postgres/database.ts";
import { type ProfileSet, profileSetOfWords } from "../profile-set.ts";

/** Every visible profile: neither hidden nor merged into another. Words of 32, as bits. */
export async function findEveryone(database: Queryable, brandId: number): Promise<ProfileSet> {
  const rows = await database.query<{ word: number; bits: number }>(
    `select profile_id / 32 as word, bit_or(1::bigint << (profile_id % 32)::int) as bits
     from profile
     where brand_id = $1
       and not hidden
       and merged_into is null
     group by profile_id / 32`,
    [brandId],
  );
  return profileSetOfWords(
    rows.map((row) => row.word),
    rows.map((row) => row.bits),
  );
}
