import type { LoyaltyCondition } from "@attune/contract";
import type { Calendar } from "../../kernel/calendar.ts";
import type { Queryable } from "../../platform/postgres/database.ts";
import { type LoyaltyAt, noLoyalty } from "../../profile/index.ts";
import { compileCondition } from "../compile-condition.ts";
import type { FoundPeople } from "../found-people.ts";
import { either, nobody, type ProfileSet, profileSetOf, profileSetOfWords } from "../profile-set.ts";
import { loyaltySql } from "./loyalty-sql.ts";

export interface ShopperQuestion {
  readonly brandId: number;
  readonly nowMs: number;
  readonly calendar: Calendar;
  /** Computes anew what stood only up to a moment that has passed. */
  readonly loyaltyOf: (
    profileIds: readonly number[],
  ) => Promise<ReadonlyMap<number, (nowMs: number) => LoyaltyAt>>;
}

/** For each condition on what is computed of shopping: the answer for a customer without a row in `loyalty`, and those with the other. */
export async function findShoppers(
  database: Queryable,
  question: ShopperQuestion,
  conditions: readonly LoyaltyCondition[],
): Promise<readonly FoundPeople[]> {
  const judges = conditions.map((condition) => judgeOf(condition, question));
  const unknown = judges.map((holds) => holds(() => noLoyalty));
  const sets = await findFresh(database, question, conditions, unknown);
  const stale = await findStale(database, question);
  const computed = await question.loyaltyOf(stale);
  return judges.map((holds, at) => {
    const differing = [...computed].filter(([, loyalty]) => holds(loyalty) !== unknown[at]);
    return {
      holdsForUnknown: unknown[at] === true,
      exceptions: either(sets[at] ?? nobody, profileSetOf(differing.map(([profileId]) => profileId))),
    };
  });
}

/** The same while nothing is computed of anybody. */
export function unknownShoppers(
  conditions: readonly LoyaltyCondition[],
  question: Pick<ShopperQuestion, "nowMs" | "calendar">,
): readonly FoundPeople[] {
  return conditions.map((condition) => ({
    holdsForUnknown: judgeOf(condition, question)(() => noLoyalty),
    exceptions: nobody,
  }));
}

function judgeOf(
  condition: LoyaltyCondition,
  { calendar, nowMs }: Pick<ShopperQuestion, "nowMs" | "calendar">,
): (loyalty: (nowMs: number) => LoyaltyAt) => boolean {
  const question = compileCondition(condition, calendar);
  return (loyalty) => {
    const view = {
      profileId: 0,
      oldestLeafId: 0,
      trait: () => undefined,
      consent: () => "unknown" as const,
      isListed: () => false,
      slots: [],
      leaves: [],
      loyalty,
    };
    return question.ask({ view, nowMs, segment: () => ({ holds: false, until: 0 }) }).holds;
  };
}

/** One pass over all rows, a column of bits for each condition. */
async function findFresh(
  database: Queryable,
  { brandId, nowMs, calendar }: ShopperQuestion,
  conditions: readonly LoyaltyCondition[],
  unknown: readonly boolean[],
): Promise<readonly ProfileSet[]> {
  const values: unknown[] = [brandId, new Date(nowMs)];
  const bind = (value: unknown, type: string): string => `$${values.push(value)}::${type}`;
  const columns = conditions.map((condition, at) => {
    const holds = loyaltySql(condition, { nowMs, calendar, bind });
    return `bit_or(case when (${holds}) <> ${unknown[at] === true} then 1::bigint << (profile_id % 32)::int else 0 end) as b${at}`;
  });
  const rows = await database.query<Readonly<Record<string, number>>>(
    `select profile_id / 32 as word,
       ${columns.join(",\n       ")}
     from loyalty
     where brand_id = $1
       and (until_at is null or until_at > $2)
     group by profile_id / 32`,
    values,
  );
  return conditions.map((_, at) =>
    profileSetOfWords(
      rows.map((row) => row["word"] ?? 0),
      rows.map((row) => row[`b${at}`] ?? 0),
    ),
  );
}

/** Rows that say what no longer is. */
export async function findStale(
  database: Queryable,
  { brandId, nowMs }: Pick<ShopperQuestion, "brandId" | "nowMs">,
): Promise<readonly number[]> {
  const rows = await database.query<{ profile_id: number }>(
    "select profile_id from loyalty where brand_id = $1 and until_at <= $2",
    [brandId, new Date(nowMs)],
  );
  return rows.map((row) => row.profile_id);
}
