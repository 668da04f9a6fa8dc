import type { Memory } from "../../platform/clickhouse/memory.ts";
import type { NeighbourQuestion, Neighbours } from "../consistency/consistency.ts";
import type { LoggedDecision } from "../decision-log.ts";

interface Row {
  readonly profileId: number;
  readonly id: string;
  readonly at: number;
  readonly record: string;
  readonly idBefore: string;
  readonly atBefore: number;
  readonly recordBefore: string;
}

const channel = `coalesce(nullIf(JSONExtractString(body, 'input', 'context', 'channel'), ''), JSONExtractString(body, 'input', 'channel'))`;

/** Decisions that follow another for the same customer on another channel within a minute, the newest first. */
export async function findNeighbours(
  memory: Memory,
  { brandId, fromMs, untilMs, withinMs, most }: NeighbourQuestion,
): Promise<readonly Neighbours[]> {
  const rows = await memory.query<Row>(
    `select profileId, id, at, record, idBefore, atBefore, recordBefore
     from (
       select
         profile_id as profileId,
         decision_id as id,
         toUnixTimestamp64Milli(decided_at) as at,
         body as record,
         ${channel} as channel,
         lagInFrame(decision_id) over before as idBefore,
         lagInFrame(toUnixTimestamp64Milli(decided_at)) over before as atBefore,
         lagInFrame(body) over before as recordBefore,
         lagInFrame(${channel}) over before as channelBefore
       from decision
       where brand_id = {brandId:UInt16}
         and decided_at >= fromUnixTimestamp64Milli({fromMs:Int64})
         and decided_at < fromUnixTimestamp64Milli({untilMs:Int64})
         and profile_id is not null
       window before as (
         partition by profile_id
         order by decided_at, decision_id
         rows between unbounded preceding and current row
       )
     )
     where atBefore > 0
       and at - atBefore <= {withinMs:Int64}
       and channel != ''
       and channelBefore != ''
       and channel != channelBefore
     order by at desc, id
     limit {most:UInt32}`,
    { brandId, fromMs, untilMs, withinMs, most },
  );
  return rows.map((row) => [
    decisionOf(row.profileId, row.idBefore, row.atBefore, row.recordBefore),
    decisionOf(row.profileId, row.id, row.at, row.record),
  ]);
}

function decisionOf(
  profileId: number,
  decisionId: string,
  decidedAt: number,
  record: string,
): LoggedDecision {
  return { decisionId, decidedAt, profileId, record };
}
