/** What is known of how ready a brand is, as the server says it. Undefined: not answered yet, or not for this role. */
export interface Facts {
  /** Milliseconds since something last came in; null: never. */
  readonly lastEventAgeMs: number | null | undefined;
  readonly hasCustomer: boolean | undefined;
  readonly hasProduct: boolean | undefined;
  readonly quarantined: number | undefined;
  /** Share of customers of whom each is known, from 0 to 1. */
  readonly shares: Readonly<Record<DataKind, number | undefined>>;
  readonly decidedTouchpoints: number | undefined;
  readonly liveExperiences: number | undefined;
  readonly liveHoldOuts: number | undefined;
}

/** What can be known of customers. */
export const dataKinds = [
  "email",
  "phone",
  "birthday",
  "orders",
  "storeOrders",
  "views",
  "returns",
  "marketing",
] as const;
export type DataKind = (typeof dataKinds)[number];

/** Of how many customers each should be known: what a shop of several channels that asks for it can reach. */
export const goals: Readonly<Record<DataKind, number>> = {
  email: 0.6,
  phone: 0.2,
  birthday: 0.2,
  orders: 0.4,
  storeOrders: 0.1,
  views: 0.4,
  returns: 0.01,
  marketing: 0.3,
};

type StepKey = "know" | "gather" | "test";
export function isDataKind(key: CheckKey): key is DataKind {
  return dataKinds.some((kind) => kind === key);
}

export type CheckKey =
  | DataKind
  | "events"
  | "customers"
  | "channels"
  | "products"
  | "quarantine"
  | "touchpoints"
  | "experiences"
  | "measured";

/** `score`: from 0, nothing, to 1, all of it. */
export interface Check {
  readonly key: CheckKey;
  readonly score: number;
}

export interface StepScore {
  /** Of 100, the mean of its checks; undefined while none of them is answered. */
  readonly points: number | undefined;
  readonly checks: readonly Check[];
}

export interface Assessment {
  /** Of 100, the mean of the steps; undefined until every step has an answer. */
  readonly points: number | undefined;
  readonly steps: Readonly<Record<StepKey, StepScore>>;
}

const dayMs = 86_400_000;
const wantedTouchpoints = 3;
const manyQuarantined = 100;

/** Scores what is there: nothing is asked of anybody, and no check is met by saying so. */
export function assess(facts: Facts): Assessment {
  const { shares } = facts;
  const know = stepOf([
    ["events", scoreOfAge(facts.lastEventAgeMs)],
    ["customers", yesOrNo(facts.hasCustomer)],
    ["channels", meanOf([shares.views, shares.orders, shares.storeOrders].map(isAny))],
  ]);
  const gather = stepOf([
    ["products", yesOrNo(facts.hasProduct)],
    ...dataKinds.map((kind) => [kind, partOf(shares[kind], goals[kind])] as const),
    ["quarantine", facts.quarantined === undefined ? undefined : 1 - partOfMany(facts.quarantined)],
  ]);
  const test = stepOf([
    ["touchpoints", partOf(facts.decidedTouchpoints, wantedTouchpoints)],
    ["experiences", isAny(facts.liveExperiences)],
    ["measured", isAny(facts.liveHoldOuts)],
  ]);
  const mean = meanOf([know, gather, test].map(({ points }) => points));
  return { points: mean === undefined ? undefined : Math.round(mean), steps: { know, gather, test } };
}

/** What is not whole, the emptiest first. */
export function missingOf(step: StepScore): readonly Check[] {
  return step.checks.filter(({ score }) => score < 1).toSorted((a, b) => a.score - b.score);
}

type Asked = readonly [key: CheckKey, score: number | undefined];

function stepOf(asked: readonly Asked[]): StepScore {
  const checks = asked.flatMap(([key, score]) => (score === undefined ? [] : [{ key, score }]));
  if (checks.length === 0) return { points: undefined, checks };
  const sum = checks.reduce((total, { score }) => total + score, 0);
  // Rounded down: 100 is all of it.
  return { points: Math.floor((100 * sum) / checks.length), checks };
}

function scoreOfAge(ageMs: number | null | undefined): number | undefined {
  if (ageMs === undefined || ageMs === null) return ageMs === null ? 0 : undefined;
  if (ageMs <= dayMs) return 1;
  return ageMs <= 7 * dayMs ? 0.5 : 0;
}

function partOfMany(count: number): number {
  return count === 0 ? 0 : Math.min(1, Math.max(0.1, count / manyQuarantined));
}

function yesOrNo(is: boolean | undefined): number | undefined {
  return is === undefined ? undefined : Number(is);
}

function isAny(value: number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value > 0);
}

function partOf(value: number | undefined, goal: number): number | undefined {
  return value === undefined ? undefined : Math.min(1, value / goal);
}

/** Undefined when one of them is. */
function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length < values.length
    ? undefined
    : known.reduce((sum, value) => sum + value, 0) / known.length;
}
