import type { DidCondition, SequenceCondition } from "@attune/contract";
import type { Calendar } from "../../kernel/calendar.ts";
import type { Memory } from "../../platform/clickhouse/memory.ts";
import { holdsForNothing } from "../operators/did/did.ts";
import { type ProfileSet, profileSetOfWords } from "../profile-set.ts";
import { didQuery } from "./did-query.ts";
import { type DoersQuery, doersSql } from "./doers-query.ts";
import { eachQuery } from "./each-query.ts";
import { createParams, type Params } from "./params.ts";
import { sequenceQuery } from "./sequence-query.ts";
import { inSmallBlocks } from "./several-sql.ts";

/** The profiles whose answer differs from that of one who did nothing. */
export async function findDoers(
  memory: Memory,
  brandId: number,
  condition: DidCondition | SequenceCondition,
  nowMs: number,
  calendar: Calendar,
): Promise<ProfileSet> {
  const params = createParams(calendar);
  const sql = inSmallBlocks(doersSql(queryOf(condition, nowMs, params)));
  const [found] = await memory.query<{ words: number[]; bits: number[] }>(sql, {
    ...params.values,
    brand: brandId,
  });
  return profileSetOfWords(found?.words ?? [], found?.bits ?? []);
}

export function queryOf(
  condition: DidCondition | SequenceCondition,
  nowMs: number,
  params: Params,
): DoersQuery {
  if ("sequence" in condition) return sequenceQuery(condition, nowMs, params);
  if (condition.forEach !== undefined || condition.without !== undefined) {
    return eachQuery(condition, nowMs, params);
  }
  const query = didQuery(condition, nowMs, params);
  return holdsForNothing(condition) ? { ...query, holds: `not (${query.holds})` } : query;
}
