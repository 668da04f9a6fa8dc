import { type SchemeBody, schemeBodySchema } from "@attune/contract";
import type { Queryable } from "../../../platform/postgres/database.ts";
import type { StatedScheme } from "../schemes.ts";

/** The live schemes, in order of key. */
export async function readSchemes(database: Queryable, brandId: number): Promise<readonly StatedScheme[]> {
  const rows = await database.query<{ key: string; body: SchemeBody }>(
    `select d.key, v.body
     from definition d
     join definition_version v on v.definition_id = d.definition_id and v.version = d.live_version
     where d.brand_id = $1
       and d.kind = 'scheme'
     order by d.key`,
    [brandId],
  );
  return rows.map(({ key, body }) => ({ key, ...schemeBodySchema.parse(body) }));
}
