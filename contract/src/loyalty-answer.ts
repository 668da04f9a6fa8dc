import { z } from "zod";
import { type Channel, channels } from "./inbox-record.ts";
import {
  type CustomerChangeKind,
  customerChanges,
  type DimensionFamily,
  type DimensionName,
  dimensionFamilies,
  dimensionNames,
  type LifecycleStage,
  lifecycleStages,
  type RfmGroup,
  rfmGroups,
} from "./loyalty.ts";
import { type AccountType, accountTypes } from "./sale.ts";

/** One of the 20 numbers of a customer. Moments are ISO 8601, UTC. */
export interface DimensionAnswer {
  readonly name: DimensionName;
  readonly family: DimensionFamily;
  /** Days, counts, shares from 0 to 1, money in minor units of the brand's currency; null: no data. */
  readonly value: number | null;
  readonly band: string;
  readonly bandName: string;
  /** Share in percent of customers of the same account type who have this value or less. */
  readonly percentile: number | null;
  readonly computedAt: string;
  /** Ids of the sales that it rests on, newest first, at most 100. */
  readonly records: readonly string[];
}

export interface CustomerStage {
  readonly stage: LifecycleStage;
  readonly name: string;
  readonly subStage: string;
  readonly subStageName: string;
  readonly since: string;
  readonly atRisk: boolean;
  readonly returned: boolean;
  /** Newest first, the present one included; at most 100. */
  readonly history: readonly StageSpell[];
}

export interface StageSpell {
  readonly stage: LifecycleStage;
  readonly from: string | null;
  readonly until: string | null;
}

export interface LoyaltyAnswer {
  readonly accountType: AccountType;
  readonly currency: string;
  /** What bands, scores and percentiles are relative to; version 0: nothing yet. */
  readonly thresholds: { readonly version: number; readonly computedAt: string | null };
  readonly dimensions: readonly DimensionAnswer[];
  readonly rfm: { readonly r: number; readonly f: number; readonly m: number; readonly cell: string } | null;
  readonly rfmGroup: RfmGroup;
  readonly stage: CustomerStage;
  /** Shops of which something was kept until now. */
  readonly keptShopCount: number;
  readonly purchasedBeforeJoin: boolean;
  readonly preferredChannel: Channel | null;
  readonly channelMix12m: string;
  /** After how many days a shop is expected. */
  readonly expectedGapDays: number | null;
  readonly firstShop: string | null;
  readonly lastShop: string | null;
  readonly stores: {
    readonly regular: readonly string[];
    readonly joined: string | null;
    readonly catchment: string | null;
    readonly deliveryArea: string | null;
  };
  /** Sales that wait for the exchange rate of their day. */
  readonly held: readonly string[];
  /** Returns that named no sale, and the sale that each was put to. */
  readonly inferredReturns: readonly {
    readonly return: string;
    readonly sale: string;
    readonly product: string;
  }[];
  /** Newest first. */
  readonly changes: readonly NoticedChange[];
  /** Nothing but numbers that count days changes before, if nothing happens. */
  readonly until: string | null;
}

export interface NoticedChange {
  readonly kind: CustomerChangeKind;
  readonly at: string;
  readonly from: string | null;
  readonly to: string | null;
  /** The category of a size. */
  readonly about: string | null;
}

export interface LoyaltyThresholds {
  readonly version: number;
  readonly computedAt: string | null;
  /** Null while customers are still being worked out by them. */
  readonly appliedAt: string | null;
  readonly brandGapDays: number | null;
  readonly categoryGapDays: Readonly<Record<string, number>>;
  readonly populations: readonly PopulationAnswer[];
}

/** Where the second, third, fourth and highest fifth begin; dates for the last shop. */
export interface PopulationAnswer {
  readonly accountType: AccountType;
  readonly customers: number;
  readonly netSpend12m: readonly number[];
  readonly netSpendAll: readonly number[];
  readonly averageTransaction12m: readonly number[];
  readonly shopCount12m: readonly number[];
  readonly lastShop: readonly string[];
  readonly bestFrom: number | null;
}

export interface StageReport {
  readonly stages: readonly {
    readonly stage: LifecycleStage;
    readonly name: string;
    readonly customers: number;
    readonly subStages: readonly {
      readonly subStage: string;
      readonly name: string;
      readonly customers: number;
    }[];
  }[];
  readonly transitions: readonly StageTransition[];
  readonly stuck: readonly StuckCustomers[];
}

export interface StageTransition {
  readonly from: LifecycleStage;
  readonly to: LifecycleStage;
  readonly customers: number;
  /** Days in the stage that was left; a quarter of them took longer than the second. */
  readonly medianDays: number;
  readonly slowestQuarterDays: number;
}

/** Customers who have been in a stage for longer than three in four of those who left it for another than lapse. */
export interface StuckCustomers {
  readonly stage: LifecycleStage;
  readonly customers: number;
  readonly longerThanDays: number;
  /** Holds for them: a segment's condition. */
  readonly condition: { readonly stage: LifecycleStage; readonly forAtLeast: string };
}

