import type { JsonObject } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";
import type { DefinitionVersion } from "../shared-parts.ts";

/** Of versions that were in force, whatever came after. In their order. `Body`: as its kind was read when it was defined. @throws Error when one is gone */
export async function findBodies<Body = JsonObject>(
  database: Queryable,
  brandId: number,
  wanted: readonly DefinitionVersion[],
): Promise<readonly Body[]> {
  const rows = await database.query<{ body: Body }>(
    `select v.body
     from unnest($2::text[], $3::text[], $4::integer[]) with ordinality as w (kind, key, version, at)
     join definition d on d.brand_id = $1 and d.kind = w.kind and d.key = w.key
     join definition_version v on v.definition_id = d.definition_id and v.version = w.version
     order by w.at`,
    [
      brandId,
      wanted.map(({ kind }) => kind),
      wanted.map(({ key }) => key),
      wanted.map(({ version }) => version),
    ],
  );
  if (rows.length !== wanted.length) throw new Error("A version of a definition is gone.");
  return rows.map(({ body }) => body);
}
