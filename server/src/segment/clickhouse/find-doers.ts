import type { DidCondition } from "@attune/contract";
import type { Calendar } from "../../kernel/calendar.ts";
import type { Memory } from "../../platform/clickhouse/memory.ts";
import { holdsForNothing } from "../operators/did.ts";
import { countOf } from "../operators/did-amount.ts";
import { type ProfileSet, profileSetOfWords } from "../profile-set.ts";
import { windowOf } from "../window.ts";
import { amountSql, eventsSql } from "./event-sql.ts";
import { createParams, type Params } from "./params.ts";
import { valueSql } from "./value-sql.ts";

/** The profiles whose answer differs from that of one who did nothing. */
export async function findDoers(
  memory: Memory,
  brandId: number,
  condition: DidCondition,
  nowMs: number,
  calendar: Calendar,
): Promise<ProfileSet> {
  const params = createParams();
  const sql = doersSql(condition, params);
  const { within } = condition;
  const [found] = await memory.query<{ words: number[]; bits: number[] }>(sql, {
    ...params.values,
    brand: brandId,
    ...(within === undefined ? {} : { start: windowOf(within, calendar).startAt(nowMs) }),
  });
  return profileSetOfWords(found?.words ?? [], found?.bits ?? []);
}

/**
 * Counts by leaf first, in the order of the table, so that the join with the few leaves that have moved is small;
 * answers in words of 32 profiles. The start of the window is bound as `start`.
 */
export function doersSql(condition: DidCondition, params: Params): string {
  const { did, where = {}, within } = condition;
  return `select groupArray(word) as words, groupArray(bits) as bits
from (
  select intDiv(profile_id, 32) as word, groupBitOr(bitShiftLeft(toUInt32(1), toUInt8(profile_id % 32))) as bits
  from (
    select if(moved.profile_id = 0, done.leaf_id, moved.profile_id) as profile_id
    from (
      select leaf_id, count() as times, ${sumSql(condition, params)} as amount
      from event
      where ${eventsSql({ event: did, where }, params)}${within === undefined ? "" : windowSql}
      group by leaf_id
    ) as done
    left join (
      select leaf_id, argMax(profile_id, version) as profile_id
      from leaf_profile
      where brand_id = {brand:UInt16}
      group by leaf_id
    ) as moved on moved.leaf_id = done.leaf_id
    group by profile_id
    having ${differsSql(condition, params)}
  )
  group by word
)`;
}

const windowSql = `
         and occurred_at > fromUnixTimestamp64Milli({start:Int64}, 'UTC')`;

function sumSql({ sum }: DidCondition, params: Params): string {
  const decimal = sum === undefined ? undefined : valueSql(sum.of, params).decimal;
  return decimal === undefined ? "toDecimal256(0, 9)" : `ifNull(sum(${decimal}), toDecimal256(0, 9))`;
}

function differsSql(condition: DidCondition, params: Params): string {
  const count = countOf(condition);
  const parts = [
    ...(count === undefined ? [] : [amountSql(count, "toDecimal256(sum(times), 9)", params)]),
    ...(condition.sum === undefined ? [] : [amountSql(condition.sum, "sum(amount)", params)]),
  ];
  return holdsForNothing(condition) ? `not (${parts.join(" and ")})` : parts.join(" and ");
}
