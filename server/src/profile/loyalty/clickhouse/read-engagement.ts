import { channels } from "@attune/contract";
import type { Memory } from "../../../platform/clickhouse/memory.ts";
import { joiningEvent, meaningfulEvents } from "../engagement.ts";
import type { LeafEngagement } from "../fill-loyalty.ts";

interface Row {
  readonly leaf_id: number;
  readonly first_at: number;
  readonly engaged: readonly number[];
}

/** By leaf, of all leaves of the profiles whose numbers lie above one and up to another, and of the leaves of those numbers. */
export async function readEngagement(
  memory: Memory,
  brandId: number,
  range: { readonly after: number; readonly upTo: number },
): Promise<ReadonlyMap<number, LeafEngagement>> {
  const params = {
    brand: brandId,
    after: range.after,
    upTo: range.upTo,
    names: [...meaningfulEvents, joiningEvent],
  };
  const parts = await Promise.all([
    memory.query<Row>(
      `${select} and leaf_id > {after:Int64} and leaf_id <= {upTo:Int64} group by leaf_id`,
      params,
    ),
    memory.query<Row>(`${select} and leaf_id in (${movedIn}) group by leaf_id`, params),
  ]);
  return new Map(parts.flat().map((row) => [row.leaf_id, { firstAt: row.first_at, engagedAt: row.engaged }]));
}

const select = `select leaf_id,
       toUnixTimestamp64Milli(min(occurred_at)) as first_at,
       [${channels.map((channel) => `toUnixTimestamp64Milli(maxIf(occurred_at, channel = '${channel}' and name in {names:Array(String)}))`).join(", ")}] as engaged
     from event
     where brand_id = {brand:UInt16}`;

/** Leaves of another number that belong to a profile of the range. */
const movedIn = `select leaf_id
       from (select leaf_id, argMax(profile_id, version) as home from leaf_profile where brand_id = {brand:UInt16} group by leaf_id)
       where home > {after:Int64} and home <= {upTo:Int64} and (leaf_id <= {after:Int64} or leaf_id > {upTo:Int64})`;
