import type { ConsentCondition, TraitComparison } from "@attune/contract";
import type { Calendar } from "../../kernel/calendar.ts";
import type { Queryable } from "../../platform/postgres/database.ts";
import { type CustomerView, type ProfileState, viewOf } from "../../profile/index.ts";
import type { BrandWorld } from "../brand-world.ts";
import { compileCondition } from "../compile-condition.ts";
import { placePaths } from "../operators/near/near.ts";
import { occasionPaths } from "../operators/occasion/occasion.ts";
import type { PersonCondition } from "../operators/operator.ts";
import { preferencePaths } from "../operators/preference/preference.ts";
import { scorePath } from "../operators/score/score.ts";
import { profileSetOf } from "../profile-set.ts";
import type { FoundPeople } from "../select-members.ts";

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
 * For each condition the answer for a customer of whom nothing is known, and the visible profiles whose answer is the other.
 * Postgres finds the rows whose text holds what any of these answers must rest on; the very predicate of the fold judges them.
 */
export async function findPeople(
  database: Queryable,
  question: PeopleQuestion,
  conditions: readonly PersonCondition[],
): Promise<readonly FoundPeople[]> {
  const judges = conditions.map((condition) => judgeOf(condition, question));
  const found = conditions.map((): number[] => []);
  const fragments = [...new Set(conditions.flatMap(fragmentsOf))];
  for (let after = -1, more = fragments.length > 0; more; ) {
    const rows = await readPage(database, question.brandId, fragments, after);
    for (const { profile_id, state } of rows) {
      const view = viewOf(profile_id, JSON.parse(state) as ProfileState); // written by saveProfiles only
      judges.forEach(({ holds, holdsForUnknown }, at) => {
        if (holds(view) !== holdsForUnknown) found[at]?.push(profile_id);
      });
    }
    after = rows.at(-1)?.profile_id ?? after;
    more = rows.length === rowsPerPage;
  }
  return judges.map(({ holdsForUnknown }, at) => ({
    holdsForUnknown,
    exceptions: profileSetOf(found[at] ?? []),
  }));
}

function readPage(
  database: Queryable,
  brandId: number,
  fragments: readonly string[],
  after: number,
): Promise<{ profile_id: number; state: string }[]> {
  return database.query(
    `select profile_id, state
     from profile
     where brand_id = $1
       and profile_id > $2
       and not hidden
       and merged_into is null
       and exists (select from unnest($3::text[]) as fragment where strpos(state, fragment) > 0)
     order by profile_id
     limit $4`,
    [brandId, after, fragments, rowsPerPage],
  );
}

const unknown: CustomerView = {
  profileId: 0,
  trait: () => undefined,
  consent: () => "unknown",
  isListed: () => false,
  slots: [],
  leaves: [],
};

interface PersonJudge {
  readonly holds: (view: CustomerView) => boolean;
  readonly holdsForUnknown: boolean;
}

function judgeOf(condition: PersonCondition, { calendar, world, nowMs }: PeopleQuestion): PersonJudge {
  const question = compileCondition(condition, calendar, undefined, world);
  const holds = (view: CustomerView): boolean =>
    question.ask({ view, nowMs, segment: () => ({ holds: false, until: 0 }) }).holds;
  return { holds, holdsForUnknown: holds(unknown) };
}

/**
 * Pieces of the row's JSON (profile/: TraitEntry, ConsentEntry, lists) of which one must be there for the answer to differ.
 * JSON.stringify wrote the row, so what it makes of a value is what stands there.
 */
export function fragmentsOf(condition: PersonCondition): readonly string[] {
  if ("consent" in condition) return consentFragments(condition);
  if ("list" in condition) return ['"lists":['];
  if ("preference" in condition) return Object.values(preferencePaths(condition.preference)).map(entryOf);
  if ("occasion" in condition) return occasionPaths(condition).map(entryOf);
  if ("near" in condition) return placePaths(condition).map(entryOf);
  if ("score" in condition) return [entryOf(scorePath(condition.score))];
  const { trait, ...comparison } = condition;
  const entry = entryOf(trait);
  return startsOf(comparison)?.map((start) => entry + start) ?? [entry];
}

function entryOf(path: string): string {
  return `${JSON.stringify(path)}:[`;
}

/** How the value's JSON must begin; undefined when several beginnings are too many to name. */
function startsOf(comparison: TraitComparison): readonly string[] | undefined {
  const [only, ...others] = Object.keys(comparison);
  if (only === undefined || others.length > 0) return undefined;
  const { is, isNot, startsWith } = comparison;
  const wanted = comparison.in ?? comparison.notIn ?? [is ?? isNot];
  if (startsWith !== undefined) return [JSON.stringify(startsWith).slice(0, -1)];
  const texts = wanted.filter((value) => typeof value === "string");
  return texts.length === wanted.length && texts.length <= 10
    ? texts.map((text) => JSON.stringify(text))
    : undefined;
}

/** What was said for any channel, or for all topics, counts too (profile/: viewOf). */
function consentFragments({ consent, is }: ConsentCondition): readonly string[] {
  const [channel = "", purpose = "", ...topic] = consent.split(".");
  const about = topic.length === 0 ? [purpose] : [purpose, [purpose, ...topic].join(".")];
  const start = is === "unknown" ? "" : JSON.stringify(is);
  const keys = ["any", channel].flatMap((where) => about.map((matter) => `${where}.${matter}`));
  return [...new Set(keys)].map((key) => `${JSON.stringify(key)}:[${start}`);
}
