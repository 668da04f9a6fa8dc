import {
  type DimensionName,
  dimensionBands,
  dimensionNames,
  lifecycleStages,
  rfmGroups,
  subStages,
} from "@attune/contract";
import fc from "fast-check";
import { calendarOf } from "../../kernel/calendar.ts";
import type { LoyaltyAt } from "../../profile/index.ts";
import { decimalOf } from "../decimal.ts";
import type { NaiveLoyalty } from "./naive-person.ts";

/** What is computed of a customer's shopping, as the row of `loyalty` holds it. Days count from 1970-01-01. */
export interface RandomShopper extends Omit<NaiveLoyalty, "values"> {
  readonly joinedOn: number | null;
  readonly lastShopOn: number | null;
  readonly engagedOn: number | null;
  readonly expectedGap: number | null;
  /** Of the dimensions that do not grow with the days. */
  readonly standing: Readonly<Partial<Record<DimensionName, number | null>>>;
  readonly rfm: LoyaltyAt["rfm"];
  readonly rfmGroup: (typeof rfmGroups)[number];
  readonly subStage: LoyaltyAt["subStage"];
  readonly stage: (typeof lifecycleStages)[number];
  /** Whether the row is out of date: what it says is not what is. */
  readonly isStale: boolean;
}

export const storeKeys = ["sydney-1", 'o\'hare "2"', "león"] as const;
const moving: readonly DimensionName[] = [
  "daysSinceShop",
  "daysSinceEngagement",
  "overdueIndex",
  "tenureDays",
];
export const standingDimensions: readonly DimensionName[] = dimensionNames.filter(
  (name) => !moving.includes(name),
);

const dayMs = 86_400_000;
const count = fc.constantFrom(0, 1, 2, 3, 50);
const whole = fc.constantFrom(null, 0, 1, 2, 3, 50_000, -1_200);
const share = fc.constantFrom(null, 0, 1, 0.25, 0.3333333333333333, 0.1 + 0.2, 0.6);

/** As the table can hold them: counts are known of everybody. */
function numberOf(name: DimensionName): fc.Arbitrary<number | null> {
  if (name === "channelMix") return fc.constantFrom(0, 1, 2, 3);
  if (name.startsWith("shopCount") || name.includes("Breadth") || name.startsWith("activeMonths"))
    return count;
  return name.includes("Share") || name.startsWith("returnRate") || name === "averageGapDays" ? share : whole;
}

export function randomShopper(nowMs: number): fc.Arbitrary<RandomShopper> {
  const today = Math.floor(nowMs / dayMs);
  const day = fc.option(
    fc.oneof(
      fc.constantFrom(0, 1, 29, 30, 31, 90, 365).map((ago) => today - ago),
      fc.nat(800).map((ago) => today - ago),
    ),
    { freq: 4 },
  );
  const score = fc.constantFrom(1, 2, 3, 4, 5);
  const store = fc.constantFrom(...storeKeys);
  const stage = fc.constantFrom(...lifecycleStages).chain((name) =>
    fc.record({
      stage: fc.constant(name),
      subStage: fc.constantFrom<LoyaltyAt["subStage"][]>(...subStages[name]),
    }),
  );
  const ago = fc.oneof(
    fc.constantFrom(0, 1, 30 * dayMs - 1, 30 * dayMs, 30 * dayMs + 1),
    fc.nat(500 * dayMs),
  );
  return fc
    .record(
      {
        joinedOn: day,
        lastShopOn: day,
        engagedOn: day,
        expectedGap: fc.option(fc.constantFrom(14, 30, 33.3, 100), { freq: 4 }),
        standing: fc.record(Object.fromEntries(standingDimensions.map((name) => [name, numberOf(name)])), {
          noNullPrototype: true,
        }),
        bands: fc.record(
          Object.fromEntries(
            dimensionNames.map((name) => [
              name,
              fc.constantFrom(...dimensionBands[name].map(([code]) => code)),
            ]),
          ),
          { noNullPrototype: true },
        ),
        rfm: fc.option(fc.record({ r: score, f: score, m: score }, { noNullPrototype: true })),
        rfmGroup: fc.constantFrom(...rfmGroups),
        stage,
        stageSince: ago.map((ms) => nowMs - ms),
        atRisk: fc.boolean(),
        returned: fc.boolean(),
        regularStores: fc.uniqueArray(store, { maxLength: 2 }),
        joinedStore: fc.option(store),
        catchment: fc.option(store),
        isStale: fc.integer({ min: 0, max: 5 }).map((dice) => dice === 0),
      },
      { noNullPrototype: true },
    )
    .map(({ stage: { stage: name, subStage }, ...rest }) => ({ ...rest, stage: name, subStage }));
}

/** By dimension, on a day. */
function valuesOn(shopper: RandomShopper, today: number): Readonly<Record<string, number | null>> {
  const since = (day: number | null): number | null => (day === null ? null : Math.max(0, today - day));
  const sinceShop = since(shopper.lastShopOn);
  return {
    ...shopper.standing,
    daysSinceShop: sinceShop,
    daysSinceEngagement: since(shopper.engagedOn),
    tenureDays: since(shopper.joinedOn),
    overdueIndex: sinceShop === null || shopper.expectedGap === null ? null : sinceShop / shopper.expectedGap,
  };
}

export function naiveShopper(shopper: RandomShopper, timeZone: string): (nowMs: number) => NaiveLoyalty {
  const calendar = calendarOf(timeZone);
  return (nowMs) => ({ ...shopper, values: valuesOn(shopper, calendar.dayOf(nowMs)) });
}

/** The day from which a number grows. */
function startOf(shopper: RandomShopper, name: DimensionName): number | null {
  if (name === "daysSinceEngagement") return shopper.engagedOn;
  return name === "tenureDays" ? shopper.joinedOn : shopper.lastShopOn;
}

/** As profile/ tells it to conditions. */
export function loyaltyOf(shopper: RandomShopper, timeZone: string): (nowMs: number) => LoyaltyAt {
  const calendar = calendarOf(timeZone);
  const reaches: LoyaltyAt["reaches"] = (name, bound, strict = false) => {
    const start = moving.includes(name) ? startOf(shopper, name) : null;
    if (start === null) return undefined;
    const wanted = decimalOf(bound) ?? 0n;
    const isThere = (day: number): boolean => {
      const decimal = decimalOf(valuesOn(shopper, day)[name] ?? Number.NaN);
      return decimal !== undefined && (strict ? decimal > wanted : decimal >= wanted);
    };
    const day = Array.from({ length: 2_000 }, (_, at) => start + at).find(isThere);
    return day === undefined ? undefined : calendar.startOfDay(day);
  };
  return (nowMs) => ({
    accountType: "consumer",
    values: valuesOn(shopper, calendar.dayOf(nowMs)) as LoyaltyAt["values"], // of all dimensions
    bands: shopper.bands as LoyaltyAt["bands"],
    percentiles: {} as LoyaltyAt["percentiles"], // no condition asks
    rfm: shopper.rfm,
    rfmGroup: shopper.rfmGroup,
    stage: shopper.stage,
    subStage: shopper.subStage,
    stageSince: shopper.stageSince,
    flags: { atRisk: shopper.atRisk, returned: shopper.returned },
    regularStores: shopper.regularStores,
    joinedStore: shopper.joinedStore,
    catchment: shopper.catchment,
    until: undefined,
    reaches,
  });
}
