import type { JsonObject } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";

/** Who took which members out, for what, in which columns. */
export async function auditExport(
  database: Queryable,
  brandId: number,
  act: { readonly at: number; readonly actor: string; readonly segment: string; readonly body: JsonObject },
): Promise<void> {
  await database.query(
    `insert into audit (brand_id, at, actor, action, subject, body)
     values ($1, to_timestamp($2::float8 / 1000), $3, 'segment.exported', $4, $5)`,
    [brandId, act.at, act.actor, `segment/${act.segment}`, JSON.stringify(act.body)],
  );
}
