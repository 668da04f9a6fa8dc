import {
  type AccountType,
  dimensionNames,
  type LifecycleStage,
  type LoyaltySettings,
  type RfmGroup,
  type SubStage,
} from "@attune/contract";
import type { Day } from "../../kernel/local-date.ts";
import { bandsOf } from "./bands.ts";
import type { Bands, DimensionValues } from "./dimension-values.ts";
import { expectedGap, overdueIndex } from "./expected-gap.ts";
import type { LoyalPerson, Measures } from "./measure.ts";
import { groupOf, type RfmScores, scoresOf } from "./rfm.ts";
import { type StageAnswer, stageOf } from "./stage.ts";
import { percentileOf, type Thresholds } from "./thresholds.ts";

/** All that is told of one customer on one date. */
export interface Loyalty {
  readonly accountType: AccountType;
  readonly today: Day;
  readonly measures: Measures;
  readonly expectedGap: number | null;
  readonly values: DimensionValues;
  readonly bands: Bands;
  readonly thresholds: number;
  readonly rfm: RfmScores | null;
  readonly rfmGroup: RfmGroup;
  readonly stage: LifecycleStage;
  readonly subStage: SubStage;
  readonly atRisk: boolean;
  readonly returned: boolean;
  /** The date on which the stage began, as far as the customer's shops tell. */
  readonly stageFrom: Day | null;
}

/** From the numbers of a customer to bands, scores and stage, relative to the brand's thresholds. */
export function evaluateLoyalty(
  measures: Measures,
  person: Pick<LoyalPerson, "accountType" | "firstSeenOn">,
  today: Day,
  thresholds: Thresholds,
  settings: LoyaltySettings,
): Loyalty {
  const gap = expectedGap(measures, thresholds, settings);
  const values = valuesOf(measures, gap, today);
  const population = thresholds.populations[person.accountType];
  const rfm = scoresOf(measures, population);
  const stage: StageAnswer = stageOf({ measures, person, today, gap, rfm, population, thresholds }, settings);
  return {
    accountType: person.accountType,
    today,
    measures,
    expectedGap: gap,
    values,
    bands: bandsOf({ measures, values, today, population }, settings.bands),
    thresholds: thresholds.version,
    rfm,
    rfmGroup: groupOf(rfm),
    ...stage,
  };
}

/** Days between two dates, of which neither is after today: never below 0. */
function since(day: Day | null, today: Day): number | null {
  return day === null ? null : Math.max(0, today - day);
}

export function valuesOf(measures: Measures, gap: number | null, today: Day): DimensionValues {
  const { averageGapDays, daysFirstToSecond, lastGapDays, daysJoinToFirstShop } = measures;
  const { netSpend12m, netSpendAll, averageTransaction12m, discountShare12m, returnRate12m } = measures;
  const { shopCountAll, shopCount12m, categoryBreadth12m, activeMonths12m } = measures;
  return {
    daysSinceShop: since(measures.lastShop, today),
    daysSinceEngagement: since(measures.engaged, today),
    overdueIndex: overdueIndex(measures.lastShop, gap, today),
    lastGapDays,
    shopCountAll,
    shopCount12m,
    averageGapDays,
    daysFirstToSecond,
    categoryBreadth12m,
    netSpend12m,
    netSpendAll,
    averageTransaction12m,
    discountShare12m,
    returnRate12m,
    tenureDays: since(measures.joined, today),
    daysJoinToFirstShop,
    activeMonths12m,
    channelMix: measures.channelMix,
    onlineShare12m: measures.onlineShare12m,
    channelBreadth12m: measures.channelBreadth12m,
  };
}

/** Relative to the brand's customers of the same account type, in percent; staff are compared with nobody. */
export function percentilesOf(
  values: DimensionValues,
  accountType: AccountType,
  thresholds: Thresholds,
): DimensionValues {
  const shares = thresholds.populations[accountType]?.shares;
  return Object.fromEntries(
    dimensionNames.map((name) => {
      const value = values[name];
      return [name, value === null ? null : (percentileOf(value, shares?.[name]) ?? null)];
    }),
  ) as DimensionValues; // every name is among them
}
