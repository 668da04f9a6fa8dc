import type { Database } from "../../platform/postgres/database.ts";
import type { DecisionOutlet, LogRange, PlacedDecision } from "../sink-decisions.ts";

const sinkName = "decision";

/** Ranges are rows of sink_batch; only the last finished one is kept. */
export function createDecisionOutlet(database: Database): DecisionOutlet {
  return {
    begin: async (brandId, mostRows) =>
      (await findBegun(database, brandId)) ?? (await beginNext(database, brandId, mostRows)),
    read: (brandId, range) => readRange(database, brandId, range),
    finish: (brandId, range) => finish(database, brandId, range),
  };
}

async function findBegun(database: Database, brandId: number): Promise<LogRange | undefined> {
  const [begun] = await database.query<{ from: number; to: number }>(
    `select from_position as from, to_position as to
     from sink_batch
     where brand_id = $1
       and name = $2
       and done_at is null
     order by from_position
     limit 1`,
    [brandId, sinkName],
  );
  return begun === undefined ? undefined : { ...begun, isRepeat: true };
}

/** Two copies of the program may begin the same range: the second finds it begun. */
async function beginNext(
  database: Database,
  brandId: number,
  mostRows: number,
): Promise<LogRange | undefined> {
  const [begun] = await database.query<{ from: number; to: number }>(
    `with last as (
       select coalesce(max(to_position), 0) as position
       from sink_batch
       where brand_id = $1
         and name = $2
     )
     insert into sink_batch (brand_id, name, from_position, to_position)
     select $1, $2, last.position, least(head.position, last.position + $3)
     from decision_head head
     cross join last
     where head.brand_id = $1
       and head.position > last.position
     on conflict do nothing
     returning from_position as from, to_position as to`,
    [brandId, sinkName, mostRows],
  );
  return begun === undefined ? undefined : { ...begun, isRepeat: false };
}

function readRange(database: Database, brandId: number, range: LogRange): Promise<PlacedDecision[]> {
  return database.query<PlacedDecision>(
    `select decision_id as "decisionId", position, decided_at as "decidedAt", profile_id as "profileId", body as record
     from decision
     where brand_id = $1
       and position > $2
       and position <= $3
     order by position`,
    [brandId, range.from, range.to],
  );
}

async function finish(database: Database, brandId: number, range: LogRange): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.query(
      `update sink_batch
       set done_at = now()
       where brand_id = $1
         and name = $2
         and from_position = $3`,
      [brandId, sinkName, range.from],
    );
    await tx.query("delete from sink_batch where brand_id = $1 and name = $2 and from_position < $3", [
      brandId,
      sinkName,
      range.from,
    ]);
  });
}
