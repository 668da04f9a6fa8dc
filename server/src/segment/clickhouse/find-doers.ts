import type { DidCondition, SequenceCondition } from "@attune/contract";
import type { Calendar } from "../../kernel/calendar.ts";
import type { Memory } from "../../platform/clickhouse/memory.ts";
import { holdsForNothing } from "../operators/did/did.ts";
import type { ComputedCondition } from "../operators/operator.ts";
import { type ProfileSet, profileSetOfWords } from "../profile-set.ts";
import { computedQuery } from "./computed-query.ts";
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
  condition: AskedOfEvents,
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

type AskedOfEvents = DidCondition | SequenceCondition | ComputedCondition;

export function queryOf(condition: AskedOfEvents, nowMs: number, params: Params): DoersQuery {
  if ("computed" in condition) return computedQuery(condition, nowMs, params);
  if ("sequence" in condition) return sequenceQuery(condition, nowMs, params);
  if (condition.forEach !== undefined || condition.without !== undefined) {
    return eachQuery(condition, nowMs, params);
  }
  const query = didQuery(condition, nowMs, params);
  return holdsForNothing(condition) ? { ...query, holds: `not (${query.holds})` } : query;
}
