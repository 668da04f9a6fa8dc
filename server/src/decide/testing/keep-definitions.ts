import type { JsonObject } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";
import type { DefinitionVersion } from "../shared-parts.ts";

/** A version of a definition of brand 1, as govern keeps it. */
export async function keepDefinition(
  database: Queryable,
  { kind, key, version }: DefinitionVersion,
  body: JsonObject,
): Promise<void> {
  await database.query(
    `with known as (
       insert into definition (brand_id, kind, key, version)
       values (1, $1, $2, $3)
       on conflict (brand_id, kind, key) do update set version = excluded.version
       returning definition_id
     )
     insert into definition_version (definition_id, version, state, body, author, reason)
     select definition_id, $3, 'live', $4, 'test', ''
     from known`,
    [kind, key, version, JSON.stringify(body)],
  );
}
