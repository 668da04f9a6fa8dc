import type { ConsentCondition, Json, NearCondition, TraitComparison } from "@attune/contract";
import { isStorable } from "../../profile/index.ts";
import type { BrandWorld, Point } from "../brand-world.ts";
import { placePaths, targetOf } from "../operators/near/near.ts";
import { occasionPaths } from "../operators/occasion/occasion.ts";
import type { PeopleCondition, PersonCondition } from "../operators/operator.ts";
import { preferencePaths } from "../operators/preference/preference.ts";
import { scorePath } from "../operators/score/score.ts";
import { mayFitSql } from "./date-trait-sql.ts";
import type { Bind } from "./loyalty-sql.ts";
import type { PeopleQuestion } from "./people-question.ts";
import { type TraitValue, traitSql } from "./trait-sql.ts";

/** How a condition reads portraits. What SQL cannot tell as the fold does is told by the fold's own predicate, of each different value once. */
export interface PersonSql {
  /** Never null, and tells all; undefined: values must be judged. */
  readonly holds: string | undefined;
  readonly judged: JudgedSql | undefined;
  /** Traits that it reads. */
  readonly paths: readonly string[];
}

export interface JudgedSql {
  /** A jsonb. */
  readonly value: string;
  /** Of which rows; undefined: of all that have one. */
  readonly where: string | undefined;
  /** Those of them for whom the condition holds without a judge. */
  readonly surely?: string;
  /** The trait at a path as such a value tells it. */
  readonly traitOf: (value: Json, path: string) => Json | undefined;
}

/** Several conditions as one expression that is never null; undefined when some of it must be judged, or read from profiles' own rows. */
export function peopleSql(
  condition: PeopleCondition,
  question: PeopleQuestion,
  bind: Bind,
): string | undefined {
  if ("not" in condition) {
    const part = peopleSql(condition.not, question, bind);
    return part && `not ${part}`;
  }
  if ("all" in condition) return joinedSql(condition.all, "and", question, bind);
  if ("any" in condition) return joinedSql(condition.any, "or", question, bind);
  const told = personSql(condition, question, bind);
  return told?.judged === undefined ? told?.holds : undefined;
}

function joinedSql(
  conditions: readonly PeopleCondition[],
  word: "and" | "or",
  question: PeopleQuestion,
  bind: Bind,
): string | undefined {
  const parts = conditions.map((part) => peopleSql(part, question, bind));
  if (parts.some((part) => part === undefined)) return undefined;
  return parts.length === 0 ? String(word === "and") : `(${parts.join(` ${word} `)})`;
}

/** Undefined when its names cannot be asked of Postgres: then profiles' own rows are read. */
export function personSql(
  condition: PersonCondition,
  question: PeopleQuestion,
  bind: Bind,
): PersonSql | undefined {
  if ("consent" in condition) return { holds: consentSql(condition, bind), judged: undefined, paths: [] };
  if ("list" in condition)
    return {
      holds: `coalesce(lists ? ${bind(condition.list, "text")}, false)`,
      judged: undefined,
      paths: [],
    };
  const paths = traitPaths(condition);
  if (!paths.every(isStorable)) return undefined;
  if ("near" in condition) return { ...nearSql(condition, question.world, bind), paths };
  if ("preference" in condition) return { ...pairSql(condition.preference, bind), paths };
  const value = knownSql(paths, bind);
  const comparison = comparisonOf(condition);
  const holds = comparison && traitSql(comparison, value, bind);
  if (holds !== undefined) return { holds, judged: undefined, paths };
  const where = comparison && mayFitSql(comparison, value, question, bind);
  return { holds, judged: { value: value.json, where, traitOf: (told: Json) => told }, paths };
}

function comparisonOf(condition: PersonCondition): TraitComparison | undefined {
  if ("trait" in condition) {
    const { trait: _, ...comparison } = condition;
    return comparison;
  }
  if ("score" in condition) {
    const { score: _, ...comparison } = condition;
    return comparison;
  }
  return undefined;
}

function traitPaths(
  condition: Exclude<PersonCondition, { consent: string } | { list: string }>,
): readonly string[] {
  if ("trait" in condition) return [condition.trait];
  if ("score" in condition) return [scorePath(condition.score)];
  if ("occasion" in condition) return occasionPaths(condition);
  if ("preference" in condition) return Object.values(preferencePaths(condition.preference));
  const { latitude, longitude } = placePaths(condition);
  return [...latitude, ...longitude];
}

