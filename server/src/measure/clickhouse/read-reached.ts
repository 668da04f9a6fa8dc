import type { Memory } from "../../platform/clickhouse/memory.ts";
import type { LiftPorts, Reached } from "../lifts.ts";

interface Row {
  readonly ids: readonly number[];
  readonly times: readonly number[];
  readonly crossed: number;
}

/** Who has been joined since counts where they are now. */
export async function readReached(
  memory: Memory,
  brandId: number,
  { fromMs, untilMs }: Parameters<LiftPorts["reached"]>[1],
  { holdOut, placement = "" }: Parameters<LiftPorts["reached"]>[2],
): Promise<Reached> {
  const [row] = await memory.query<Row>(
    `select groupArray(profile) as ids, groupArray(first) as times, countIf(least_side != most_side) as crossed
     from (
       select if(moved.home = 0, decision.profile_id, moved.home) as profile,
              min(toUnixTimestamp64Milli(decided_at)) as first,
              min(JSONExtractInt(body, 'holdOuts', {holdOut:String}, 2)) as least_side,
              max(JSONExtractInt(body, 'holdOuts', {holdOut:String}, 2)) as most_side
       from decision
       left join (
         select leaf_id, argMax(profile_id, version) as home
         from leaf_profile
         where brand_id = {brandId:UInt16}
         group by leaf_id
       ) moved on moved.leaf_id = assumeNotNull(decision.profile_id)
       where brand_id = {brandId:UInt16}
         and decided_at >= fromUnixTimestamp64Milli({fromMs:Int64})
         and decided_at < fromUnixTimestamp64Milli({untilMs:Int64})
         and decision.profile_id is not null
         and JSONHas(body, 'holdOuts', {holdOut:String})
         and ({placement:String} = '' or JSONHas(body, 'answer', {placement:String}))
       group by profile
       order by profile
     )`,
    { brandId, fromMs, untilMs, holdOut, placement },
  );
  return { profileIds: row?.ids ?? [], fromMs: row?.times ?? [], crossed: row?.crossed ?? 0 };
}
