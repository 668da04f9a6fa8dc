import { z } from "zod";
import { currencySchema } from "./money.ts";

/** Upper bounds of bands, rising. What a customer's value is compared with; how many there are is fixed by the dimension. */
export interface BandBounds {
  /** Months. */
  readonly daysSinceShop: readonly number[];
  readonly daysSinceEngagement: readonly number[];
  readonly overdueIndex: readonly number[];
  /** How far a gap may differ from the average and still be as usual: 0.2 is ± 20 %. */
  readonly lastGapDays: number;
  /** Three shops or more at most so many days apart are often. */
  readonly shopCountAll: number;
  readonly shopCount12m: readonly number[];
  readonly averageGapDays: readonly number[];
  readonly daysFirstToSecond: readonly number[];
  readonly categoryBreadth12m: readonly number[];
  readonly discountShare12m: readonly number[];
  readonly returnRate12m: readonly number[];
  readonly daysJoinToFirstShop: readonly number[];
  readonly activeMonths12m: readonly number[];
  readonly onlineShare12m: readonly number[];
  readonly channelBreadth12m: readonly number[];
}

/** When a customer is in which stage. Days, unless named otherwise. */
export interface StageRules {
  readonly newLeadDays: number;
  readonly inactiveLeadDays: number;
  /** Lapse: beyond this index, and at least so many days. */
  readonly lapseIndex: number;
  readonly lapseDays: number;
  /** Lapse also: more than so many days, and beyond the at-risk index. */
  readonly longLapseDays: number;
  readonly lostMonths: number;
  readonly onboardDays: number;
  readonly firstShopDays: number;
  /** R and F at least. */
  readonly loyalScore: number;
  /** Share of customers that are best, by spend in 12 months: 0.1 is the top tenth. */
  readonly bestShare: number;
  readonly atRiskIndex: number;
  readonly returnedDays: number;
}

/** What a store must see of a customer in 12 months to be a regular one of theirs. */
export interface RegularStoreRule {
  readonly shops: number;
}

export interface CatchmentRule {
  /** Beyond this no store is near. */
  readonly furthestKm: number;
}

/** How a brand counts loyalty: the body of the definition `loyalty`/`default`. What is left out is as shipped. */
export interface LoyaltySettings {
  /** Whether what staff buy for themselves counts. */
  readonly countStaffSales: boolean;
  /** No expected gap is shorter. */
  readonly shortestGapDays: number;
  readonly bands: BandBounds;
  readonly stages: StageRules;
  /** Stage or sub-stage → the brand's own name for it. */
  readonly names: Readonly<Record<string, string>>;
  readonly regularStore: RegularStoreRule;
  readonly catchment: CatchmentRule;
}

export const defaultLoyaltySettings: LoyaltySettings = {
  countStaffSales: false,
  shortestGapDays: 14,
  bands: {
    daysSinceShop: [3, 6, 12, 24, 60],
    daysSinceEngagement: [30, 90, 180],
    overdueIndex: [1, 1.5, 3],
    lastGapDays: 0.2,
    shopCountAll: 30,
    shopCount12m: [1, 2, 4, 7, 12],
    averageGapDays: [30, 60, 120],
    daysFirstToSecond: [30, 60, 90],
    categoryBreadth12m: [1, 2, 3, 4],
    discountShare12m: [0.05, 0.25, 0.6],
    returnRate12m: [0.1, 0.3],
    daysJoinToFirstShop: [0, 7, 30],
    activeMonths12m: [1, 3, 6, 9],
    onlineShare12m: [0.25, 0.75],
    channelBreadth12m: [1, 2, 3, 4],
  },
  stages: {
    newLeadDays: 90,
    inactiveLeadDays: 180,
    lapseIndex: 3,
    lapseDays: 60,
    longLapseDays: 365,
    lostMonths: 24,
    onboardDays: 90,
    firstShopDays: 30,
    loyalScore: 4,
    bestShare: 0.1,
    atRiskIndex: 1.5,
    returnedDays: 90,
  },
  names: {},
  regularStore: { shops: 2 },
  catchment: { furthestKm: 50 },
};

