import type { Memory } from "../../platform/clickhouse/memory.ts";
import type { PastDecision } from "../simulate/past-decision.ts";
import type { DecisionHistory, HistoryQuestion, HistorySize } from "../simulate/simulation-ports.ts";

/** Leaves that have moved since: a profile's number is that of its first leaf, so it leads to who the customer is now. */
const moved = `
  select leaf_id, argMax(profile_id, version) as home
  from leaf_profile
  where brand_id = {brandId:UInt16}
  group by leaf_id`;

const asked = (anyPlacement: boolean): string => `
  brand_id = {brandId:UInt16}
  and decided_at >= fromUnixTimestamp64Milli({fromMs:Int64})
  and decided_at < fromUnixTimestamp64Milli({untilMs:Int64})
  and not JSONHas(body, 'input', 'context', 'variants')
  ${anyPlacement ? "" : "and hasAny(JSONExtract(body, 'input', 'placements', 'Array(String)'), {placements:Array(String)})"}`;

export function createDecisionHistory(memory: Memory): DecisionHistory {
  return {
    size: (question) => sizeOf(memory, question),
    read: (question, part) => read(memory, question, part),
  };
}

async function sizeOf(memory: Memory, question: HistoryQuestion): Promise<HistorySize> {
  const { placements, ...window } = question;
  const [size] = await memory.query<HistorySize>(
    `select
       count() as decisions,
       uniqExactIf(if(home = 0, profile_id, home), profile_id is not null) as customers,
       countIf(profile_id is null) as strangers
     from (
       select profile_id from decision where ${asked(placements === undefined)}
     ) as d
     left join (${moved}) as m on m.leaf_id = d.profile_id`,
    { ...window, placements: placements ?? [] },
  );
  return size ?? { decisions: 0, customers: 0, strangers: 0 };
}

type Row = readonly [decisionId: string, decidedAt: number, profileId: number | null, record: string];

async function* read(
  memory: Memory,
  question: HistoryQuestion,
  { share, most }: { readonly share: number; readonly most: number },
): AsyncGenerator<readonly PastDecision[]> {
  const { placements, ...window } = question;
  const rows = memory.rows<Row>(
    `select
       decision_id,
       toUnixTimestamp64Milli(decided_at) as at,
       if(d.profile_id is null, null, if(home = 0, d.profile_id, home)) as customer,
       body,
       sipHash64(if(customer is null, toString(decision_id), toString(customer))) as place
     from (
       select decision_id, decided_at, profile_id, body from decision where ${asked(placements === undefined)}
     ) as d
     left join (${moved}) as m on m.leaf_id = d.profile_id
     where place <= {furthest:UInt64}
     order by place, customer, at, decision_id
     limit {most:UInt32}`,
    {
      ...window,
      placements: placements ?? [],
      furthest: furthestOf(share),
      most: Math.ceil(share < 1 ? 1.5 * most : 2 * most),
    },
  );
  for await (const some of rows)
    yield some.map(([decisionId, decidedAt, profileId, record]) => ({
      decisionId,
      decidedAt,
      profileId,
      record,
    }));
}

const places = 2n ** 64n;
const steps = 1_000_000;

/** As text, since most of these numbers are no safe integers. */
function furthestOf(share: number): string {
  return String((places * BigInt(Math.round(share * steps))) / BigInt(steps) - 1n);
}
