import type { Json } from "@attune/contract";
import type { Calendar } from "../../kernel/calendar.ts";
import type { Queryable } from "../../platform/postgres/database.ts";
import { type CustomerView, everythingApart, type ProfileState, viewOf } from "../../profile/index.ts";
import type { BrandWorld } from "../brand-world.ts";
import { compileCondition } from "../compile-condition.ts";
import type { PersonCondition } from "../operators/operator.ts";
import {
  either,
  nobody,
  type ProfileSet,
  profileSetOf,
  profileSetOfBytes,
  sizeOf,
  without,
} from "../profile-set.ts";
import type { EveryoneAndPeople } from "../select-members.ts";
import type { Bind } from "./loyalty-sql.ts";
import { personSql } from "./person-sql.ts";

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
 * other. Portraits tell; beside them the customers are read whose portrait does not tell all.
 */
export async function findPeople(
  database: Queryable,
  question: PeopleQuestion,
  conditions: readonly PersonCondition[],
  isCountEnough = false,
): Promise<EveryoneAndPeople> {
  const judges = conditions.map((condition) => judgeOf(condition, question));
  const isCounted = isCountEnough && judges.every(({ holdsForUnknown }) => !holdsForUnknown);
  const [all, exceptions, apart] = await Promise.all([
    isCounted ? countEveryone(database, question.brandId) : readEveryone(database, question.brandId),
    readExceptions(database, question, conditions, judges),
    judgeApart(database, question, conditions, judges),
  ]);
  const found = judges.map(({ holdsForUnknown }, at) => ({
    holdsForUnknown,
    exceptions: either(without(exceptions[at] ?? nobody, apart.everybody), apart.exceptions[at] ?? nobody),
  }));
  if (typeof all !== "number") return { everyone: all, count: sizeOf(all), found };
  return { everyone: found.map((one) => one.exceptions).reduce(either, nobody), count: all, found };
}

interface PersonJudge {
  readonly holds: (view: CustomerView) => boolean;
  readonly holdsForUnknown: boolean;
}

const unknown: CustomerView = {
  profileId: 0,
  oldestLeafId: 0,
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

/** Everybody is told by the key's index alone; beside it the rows are read of which an answer is another. */
async function readEveryone(database: Queryable, brandId: number): Promise<ProfileSet> {
  const [row] = await database.query<{ ids: Uint8Array | null }>(
    `select ${idsSql} as ids from portrait where brand_id = $1`,
    [brandId],
  );
  return setOf(row?.ids);
}

async function countEveryone(database: Queryable, brandId: number): Promise<number> {
  const [row] = await database.query<{ size: number }>(
    "select count(*) as size from portrait where brand_id = $1",
    [brandId],
  );
  return row?.size ?? 0;
}

/** All in one value: rows of them, or words of 32, would cost Postgres and us as much as finding them. */
const idsSql = "string_agg(int4send(profile_id::int4), '')";

function setOf(ids: Uint8Array | null | undefined): ProfileSet {
  return ids === null || ids === undefined ? nobody : profileSetOfBytes(ids);
}

/** A machine has two cores at least; more passes would read the rows more often. */
const passesAtOnce = 2;

/** By condition: those whose answer is another than that for the unknown, as far as portraits tell. */
async function readExceptions(
  database: Queryable,
  question: PeopleQuestion,
  conditions: readonly PersonCondition[],
  judges: readonly PersonJudge[],
): Promise<readonly ProfileSet[]> {
  const places = conditions.map((_, at) => at);
  const passes = places
    .slice(0, passesAtOnce)
    .map((first) => places.filter((at) => at % passesAtOnce === first));
  const [told, judged] = await Promise.all([
    Promise.all(passes.map((pass) => readTold(database, question, conditions, judges, pass))),
    Promise.all(conditions.map((condition, at) => readJudged(database, question, condition, judges[at]))),
  ]);
  const toldOf = new Map(told.flat());
  return places.map((at) => either(toldOf.get(at) ?? nobody, judged[at] ?? nobody));
}

/** What SQL tells, of the conditions at some places: a column for each. */
async function readTold(
  database: Queryable,
  { brandId, world }: PeopleQuestion,
  conditions: readonly PersonCondition[],
  judges: readonly PersonJudge[],
  places: readonly number[],
): Promise<readonly (readonly [place: number, found: ProfileSet])[]> {
  const { values, bind } = createBinds(brandId);
  const asked = places.flatMap((at) => {
    const condition = conditions[at];
    const holds = condition && personSql(condition, world, bind)?.holds;
    return holds === undefined
      ? []
      : [{ at, differs: judges[at]?.holdsForUnknown === true ? `not ${holds}` : holds }];
  });
  const [only] = asked;
  if (only === undefined) return [];
  const isOne = asked.length === 1;
  const columns = asked.map(
    ({ at, differs }) => `${idsSql}${isOne ? "" : ` filter (where ${differs})`} as b${at}`,
  );
  const [row] = await database.query<Readonly<Record<string, Uint8Array | null>>>(
    ...spokenOf(
      `select ${columns.join(",\n       ")}
     from portrait
     where brand_id = $1
       ${isOne ? `and ${only.differs}` : ""}`,
      values,
    ),
  );
  return asked.map(({ at }) => [at, setOf(row?.[`b${at}`])]);
}

/** Those of whom a value tells that SQL cannot tell of: each different value is judged once. */
async function readJudged(
  database: Queryable,
  { brandId, world }: PeopleQuestion,
  condition: PersonCondition,
  judge: PersonJudge | undefined,
): Promise<ProfileSet> {
  const { values, bind } = createBinds(brandId);
  const judged = personSql(condition, world, bind)?.judged;
  if (judged === undefined || judge === undefined) return nobody;
  const rows = await database.query<{ told: string; ids: string }>(
    // Of a column made beside it Postgres takes few values for granted and groups in memory, over the expression it would sort all rows.
    ...spokenOf(
      `select value::text as told, array_agg(profile_id)::text as ids
     from portrait
     cross join lateral (select ${judged.value} as value offset 0) as said
     where brand_id = $1
       and ${judged.where ?? "value is not null"}
     group by value`,
      values,
    ),
  );
  const { traitOf } = judged;
  const fitting = rows.filter(({ told }) => {
    const value = JSON.parse(told) as Json; // a jsonb as text
    return judge.holds({ ...unknown, trait: (path) => traitOf(value, path) }) !== judge.holdsForUnknown;
  });
  return profileSetOf(fitting.flatMap(({ ids }) => ids.slice(1, -1).split(",").map(Number)));
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

/** A condition binds for all that it may ask; Postgres refuses values that the statement does not speak of. */
function spokenOf(
  sql: string,
  values: readonly unknown[],
): readonly [sql: string, values: readonly unknown[]] {
  const used: number[] = [];
  const renumbered = sql.replaceAll(/\$(\d+)/g, (_, number: string) => {
    const at = Number(number) - 1;
    if (!used.includes(at)) used.push(at);
    return `$${used.indexOf(at) + 1}`;
  });
  return [renumbered, used.map((at) => values[at])];
}
