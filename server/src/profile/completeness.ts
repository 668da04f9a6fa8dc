import type { ConsentState } from "@attune/contract";
import { normaliseIdentifier } from "../collect/index.ts";
import { combineLeaves, viewOf } from "./customer-view.ts";
import type { TraitEntry } from "./profile-state.ts";
import type { FoundProfile } from "./profiles.ts";

/** What a retailer can use of one attribute of a customer. All scores are from 0 to 1; null: it is not known at all. */
export interface AttributeQuality {
  readonly name: AttributeName;
  readonly isPresent: boolean;
  /** 1 when it has the form that it must have, else 0. */
  readonly validity: number | null;
  /** 1 up to a year after it was last said, then falling to 0 at three years; null too when nobody knows when. */
  readonly freshness: number | null;
  /** Of the consent that its use needs: granted 1, not asked ½, denied or withdrawn 0. */
  readonly consent: number | null;
  readonly consentKey: string;
  readonly consentState: ConsentState;
  /** The mean of those of the three that are known; 0 when it is missing. */
  readonly score: number;
  /** Epoch milliseconds. */
  readonly saidAt: number | null;
}

export interface ProfileQuality {
  /** Share of the attributes that are there. */
  readonly completeness: number;
  /** Means over those that are there; null when none is. */
  readonly validity: number | null;
  readonly freshness: number | null;
  readonly consent: number | null;
  /** Mean of all attributes' scores. */
  readonly score: number;
  readonly attributes: readonly AttributeQuality[];
}

interface AttributeRule {
  readonly name: AttributeName;
  /** Where it is told, the first that has a value counts. */
  readonly paths: readonly string[];
  /** The identifier that says it as well. */
  readonly namespace?: string;
  readonly consentKey: string;
  readonly isValid: (value: unknown, nowMs: number) => boolean;
}

export const attributeNames = [
  "name",
  "email",
  "phone",
  "birthday",
  "language",
  "country",
  "postalCode",
  "preferredStore",
] as const;
export type AttributeName = (typeof attributeNames)[number];

const own = "any.personalisation";
const dayMs = 86_400_000;
const freshDays = 365;
const staleDays = 3 * 365;

const rules: readonly AttributeRule[] = [
  {
    name: "name",
    paths: ["name", "lastName", "last_name", "firstName", "first_name"],
    consentKey: own,
    isValid: isName,
  },
  {
    name: "email",
    paths: ["email"],
    namespace: "email",
    consentKey: "email.marketing",
    isValid: (value) => normaliseIdentifier("email", value) !== undefined,
  },
  {
    name: "phone",
    paths: ["phone"],
    namespace: "phone",
    consentKey: "phone.marketing",
    isValid: (value) => normaliseIdentifier("phone", value)?.startsWith("+") === true,
  },
  { name: "birthday", paths: ["birthday", "birthDate", "birth_date"], consentKey: own, isValid: isBirthday },
  { name: "language", paths: ["language", "locale"], consentKey: own, isValid: isLanguage },
  { name: "country", paths: ["address.country", "country"], consentKey: own, isValid: isCountry },
  {
    name: "postalCode",
    paths: ["address.postalCode", "address.postal_code", "address.zip", "postalCode"],
    consentKey: own,
    isValid: (value) => /^[\p{L}\p{N}][\p{L}\p{N} -]{1,11}$/u.test(String(value)),
  },
  { name: "preferredStore", paths: ["preferredStore", "preferred_store"], consentKey: own, isValid: isName },
];

/** By one formula for every customer: docs/reference/completeness.md. */
export function qualityOf(found: FoundProfile, nowMs: number): ProfileQuality {
  const { traits } = combineLeaves(Object.values(found.state.leaves));
  const view = viewOf(found.profileId, found.state);
  const attributes = rules.map((rule) => {
    const entry = entryOf(traits, rule.paths);
    const known = found.identifiers.find(({ namespace }) => namespace === rule.namespace)?.value;
    return attributeOf(rule, entry, known, view.consent(rule.consentKey), nowMs);
  });
  return {
    completeness: attributes.filter((one) => one.isPresent).length / attributes.length,
    validity: mean(attributes.map((one) => one.validity)),
    freshness: mean(attributes.map((one) => one.freshness)),
    consent: mean(attributes.map((one) => one.consent)),
    score: mean(attributes.map((one) => one.score)) ?? 0,
    attributes,
  };
}

function attributeOf(
  rule: AttributeRule,
  entry: TraitEntry | undefined,
  known: string | undefined,
  consentState: ConsentState,
  nowMs: number,
): AttributeQuality {
  const value = entry?.[0] ?? known;
  const isPresent = value !== undefined;
  const saidAt = entry?.[1] ?? null;
  const validity = isPresent ? Number(rule.isValid(value, nowMs)) : null;
  const freshness = saidAt === null ? null : freshnessOf((nowMs - saidAt) / dayMs);
  const consent = isPresent ? consentWorth[consentState] : null;
  return {
    name: rule.name,
    isPresent,
    validity,
    freshness,
    consent,
    consentKey: rule.consentKey,
    consentState,
    score: mean([validity, freshness, consent]) ?? 0,
    saidAt,
  };
}

const consentWorth: Readonly<Record<ConsentState, number>> = {
  granted: 1,
  unknown: 0.5,
  denied: 0,
  withdrawn: 0,
};

function freshnessOf(days: number): number {
  return Math.min(1, Math.max(0, (staleDays - days) / (staleDays - freshDays)));
}

function entryOf(
  traits: Readonly<Record<string, TraitEntry>>,
  paths: readonly string[],
): TraitEntry | undefined {
  for (const path of paths) {
    const entry = Object.hasOwn(traits, path) ? traits[path] : undefined;
    if (entry !== undefined && entry[0] !== null && entry[0] !== "") return entry;
  }
  return undefined;
}

function mean(scores: readonly (number | null)[]): number | null {
  const known = scores.filter((score) => score !== null);
  return known.length === 0 ? null : known.reduce((sum, score) => sum + score, 0) / known.length;
}

function isName(value: unknown): boolean {
  return typeof value === "string" && /[\p{L}\p{N}]/u.test(value);
}

const oldestYears = 120;

function isBirthday(value: unknown, nowMs: number): boolean {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(String(value)) ?? [];
  if (year === undefined) return false;
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isOfCalendar = new Date(at).toISOString().startsWith(`${year}-${month}-${day}`);
  return isOfCalendar && at < nowMs && nowMs - at < oldestYears * 366 * dayMs;
}

function isLanguage(value: unknown): boolean {
  return /^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/i.test(String(value));
}

/** A code, or a name as shops write it. */
function isCountry(value: unknown): boolean {
  return typeof value === "string" && /^[\p{L} .'’-]{2,60}$/u.test(value);
}
