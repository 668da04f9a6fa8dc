import type { Json } from "@attune/contract";
import { canonicalJson } from "../../kernel/canonical-json.ts";
import type { Queryable } from "../../platform/postgres/database.ts";
import { type CustomerView, everythingApart, type ProfileState, viewOf } from "../../profile/index.ts";
import { compileCondition } from "../compile-condition.ts";
import { type FoundPeople, foundOf, personConditionsOf } from "../found-people.ts";
import type { PeopleCondition } from "../operators/operator.ts";
import {
  either,
  nobody,
  type ProfileSet,
  profileSetOf,
  profileSetsOfBytes,
  sizeOf,
  without,
} from "../profile-set.ts";
import type { EveryoneAndPeople } from "../select-members.ts";
import type { Bind } from "./loyalty-sql.ts";
import type { PeopleQuestion } from "./people-question.ts";
import { type PersonSql, peopleSql, personSql } from "./person-sql.ts";

/** Parsing a page stops everything else for some 5 ms. */
const rowsPerPage = 500;

/**
 * Every visible profile, and for each condition the answer for a customer of whom nothing is known and the visible profiles whose answer is the
 * other. Portraits tell; beside them the customers are read whose portrait does not tell all.
 */
export async function findPeople(
  database: Queryable,
  question: PeopleQuestion,
  conditions: readonly PeopleCondition[],
  isCountEnough = false,
): Promise<EveryoneAndPeople> {
  const asked = askedOf(conditions, question);
  const isCounted = isCountEnough && conditions.every((one) => !judgeOf(one, question).holdsForUnknown);
  const [all, exceptions, apart] = await Promise.all([
    isCounted ? countEveryone(database, question.brandId) : readEveryone(database, question.brandId),
    readExceptions(database, question, asked),
    judgeApart(database, question, asked),
  ]);
  const foundOfAsked = new Map(
    asked.map(({ name, judge: { holdsForUnknown } }, at): [string, FoundPeople] => {
      const told = without(exceptions[at] ?? nobody, apart.everybody);
      return [name, { holdsForUnknown, exceptions: either(told, apart.exceptions[at] ?? nobody) }];
    }),
  );
  const found = conditions.map((condition) => foundOf(condition, foundOfAsked));
  if (typeof all !== "number") return { everyone: all, count: sizeOf(all), found };
  return { everyone: found.map((one) => one.exceptions).reduce(either, nobody), count: all, found };
}

/** A condition that is asked as a whole. */
interface AskedCondition {
  /** Its canonical text. */
  readonly name: string;
  readonly condition: PeopleCondition;
  readonly judge: PersonJudge;
}

