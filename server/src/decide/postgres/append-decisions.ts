import type { Queryable } from "../../platform/postgres/database.ts";
import type { LoggedDecision } from "../decision-log.ts";

/**
 * One statement. The row lock on decision_head makes positions gap-safe: when a reader sees a head, every row up to it is committed.
 * Values come as joined text, which Postgres takes apart about three times as fast as arrays; JSON text holds no line break.
 */
export async function appendDecisions(
  database: Queryable,
  brandId: number,
  decisions: readonly LoggedDecision[],
): Promise<void> {
  await database.query(
    `with head as (
       insert into decision_head (brand_id, position)
       values ($1, $2)
       on conflict (brand_id) do update set position = decision_head.position + excluded.position
       returning position - $2 as before
     )
     insert into decision (brand_id, decision_id, position, decided_at, profile_id, body)
     select $1, d.id::uuid, head.before + d.ordinal, to_timestamp(d.at::double precision / 1000), nullif(d.profile, '-')::bigint, d.body
     from head
     cross join unnest(
       string_to_array($3, ','), string_to_array($4, ','), string_to_array($5, ','), string_to_array($6, chr(10))
     ) with ordinality as d (id, at, profile, body, ordinal)
     on conflict (brand_id, decision_id) do nothing`,
    [
      brandId,
      decisions.length,
      decisions.map(({ decisionId }) => decisionId).join(","),
      decisions.map(({ decidedAt }) => decidedAt).join(","),
      decisions.map(({ profileId }) => profileId ?? "-").join(","),
      decisions.map(({ record }) => record).join("\n"),
    ],
  );
}