export interface Concentration {
  readonly currency: string;
  readonly customers: number;
  readonly netMinor: number;
  /** The customers who bring most first: so many of them bring so much together. Shares from 0 to 1. */
  readonly curve: readonly {
    readonly customerShare: number;
    readonly spendShare: number;
    readonly customers: number;
    readonly netMinor: number;
  }[];
  /** 0: all bring the same; towards 1: few bring everything. Null of nobody. */
  readonly gini: number | null;
}

const score = z.int().min(1).max(5);
const day = z.iso.date();
const moment = z.iso.datetime();

const dimensionAnswer: z.ZodType<DimensionAnswer> = z.strictObject({
  name: z.enum(dimensionNames),
  family: z.enum(dimensionFamilies),
  value: z.number().nullable(),
  band: z.string(),
  bandName: z.string(),
  percentile: z.number().nullable(),
  computedAt: moment,
  records: z.array(z.string()),
});

const stageAnswer: z.ZodType<CustomerStage> = z.strictObject({
  stage: z.enum(lifecycleStages),
  name: z.string(),
  subStage: z.string(),
  subStageName: z.string(),
  since: moment,
  atRisk: z.boolean(),
  returned: z.boolean(),
  history: z.array(
    z.strictObject({
      stage: z.enum(lifecycleStages),
      from: moment.nullable(),
      until: moment.nullable(),
    }),
  ),
});

export const loyaltyAnswerSchema: z.ZodType<LoyaltyAnswer> = z.strictObject({
  accountType: z.enum(accountTypes),
  currency: z.string(),
  thresholds: z.strictObject({ version: z.int(), computedAt: moment.nullable() }),
  dimensions: z.array(dimensionAnswer),
  rfm: z.strictObject({ r: score, f: score, m: score, cell: z.string() }).nullable(),
  rfmGroup: z.enum(rfmGroups),
  stage: stageAnswer,
  keptShopCount: z.int(),
  purchasedBeforeJoin: z.boolean(),
  preferredChannel: z.enum(channels).nullable(),
  channelMix12m: z.string(),
  expectedGapDays: z.number().nullable(),
  firstShop: day.nullable(),
  lastShop: day.nullable(),
  stores: z.strictObject({
    regular: z.array(z.string()),
    joined: z.string().nullable(),
    catchment: z.string().nullable(),
    deliveryArea: z.string().nullable(),
  }),
  held: z.array(z.string()),
  inferredReturns: z.array(z.strictObject({ return: z.string(), sale: z.string(), product: z.string() })),
  changes: z.array(
    z.strictObject({
      kind: z.enum(customerChanges),
      at: moment,
      from: z.string().nullable(),
      to: z.string().nullable(),
      about: z.string().nullable(),
    }),
  ),
  until: moment.nullable(),
});

const fifths = z.array(z.number());

export const loyaltyThresholdsSchema: z.ZodType<LoyaltyThresholds> = z.strictObject({
  version: z.int(),
  computedAt: moment.nullable(),
  appliedAt: moment.nullable(),
  brandGapDays: z.number().nullable(),
  categoryGapDays: z.record(z.string(), z.number()),
  populations: z.array(
    z.strictObject({
      accountType: z.enum(accountTypes),
      customers: z.int(),
      netSpend12m: fifths,
      netSpendAll: fifths,
      averageTransaction12m: fifths,
      shopCount12m: fifths,
      lastShop: z.array(day),
      bestFrom: z.number().nullable(),
    }),
  ),
});

export const stageReportSchema: z.ZodType<StageReport> = z.strictObject({
  stages: z.array(
    z.strictObject({
      stage: z.enum(lifecycleStages),
      name: z.string(),
      customers: z.int(),
      subStages: z.array(z.strictObject({ subStage: z.string(), name: z.string(), customers: z.int() })),
    }),
  ),
  transitions: z.array(
    z.strictObject({
      from: z.enum(lifecycleStages),
      to: z.enum(lifecycleStages),
      customers: z.int(),
      medianDays: z.number(),
      slowestQuarterDays: z.number(),
    }),
  ),
  stuck: z.array(
    z.strictObject({
      stage: z.enum(lifecycleStages),
      customers: z.int(),
      longerThanDays: z.int(),
      condition: z.strictObject({ stage: z.enum(lifecycleStages), forAtLeast: z.string() }),
    }),
  ),
});

export const concentrationSchema: z.ZodType<Concentration> = z.strictObject({
  currency: z.string(),
  customers: z.int(),
  netMinor: z.int(),
  curve: z.array(
    z.strictObject({
      customerShare: z.number(),
      spendShare: z.number(),
      customers: z.int(),
      netMinor: z.int(),
    }),
  ),
  gini: z.number().nullable(),
});