/** Each condition that SQL tells as a whole, of the others their parts; each once. */
function askedOf(
  conditions: readonly PeopleCondition[],
  question: PeopleQuestion,
): readonly AskedCondition[] {
  const asked = conditions.flatMap((condition): readonly PeopleCondition[] =>
    peopleSql(condition, question, () => "null") === undefined ? personConditionsOf(condition) : [condition],
  );
  const named = new Map<string, PeopleCondition>(asked.map((one) => [canonicalJson(one), one]));
  return [...named].map(([name, condition]) => ({ name, condition, judge: judgeOf(condition, question) }));
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

function judgeOf(condition: PeopleCondition, { calendar, world, nowMs }: PeopleQuestion): PersonJudge {
  const question = compileCondition(condition, calendar, undefined, world);
  const holds = (view: CustomerView): boolean =>
    question.ask({ view, nowMs, segment: () => ({ holds: false, until: 0 }) }).holds;
  return { holds, holdsForUnknown: holds(unknown) };
}

/** Everybody is told by the key's index alone; beside it the rows are read of which an answer is another. */
async function readEveryone(database: Queryable, brandId: number): Promise<ProfileSet> {
  const [everyone] = await readSets(
    database,
    `select word, bit_or(bit) as b0
       from portrait
       where brand_id = $1
       group by word`,
    1,
    [brandId],
  );
  return everyone ?? nobody;
}

async function countEveryone(database: Queryable, brandId: number): Promise<number> {
  const [row] = await database.query<{ size: number }>(
    "select count(*) as size from portrait where brand_id = $1",
    [brandId],
  );
  return row?.size ?? 0;
}

/** `words` gives the place of each word of 32 and its bits in some sets, `b0` and on. All come in one value: as rows they would cost as much as finding them. */
async function readSets(
  database: Queryable,
  words: string,
  count: number,
  values: readonly unknown[],
): Promise<readonly ProfileSet[]> {
  const bits = Array.from({ length: count }, (_, at) => ` || int4send(coalesce(b${at}, 0))`).join("");
  const [row] = await database.query<{ sets: Uint8Array | null }>(
    `select string_agg(int4send(word)${bits}, '') as sets
     from (
       ${words}) as told`,
    values,
  );
  return profileSetsOfBytes(row?.sets ?? new Uint8Array(0), count);
}

/** A machine has two cores at least; more passes would read the rows more often. */
const passesAtOnce = 2;

/** By condition: those whose answer is another than that for the unknown, as far as portraits tell. */
async function readExceptions(
  database: Queryable,
  question: PeopleQuestion,
  asked: readonly AskedCondition[],
): Promise<readonly ProfileSet[]> {
  const passes = Array.from({ length: passesAtOnce }, (_, first) =>
    asked.filter((__, at) => at % passesAtOnce === first),
  );
  const [told, judged] = await Promise.all([
    Promise.all(passes.map((pass) => readTold(database, question, pass))),
    Promise.all(asked.map((one) => readJudged(database, question, one))),
  ]);
  const toldOf = new Map(told.flat());
  return asked.map(({ name }, at) => either(toldOf.get(name) ?? nobody, judged[at] ?? nobody));
}

/** What SQL tells: a column for each. */
async function readTold(
  database: Queryable,
  question: PeopleQuestion,
  asked: readonly AskedCondition[],
): Promise<readonly (readonly [name: string, found: ProfileSet])[]> {
  const { values, bind } = createBinds(question.brandId);
  const told = asked.flatMap(({ name, condition, judge }) => {
    const holds = peopleSql(condition, question, bind);
    return holds === undefined ? [] : [{ name, differs: judge.holdsForUnknown ? `not ${holds}` : holds }];
  });
  const [only] = told;
  if (only === undefined) return [];
  const isOne = told.length === 1;
  const columns = told.map(
    ({ differs }, at) => `, bit_or(bit)${isOne ? "" : ` filter (where ${differs})`} as b${at}`,
  );
  // Inside of coalesce Postgres expects half of all rows: of few it would sort them to group them.
  const spoken = spokenOf(
    `select word${columns.join("")}
       from portrait
       where brand_id = $1
         ${isOne ? `and coalesce(${only.differs}, false)` : ""}
       group by word`,
    values,
  );
  const sets = await readSets(database, spoken.sql, told.length, spoken.values);
  return told.map(({ name }, at) => [name, sets[at] ?? nobody]);
}

/** Those of whom a value tells that SQL cannot tell of: each different value is judged once. */
async function readJudged(
  database: Queryable,
  question: PeopleQuestion,
  { condition, judge }: AskedCondition,
): Promise<ProfileSet> {
  const { values, bind } = createBinds(question.brandId);
  const judged = judgedSqlOf(condition, question, bind);
  if (judged === undefined) return nobody;
  const { value, where, surely, traitOf } = judged;
  const spoken = spokenOf(
    // Of a column made beside it Postgres takes few values for granted and groups in memory, over the expression it would sort all rows.
    `select value::text as told, array_agg(profile_id)::text as ids
     from portrait
     cross join lateral (select ${surely === undefined ? value : `case when not ${surely} then ${value} end`} as value offset 0) as said
     where brand_id = $1
       and ${where ?? "value is not null"}
     group by value`,
    values,
  );
  const rows = await database.query<{ told: string | null; ids: string }>(spoken.sql, spoken.values);
  const fitting = rows.filter(({ told }) => {
    if (told === null) return true;
    const said = JSON.parse(told) as Json; // a jsonb as text
    return judge.holds({ ...unknown, trait: (path) => traitOf(said, path) }) !== judge.holdsForUnknown;
  });
  return profileSetOf(fitting.flatMap(({ ids }) => ids.slice(1, -1).split(",").map(Number)));
}

/** Of a condition that is made of several none is judged: then its parts are asked. */
function judgedSqlOf(condition: PeopleCondition, question: PeopleQuestion, bind: Bind): PersonSql["judged"] {
  if ("all" in condition || "any" in condition || "not" in condition) return undefined;
  return personSql(condition, question, bind)?.judged;
}

interface JudgedApart {
  readonly everybody: ProfileSet;
  readonly exceptions: readonly ProfileSet[];
}

/** Customers of whom the profile's own row must be asked; the very predicate of the fold judges them. */
async function judgeApart(
  database: Queryable,
  question: PeopleQuestion,
  asked: readonly AskedCondition[],
): Promise<JudgedApart> {
  const everybody: number[] = [];
  const found = asked.map((): number[] => []);
  const read = asked
    .flatMap(({ condition }) => personConditionsOf(condition))
    .map((condition) => personSql(condition, question, () => "$1"));
  const paths = read.every((sql) => sql !== undefined)
    ? [everythingApart, ...new Set(read.flatMap((sql) => sql?.paths ?? []))]
    : undefined;
  for (let after = -1, more = asked.length > 0; more; ) {
    const rows = await readPage(database, question.brandId, paths, after);
    for (const { profile_id, state } of rows) {
      const view = viewOf(profile_id, JSON.parse(state) as ProfileState); // written by saveProfiles only
      everybody.push(profile_id);
      asked.forEach(({ judge: { holds, holdsForUnknown } }, at) => {
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
): { readonly sql: string; readonly values: readonly unknown[] } {
  const used: number[] = [];
  const renumbered = sql.replaceAll(/\$(\d+)/g, (_, number: string) => {
    const at = Number(number) - 1;
    if (!used.includes(at)) used.push(at);
    return `$${used.indexOf(at) + 1}`;
  });
  return { sql: renumbered, values: used.map((at) => values[at]) };
}
