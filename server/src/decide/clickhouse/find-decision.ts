import type { Memory } from "../../platform/clickhouse/memory.ts";
import { isStoreAway } from "../../platform/http/problem.ts";
import type { LoggedDecision } from "../decision-log.ts";
import { refusals } from "../refusals.ts";

/** A decision that came again after Postgres had forgotten it is there twice: the first counts. */
export async function findOldDecision(
  memory: Memory,
  brandId: number,
  decisionId: string,
): Promise<LoggedDecision | undefined> {
  try {
    const [found] = await memory.query<LoggedDecision>(
      `select decision_id as decisionId, toUnixTimestamp64Milli(decided_at) as decidedAt, profile_id as profileId, body as record
       from decision
       where brand_id = {brandId:UInt16}
         and decision_id = {decisionId:UUID}
       order by decided_at
       limit 1`,
      { brandId, decisionId },
    );
    return found;
  } catch (error) {
    if (isStoreAway(error)) throw refusals.memoryAway();
    throw error;
  }
}
