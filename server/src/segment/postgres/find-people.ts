import type { Json } from "@attune/contract";
import type { Calendar } from "../../kernel/calendar.ts";
import type { Queryable } from "../../platform/postgres/database.ts";
import { type CustomerView, everythingApart, type ProfileState, viewOf } from "../../profile/index.ts";
import type { BrandWorld } from "../brand-world.ts";
import { compileCondition } from "../compile-condition.ts";
import type { PersonCondition } from "../operators/operator.ts";
import { either, nobody, type ProfileSet, profileSetOf, profileSetOfBytes, without } from "../profile-set.ts";
import type { EveryoneAndPeople } from "../select-members.ts";
import type { Bind } from "./loyalty-sql.ts";
import { type PersonSql, personSql } from "./person-sql.ts";

/** At which moment, and in which world, people are looked for. */
export interface PeopleQuestion {
  readonly brandId: number;
  readonly nowMs: number;
  readonly calendar: Calendar;
  readonly world: BrandWorld;
}

/** Parsing a page stops everything else for some 5 ms. */
const rowsPerPage = 500;

/**
 * Every visible profile, and for each condition the answer for a customer of whom nothing is known and the visible profiles whose answer is the
 * other. One pass over the portraits tells all; before it the different values are judged of which SQL cannot tell, beside it the customers whose
 * portrait does not tell all.
 */
export async function findPeople(
  database: Queryable,
  question: PeopleQuestion,
  conditions: readonly PersonCondition[],
): Promise<EveryoneAndPeople> {
  const judges = conditions.map((condition) => judgeOf(condition, question));
  const [{ everyone, exceptions }, apart] = await Promise.all([
    readPortraits(database, question, conditions, judges),
    judgeApart(database, question, conditions, judges),
  ]);
  return {
    everyone,
    found: judges.map(({ holdsForUnknown }, at) => ({
      holdsForUnknown,
      exceptions: either(without(exceptions[at] ?? nobody, apart.everybody), apart.exceptions[at] ?? nobody),
    })),
  };
}

interface PersonJudge {
  readonly holds: (view: CustomerView) => boolean;
  readonly holdsForUnknown: boolean;
}

const unknown: CustomerView = {
  profileId: 0,
  trait: () => undefined,
  consent: () => "unknown",
  isListed: () => false,
  slots: [],
  leaves: [],
};

function judgeOf(condition: PersonCondition, { calendar, world, nowMs }: PeopleQuestion): PersonJudge {
  const question = compileCondition(condition, calendar, undefined, world);
  const holds = (view: CustomerView): boolean =>
    question.ask({ view, nowMs, segment: () => ({ holds: false, until: 0 }) }).holds;
  return { holds, holdsForUnknown: holds(unknown) };
}

interface Portraits {
  readonly everyone: ProfileSet;
  readonly exceptions: readonly ProfileSet[];
}

/** Everybody is told by the key's index alone; beside it the rows are read of which an answer is another. */
async function readPortraits(
  database: Queryable,
  question: PeopleQuestion,
  conditions: readonly PersonCondition[],
  judges: readonly PersonJudge[],
): Promise<Portraits> {
  const [everyone, exceptions] = await Promise.all([
    readEveryone(database, question.brandId),
    readExceptions(database, question, conditions, judges),
  ]);
  return { everyone, exceptions };
}

async function readEveryone(database: Queryable, brandId: number): Promise<ProfileSet> {
  const [row] = await database.query<{ ids: Uint8Array | null }>(
    `select ${idsSql} as ids from portrait where brand_id = $1`,
    [brandId],
  );
  return setOf(row?.ids);
}

/** All in one value: rows of them, or words of 32, would cost Postgres and us as much as finding them. */
const idsSql = "string_agg(int4send(profile_id::int4), '')";

function setOf(ids: Uint8Array | null | undefined): ProfileSet {
  return ids === null || ids === undefined ? nobody : profileSetOfBytes(ids);
}

/** A column for each condition. */
async function readExceptions(
  database: Queryable,
  question: PeopleQuestion,
  conditions: readonly PersonCondition[],
  judges: readonly PersonJudge[],
): Promise<readonly ProfileSet[]> {
  const fitting = await Promise.all(
    conditions.map((condition, at) => fittingValues(database, question, condition, judges[at])),
  );
  const { values, bind } = createBinds(question.brandId);
  const differing = conditions.map((condition, at) =>
    differsSql(personSql(condition, question.world, bind), fitting[at], judges[at], bind),
  );
  if (differing.every((differs) => differs === "false")) return conditions.map(() => nobody);
  const isOne = differing.length === 1;
  const columns = differing.map(
    (differs, at) => `${idsSql}${isOne ? "" : ` filter (where ${differs})`} as b${at}`,
  );
  const [row] = await database.query<Readonly<Record<string, Uint8Array | null>>>(
    `select ${columns.join(",\n       ")}
     from portrait
     where brand_id = $1
       ${isOne ? `and ${differing[0]}` : ""}`,
    values,
  );
  return conditions.map((_, at) => setOf(row?.[`b${at}`]));
}

