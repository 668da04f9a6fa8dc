import type { Queryable } from "../../../platform/postgres/database.ts";
import type { NewVersion } from "../definition-store.ts";

/** One more version of a definition, and the audit row of it. Not in force until the fold passes it. */
export async function writeVersion(tx: Queryable, brandId: number, written: NewVersion): Promise<void> {
  await tx.query(
    `with head as (
       insert into definition (brand_id, kind, key, version)
       values ($1, $2, $3, $4)
       on conflict (brand_id, kind, key) do update set version = excluded.version
       returning definition_id
     )
     insert into definition_version (definition_id, version, state, body, author, reason)
     select definition_id, $4, $5, $6::json, $7, $8
     from head`,
    [
      brandId,
      written.kind,
      written.key,
      written.version,
      written.state,
      JSON.stringify(written.body),
      written.author,
      written.reason,
    ],
  );
  await tx.query(
    `insert into audit (brand_id, at, actor, action, subject, body)
     values ($1, now(), $2, $3, $4, jsonb_build_object('version', $5::int, 'reason', $6::text))`,
    [
      brandId,
      written.author,
      `definition.${written.state}`,
      `${written.kind}/${written.key}`,
      written.version,
      written.reason,
    ],
  );
}
