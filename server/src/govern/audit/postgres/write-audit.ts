import type { Queryable } from "../../../platform/postgres/database.ts";

/** One act, in the transaction of the act itself. Without personal values: `body` says what kind of change it was. */
export async function writeAudit(
  db: Queryable,
  brandId: number,
  act: { readonly actor: string; readonly at: number },
  action: string,
  subject: string,
  body: object = {},
): Promise<void> {
  await db.query(
    `insert into audit (brand_id, at, actor, action, subject, body)
     values ($1, to_timestamp($2::float8 / 1000), $3, $4, $5, $6)`,
    [brandId, act.at, act.actor, action, subject, JSON.stringify(body)],
  );
}
