import {
  type AccountType,
  type DimensionName,
  dimensionBands,
  dimensionNames,
  type LifecycleStage,
  type RfmGroup,
  type SubStage,
} from "@attune/contract";
import { changesOn } from "./changes-on.ts";
import type { Bands, DimensionValues } from "./dimension-values.ts";
import { evaluateLoyalty, type Loyalty, percentilesOf } from "./evaluate.ts";
import { type LoyalPerson, measure } from "./measure.ts";
import type { RfmScores } from "./rfm.ts";
import type { LoyaltyRules } from "./rules.ts";
import type { ShopHistory } from "./shop-history.ts";
import type { Thresholds } from "./thresholds.ts";

/** A customer's loyalty at a moment, as conditions see it. */
export interface LoyaltyAt {
  readonly accountType: AccountType;
  readonly values: DimensionValues;
  readonly bands: Bands;
  readonly percentiles: DimensionValues;
  readonly rfm: RfmScores | null;
  readonly rfmGroup: RfmGroup;
  readonly stage: LifecycleStage;
  readonly subStage: SubStage;
  readonly stageSince: number;
  readonly flags: { readonly atRisk: boolean; readonly returned: boolean };
  readonly regularStores: readonly string[];
  readonly joinedStore: string | null;
  readonly catchment: string | null;
  /** All but the numbers that only count days holds up to here; undefined: for ever. */
  readonly until: number | undefined;
  /** The first moment from which a number that only counts days is `value` or more (`strict`: more than it); undefined: never, or it does not count days. */
  reaches(name: DimensionName, value: number, strict?: boolean): number | undefined;
}

/** What is kept of a customer. */
export interface KeptLoyalty {
  readonly person: LoyalPerson;
  readonly history: ShopHistory;
  readonly stage: LifecycleStage;
  readonly stageSince: number;
}

/** What a customer's loyalty is worked out with. */
export interface LoyaltyGround {
  readonly rules: LoyaltyRules;
  readonly thresholds: Thresholds;
}

/** Of whom nothing is known. */
export const nobody: LoyalPerson = {
  accountType: "consumer",
  joinedOn: null,
  firstSeenOn: null,
  engagedOn: {},
  joinedStore: null,
  catchment: null,
};

const of = <Value>(value: (name: DimensionName) => Value): Readonly<Record<DimensionName, Value>> =>
  Object.fromEntries(dimensionNames.map((name) => [name, value(name)])) as Record<DimensionName, Value>; // every name is among them

const counted: readonly DimensionName[] = [
  "shopCountAll",
  "shopCount12m",
  "categoryBreadth12m",
  "activeMonths12m",
  "channelMix",
  "channelBreadth12m",
];

/** A customer of whom nothing is known. */
export const noLoyalty: LoyaltyAt = {
  accountType: "consumer",
  values: of((name) => (counted.includes(name) ? 0 : null)),
  bands: of((name) => dimensionBands[name][0]?.[0] ?? ""),
  percentiles: of(() => null),
  rfm: null,
  rfmGroup: "PROSPECTS",
  stage: "acquire",
  subStage: "newLead",
  stageSince: 0,
  flags: { atRisk: false, returned: false },
  regularStores: [],
  joinedStore: null,
  catchment: null,
  until: undefined,
  reaches: () => undefined,
};

/** All of a customer at a moment. */
export function workOut(
  { person, history }: Pick<KeptLoyalty, "person" | "history">,
  { rules, thresholds }: LoyaltyGround,
  nowMs: number,
): Loyalty {
  const today = rules.days.dayOf(nowMs);
  return evaluateLoyalty(
    measure(history, person, today, rules.settings),
    person,
    today,
    thresholds,
    rules.settings,
  );
}

export function loyaltyAt(kept: KeptLoyalty, ground: LoyaltyGround, nowMs: number): LoyaltyAt {
  const { person, history } = kept;
  const { rules, thresholds } = ground;
  const loyalty = workOut({ person, history }, ground, nowMs);
  const changes = changesOn(loyalty, person, rules.settings);
  return {
    accountType: loyalty.accountType,
    values: loyalty.values,
    bands: loyalty.bands,
    percentiles: percentilesOf(loyalty.values, loyalty.accountType, thresholds),
    rfm: loyalty.rfm,
    rfmGroup: loyalty.rfmGroup,
    stage: loyalty.stage,
    subStage: loyalty.subStage,
    stageSince: stageSince(kept, loyalty, rules, nowMs),
    flags: { atRisk: loyalty.atRisk, returned: loyalty.returned },
    regularStores: loyalty.measures.regularStores,
    joinedStore: person.joinedStore,
    catchment: person.catchment,
    until: changes === null ? undefined : rules.days.startOf(changes),
    reaches: (name, value, strict) => {
      const day = reachesOn(loyalty, name, value, strict ?? false);
      return day === undefined ? undefined : rules.days.startOf(day);
    },
  };
}

/** A customer's loyalty at any moment from now on. */
export interface LoyaltyOverTime {
  (nowMs: number): LoyaltyAt;
  /** Another text when what it is worked out from is another. */
  readonly version: string;
}

/** Many conditions ask for one moment. */
export function rememberMoment(workOut: (nowMs: number) => LoyaltyAt, version: string): LoyaltyOverTime {
  let known: { readonly nowMs: number; readonly loyalty: LoyaltyAt } | undefined;
  const atMoment = (nowMs: number): LoyaltyAt => {
    if (known?.nowMs !== nowMs) known = { nowMs, loyalty: workOut(nowMs) };
    return known.loyalty;
  };
  return Object.assign(atMoment, { version });
}

/** As it was noticed; of a stage that nobody has noticed yet, as the customer's dates tell. */
export function stageSince(
  kept: Pick<KeptLoyalty, "stage" | "stageSince"> | undefined,
  { stage, stageFrom }: Loyalty,
  rules: LoyaltyRules,
  nowMs: number,
): number {
  if (kept?.stage === stage) return kept.stageSince;
  return stageFrom === null ? nowMs : Math.min(nowMs, rules.days.startOf(stageFrom));
}

function reachesOn(
  { measures, expectedGap }: Loyalty,
  name: DimensionName,
  value: number,
  strict: boolean,
): number | undefined {
  const days = strict ? Math.floor(value) + 1 : Math.ceil(value);
  const on = (day: number | null): number | undefined => (day === null ? undefined : day + days);
  switch (name) {
    case "daysSinceShop":
      return on(measures.lastShop);
    case "daysSinceEngagement":
      return on(measures.engaged);
    case "tenureDays":
      return on(measures.joined);
    case "overdueIndex": {
      if (measures.lastShop === null || expectedGap === null) return undefined;
      const reached = firstDays(
        (count) => (strict ? count / expectedGap > value : count / expectedGap >= value),
        value * expectedGap,
      );
      return measures.lastShop + reached;
    }
    default:
      return undefined;
  }
}

/** The smallest whole number of days that holds, near a guess: quotients are rounded as they are compared. */
function firstDays(holds: (days: number) => boolean, guess: number): number {
  let days = Math.max(0, Math.floor(guess) - 1);
  while (!holds(days)) days += 1;
  return days;
}
