import type { Database } from "../../platform/postgres/database.ts";
import type { DecisionLines, DecisionOutlet, LogRange } from "../sink-decisions.ts";

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

/** As one text, made where the rows are: a thousand records taken apart and put together again would hold up requests for some ten milliseconds. JSON text holds no tab and no line break. */
async function readRange(database: Database, brandId: number, range: LogRange): Promise<DecisionLines> {
  const [read] = await database.query<{ rows: number; text: string | null }>(
    `select count(*) as rows,
       string_agg(concat_ws(
         e'\\t', brand_id, decision_id, position, round(extract(epoch from decided_at), 3), coalesce(profile_id::text, e'\\\\N'),
         replace(body, e'\\\\', e'\\\\\\\\') || e'\\n'
       ), '' order by position) as text
     from decision
     where brand_id = $1
       and position > $2
       and position <= $3`,
    [brandId, range.from, range.to],
  );
  return { rows: read?.rows ?? 0, text: read?.text ?? "" };
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
