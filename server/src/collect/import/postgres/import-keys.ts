import type { Queryable } from "../../../platform/postgres/database.ts";
import type { ImportKey, ImportKeys } from "../import-ports.ts";

export function createImportKeys(database: Queryable): ImportKeys {
  return {
    find: async (brandId, digests) => {
      const rows = await database.query<ImportKey>(
        `select digest, content, revision
         from import_key
         where brand_id = $1
           and digest = any($2::uuid[])`,
        [brandId, digests],
      );
      return new Map(rows.map((row) => [row.digest, row]));
    },
    save: async (brandId, keys) => {
      await database.query(
        `insert into import_key (brand_id, digest, content, revision)
         select $1, digest, content, revision
         from unnest($2::uuid[], $3::uuid[], $4::integer[]) as told (digest, content, revision)
         order by digest
         on conflict (digest, brand_id) do update
           set content = excluded.content,
               revision = excluded.revision
           where import_key.revision < excluded.revision`,
        [
          brandId,
          keys.map((key) => key.digest),
          keys.map((key) => key.content),
          keys.map((key) => key.revision),
        ],
      );
    },
  };
}
