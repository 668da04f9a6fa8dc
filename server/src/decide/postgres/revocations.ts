import type { Database, Queryable } from "../../platform/postgres/database.ts";
import type { Revocations } from "../recognition.ts";

export function createRevocations(database: Database): Revocations {
  return {
    has: async ({ brandId, leafId, serial, issuedAt }) => {
      const [found] = await database.query(
        `select 1
         from recognition_revocation
         where brand_id = $1
           and (subject = $2 or subject = $3 and revoked_at >= to_timestamp($4::double precision / 1000))
         limit 1`,
        [brandId, `token:${serial}`, `leaf:${leafId}`, issuedAt],
      );
      return found !== undefined;
    },
    add: async (brandId, subjects, atMs, untilMs) => {
      await database.query(
        `insert into recognition_revocation (brand_id, subject, revoked_at, until)
         select $1, subject, to_timestamp($3::double precision / 1000), to_timestamp($4::double precision / 1000)
         from unnest($2::text[]) as s (subject)
         on conflict (brand_id, subject) do update
         set revoked_at = greatest(recognition_revocation.revoked_at, excluded.revoked_at),
             until = greatest(recognition_revocation.until, excluded.until)`,
        [brandId, subjects, atMs, untilMs],
      );
    },
  };
}

/** Deletes what concerns no token that is still valid. Returns how many, at most `most`. */
export async function forgetRevocations(database: Queryable, nowMs: number, most: number): Promise<number> {
  const gone = await database.query(
    `delete from recognition_revocation
     where ctid = any (array(
       select ctid
       from recognition_revocation
       where until < to_timestamp($1::double precision / 1000)
       limit $2
     ))
     returning 1`,
    [nowMs, most],
  );
  return gone.length;
}