/** The first of the traits that is known. */
function knownSql(paths: readonly string[], bind: Bind): TraitValue {
  const [only] = paths;
  if (only !== undefined && paths.length === 1) {
    const path = bind(only, "text");
    return { json: `(traits -> ${path})`, text: `(traits ->> ${path})` };
  }
  const json = `coalesce(${[...paths.map((path) => `traits -> ${bind(path, "text")}`), "null::jsonb"].join(", ")})`;
  return { json, text: `(${json} #>> '{}')` };
}

function firstSql(paths: readonly string[], bind: Bind): string {
  return knownSql(paths, bind).json;
}

/** Portraits say what was said, and the general in place of what was not (profile/: portraitOf). */
function consentSql({ consent, is }: ConsentCondition, bind: Bind): string {
  const keys = consentKeys(consent).map((key) => `consents ->> ${bind(key, "text")}`);
  return `coalesce(${keys.join(", ")}, 'unknown') = ${bind(is, "text")}`;
}

function consentKeys(consent: string): readonly string[] {
  const [channel = "any", purpose = "", ...topic] = consent.split(".");
  const about = topic.length === 0 ? [purpose] : [`${purpose}.${topic.join(".")}`, purpose];
  return [...new Set(about.flatMap((matter) => [`${channel}.${matter}`, `any.${matter}`]))];
}

function pairSql(preference: string, bind: Bind): Omit<PersonSql, "paths"> {
  const { likes, dislikes } = preferencePaths(preference);
  const [liked, disliked] = [firstSql([likes], bind), firstSql([dislikes], bind)];
  return {
    holds: undefined,
    judged: {
      value: `jsonb_build_array(${liked}, ${disliked})`,
      where: `(${liked} is not null or ${disliked} is not null)`,
      traitOf: pairReader([likes]),
    },
  };
}

/** The first of a pair is of these paths, the second of the others. */
function pairReader(first: readonly string[]): JudgedSql["traitOf"] {
  return (pair, path) => {
    const [one, other]: readonly Json[] = Array.isArray(pair) ? pair : [];
    return (first.includes(path) ? one : other) ?? undefined;
  };
}

/** Postgres and we may differ in the last digits of a distance: those this close to the line are judged. */
const marginKm = 0.001;

function nearSql(condition: NearCondition, world: BrandWorld, bind: Bind): Omit<PersonSql, "paths"> {
  const target = targetOf(condition, world);
  if (target === undefined) return { holds: "false", judged: undefined };
  const names = placePaths(condition);
  const [latitude, longitude] = [firstSql(names.latitude, bind), firstSql(names.longitude, bind)];
  const degrees = (value: string, most: number): string =>
    `case when jsonb_typeof(${value}) = 'number' and abs((${value})::numeric) <= ${most} then (${value})::float8 end`;
  const [north, east] = [degrees(latitude, 90), degrees(longitude, 180)];
  const at = (degree: number): string => bind(String(degree), "float8");
  const chord = `power(sin(radians(${at(target.latitude)} - ${north}) / 2), 2) + cos(radians(${north})) * cos(radians(${at(target.latitude)})) * power(sin(radians(${at(target.longitude)} - ${east}) / 2), 2)`;
  const km = `2 * 6371.0088 * asin(sqrt(least(1, ${chord})))`;
  const [inside, outside] = [condition.km - marginKm, condition.km + marginKm].map((one) => at(one));
  const inBox = boxSql(target, condition.km + marginKm, latitude, longitude);
  return {
    holds: undefined,
    judged: {
      value: `jsonb_build_array(${latitude}, ${longitude})`,
      where: `coalesce(${inBox} and ${km} <= ${outside}, false)`,
      surely: `${km} < ${inside}`,
      traitOf: pairReader(names.latitude),
    },
  };
}

const kmPerDegree = 111;

/** Numbers only: in jsonb they lie between text and booleans. Most customers are told apart by it without any trigonometry. */
function boxSql(target: Point, km: number, latitude: string, longitude: string): string {
  const north = km / kmPerDegree;
  const within = (value: string, from: number, to: number): string =>
    `${value} >= '${from.toFixed(6)}'::jsonb and ${value} <= '${to.toFixed(6)}'::jsonb`;
  const farthest = Math.abs(target.latitude) + north;
  const east = farthest < 89 ? north / Math.cos((farthest * Math.PI) / 180) : 360;
  const crosses = Math.abs(target.longitude) + east > 180;
  return [
    within(latitude, target.latitude - north, target.latitude + north),
    crosses
      ? within(longitude, -180, 180)
      : within(longitude, target.longitude - east, target.longitude + east),
  ].join(" and ");
}