/** Whether the answer is another than that for the unknown: never null. */
function differsSql(
  sql: PersonSql | undefined,
  fitting: readonly string[] | undefined,
  judge: PersonJudge | undefined,
  bind: Bind,
): string {
  if (sql === undefined) return "false";
  const { holds, judged } = sql;
  const known = holds === undefined ? [] : [judge?.holdsForUnknown === true ? `not ${holds}` : holds];
  if (judged === undefined || fitting === undefined) return known[0] ?? "false";
  const isAsked = judged.where === undefined ? "" : `${judged.where} and `;
  const fits = `coalesce(${isAsked}${judged.value} = any(${bind(fitting, "jsonb[]")}), false)`;
  return `(${[...known, fits].join(" or ")})`;
}

/** Of the values that SQL cannot tell of: those whose answer is another than that for the unknown, as JSON. */
async function fittingValues(
  database: Queryable,
  { brandId, world }: PeopleQuestion,
  condition: PersonCondition,
  judge: PersonJudge | undefined,
): Promise<readonly string[] | undefined> {
  const { values, bind } = createBinds(brandId);
  const judged = personSql(condition, world, bind)?.judged;
  if (judged === undefined || judge === undefined) return undefined;
  const rows = await database.query<{ told: string }>(
    // Of a column made beside it Postgres takes few values for granted and groups in memory, over the expression it would sort all rows.
    `select value::text as told
     from portrait
     cross join lateral (select ${judged.value} as value offset 0) as said
     where brand_id = $1
       and ${judged.where ?? "value is not null"}
     group by value`,
    values,
  );
  const { traitOf } = judged;
  return rows
    .map((row) => row.told)
    .filter((told) => {
      const value = JSON.parse(told) as Json; // a jsonb as text
      return judge.holds({ ...unknown, trait: (path) => traitOf(value, path) }) !== judge.holdsForUnknown;
    });
}

interface JudgedApart {
  readonly everybody: ProfileSet;
  readonly exceptions: readonly ProfileSet[];
}

/** Customers of whom the profile's own row must be asked; the very predicate of the fold judges them. */
async function judgeApart(
  database: Queryable,
  { brandId, world }: PeopleQuestion,
  conditions: readonly PersonCondition[],
  judges: readonly PersonJudge[],
): Promise<JudgedApart> {
  const everybody: number[] = [];
  const found = conditions.map((): number[] => []);
  const read = conditions.map((condition) => personSql(condition, world, () => "$1"));
  const paths = read.every((sql) => sql !== undefined)
    ? [everythingApart, ...new Set(read.flatMap((sql) => sql?.paths ?? []))]
    : undefined;
  for (let after = -1, more = conditions.length > 0; more; ) {
    const rows = await readPage(database, brandId, paths, after);
    for (const { profile_id, state } of rows) {
      const view = viewOf(profile_id, JSON.parse(state) as ProfileState); // written by saveProfiles only
      everybody.push(profile_id);
      judges.forEach(({ holds, holdsForUnknown }, at) => {
        if (holds(view) !== holdsForUnknown) found[at]?.push(profile_id);
      });
    }
    after = rows.at(-1)?.profile_id ?? after;
    more = rows.length === rowsPerPage;
  }
  return { everybody: profileSetOf(everybody), exceptions: found.map(profileSetOf) };
}

/** Without paths everybody: a name that Postgres does not take stands in no portrait. */
function readPage(
  database: Queryable,
  brandId: number,
  paths: readonly string[] | undefined,
  after: number,
): Promise<{ profile_id: number; state: string }[]> {
  return database.query(
    `select p.profile_id, p.state
     from portrait t
     join profile p on p.brand_id = t.brand_id and p.profile_id = t.profile_id
     where t.brand_id = $1
       and t.profile_id > $2
       ${paths === undefined ? "" : "and t.apart is not null and t.apart ?| $4::text[]"}
     order by t.profile_id
     limit $3`,
    [brandId, after, rowsPerPage, ...(paths === undefined ? [] : [paths])],
  );
}

function createBinds(brandId: number): { readonly values: readonly unknown[]; readonly bind: Bind } {
  const values: unknown[] = [brandId];
  return { values, bind: (value, type) => `$${values.push(value)}::${type}` };
}
