import type { Queryable } from "../../platform/postgres/database.ts";
import type { LoggedDecision } from "../decision-log.ts";

export async function findDecision(
  database: Queryable,
  brandId: number,
  decisionId: string,
): Promise<LoggedDecision | undefined> {
  const [found] = await database.query<LoggedDecision>(
    `select decision_id as "decisionId", decided_at as "decidedAt", profile_id as "profileId", body as record
     from decision
     where brand_id = $1
       and decision_id = $2`,
    [brandId, decisionId],
  );
  return found;
}
