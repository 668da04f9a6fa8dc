import type { Comparison, ConsentCondition, TraitCondition } from "@attune/contract";
import type { Queryable } from "../../platform/postgres/database.ts";
import { type CustomerView, type ProfileState, viewOf } from "../../profile/index.ts";
import { compileCondition } from "../compile-condition.ts";
import { type ProfileSet, profileSetOf } from "../profile-set.ts";

/** A condition on what the profile row says. */
export type PersonCondition = TraitCondition | ConsentCondition;

/** Parsing a page stops everything else for some 5 ms. */
const rowsPerPage = 500;

/**
 * For each condition the visible profiles whose answer differs from that of a customer of whom nothing is known.
 * Postgres finds the rows whose text holds what any of these answers must rest on; the very predicate of the fold judges them.
 */
export async function findPeople(
  database: Queryable,
  brandId: number,
  conditions: readonly PersonCondition[],
): Promise<readonly ProfileSet[]> {
  const found = conditions.map((): number[] => []);
  if (conditions.length === 0) return [];
  const judges = conditions.map(differs);
  const fragments = [...new Set(conditions.flatMap(fragmentsOf))];
  for (let after = -1, more = true; more; ) {
    const rows = await readPage(database, brandId, fragments, after);
    for (const { profile_id, state } of rows) {
      const view = viewOf(profile_id, JSON.parse(state) as ProfileState); // written by saveProfiles only
      judges.forEach((judge, at) => {
        if (judge(view)) found[at]?.push(profile_id);
      });
    }
    after = rows.at(-1)?.profile_id ?? after;
    more = rows.length === rowsPerPage;
  }
  return found.map(profileSetOf);
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
  slots: [],
  leaves: [],
};

function differs(condition: PersonCondition): (view: CustomerView) => boolean {
  const question = compileCondition(condition, calendarless);
  const ask = (view: CustomerView): boolean =>
    question.ask({ view, nowMs: 0, segment: () => ({ holds: false, until: 0 }) }).holds;
  const ordinary = ask(unknown);
  return (view) => ask(view) !== ordinary;
}

const calendarless = {
  monthsBefore: (): never => {
    throw new Error("Traits and consents have no windows.");
  },
  leavesAfterMonths: (): never => {
    throw new Error("Traits and consents have no windows.");
  },
};

/**
 * Pieces of the row's JSON (profile/: TraitEntry, ConsentEntry) of which one must be there for the answer to differ.
 * JSON.stringify wrote the row, so what it makes of a value is what stands there.
 */
export function fragmentsOf(condition: PersonCondition): readonly string[] {
  if ("consent" in condition) return consentFragments(condition);
  const { trait, ...comparison } = condition;
  const entry = `${JSON.stringify(trait)}:[`;
  return startsOf(comparison)?.map((start) => entry + start) ?? [entry];
}

/** How the value's JSON must begin; undefined when several beginnings are too many to name. */
function startsOf(comparison: Comparison): readonly string[] | undefined {
  const [only, ...others] = Object.entries(comparison);
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