const days = z.int().min(0).max(36_500);

function bounds(
  count: number,
  number: z.ZodType<number> = z.number().min(0).max(36_500),
): z.ZodType<number[]> {
  return z
    .array(number)
    .length(count)
    .refine(
      (list) => list.every((bound, at) => at === 0 || bound > (list[at - 1] ?? 0)),
      "Each bound is above the one before.",
    );
}

const share = z.number().min(0).max(1);

const bandShape = z.strictObject({
  daysSinceShop: bounds(5, z.int().min(1).max(1_200)).exactOptional(),
  daysSinceEngagement: bounds(3).exactOptional(),
  overdueIndex: bounds(3).exactOptional(),
  lastGapDays: share.exactOptional(),
  shopCountAll: days.exactOptional(),
  shopCount12m: bounds(5).exactOptional(),
  averageGapDays: bounds(3).exactOptional(),
  daysFirstToSecond: bounds(3).exactOptional(),
  categoryBreadth12m: bounds(4).exactOptional(),
  discountShare12m: bounds(3, share).exactOptional(),
  returnRate12m: bounds(2, share).exactOptional(),
  daysJoinToFirstShop: bounds(3).exactOptional(),
  activeMonths12m: bounds(4).exactOptional(),
  onlineShare12m: bounds(2, share).exactOptional(),
  channelBreadth12m: bounds(4).exactOptional(),
});

const stageShape = z.strictObject({
  newLeadDays: days.exactOptional(),
  inactiveLeadDays: days.exactOptional(),
  lapseIndex: z.number().min(0).max(1_000).exactOptional(),
  lapseDays: days.exactOptional(),
  longLapseDays: days.exactOptional(),
  lostMonths: z.int().min(1).max(1_200).exactOptional(),
  onboardDays: days.exactOptional(),
  firstShopDays: days.exactOptional(),
  loyalScore: z.int().min(1).max(5).exactOptional(),
  bestShare: share.exactOptional(),
  atRiskIndex: z.number().min(0).max(1_000).exactOptional(),
  returnedDays: days.exactOptional(),
});

/** As it is stated; `completeLoyaltySettings` adds what is left out. */
const statedShape = z.strictObject({
  countStaffSales: z.boolean().exactOptional(),
  shortestGapDays: z.int().min(1).max(3_650).exactOptional(),
  bands: bandShape.exactOptional(),
  stages: stageShape.exactOptional(),
  names: z.record(z.string().min(1).max(40), z.string().min(1).max(100)).exactOptional(),
  regularStore: z.strictObject({ shops: z.int().min(1).max(1_000) }).exactOptional(),
  catchment: z.strictObject({ furthestKm: z.number().positive().max(21_000) }).exactOptional(),
});

/** Takes what is stated, gives all. */
export const loyaltySettingsSchema: z.ZodType<LoyaltySettings> = statedShape.transform((stated) => ({
  ...defaultLoyaltySettings,
  ...stated,
  bands: { ...defaultLoyaltySettings.bands, ...stated.bands },
  stages: { ...defaultLoyaltySettings.stages, ...stated.stages },
}));

/** What one unit of a currency is worth in the brand's, from a day on until the next entry: the body of the definition `exchange-rate`/CURRENCY. */
export interface ExchangeRates {
  readonly currency: string;
  readonly rates: readonly { readonly from: string; readonly rate: string }[];
}

export const exchangeRatesSchema: z.ZodType<ExchangeRates> = z.strictObject({
  currency: currencySchema,
  rates: z
    .array(
      z.strictObject({
        from: z.iso.date("A day, such as 2026-03-01."),
        rate: z
          .string()
          .regex(/^\d{1,9}(?:\.\d{1,12})?$/, 'A decimal as text, such as "0.8532".')
          .refine((rate) => Number(rate) > 0, "More than 0."),
      }),
    )
    .min(1)
    .max(20_000)
    .refine(
      (rates) => new Set(rates.map((one) => one.from)).size === rates.length,
      "Two rates begin on one day.",
    ),
});
