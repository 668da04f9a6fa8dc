import { z } from "zod";
import type { HoldOutScope } from "./hold-out.ts";
import { type Estimate, estimateSchema } from "./model-report.ts";

/**
 * Who is compared. everyone: all customers there are, whether they ever came or not. reached: those for whom something was decided that the
 * hold-out was logged with, from their first time on. Neither asks what anybody was shown.
 */
export const liftPopulations = ["everyone", "reached"] as const;
export type LiftPopulation = (typeof liftPopulations)[number];

/** Whether those who are not held out bought for more or for less; undecided as long as it may be either. */
export const liftVerdicts = ["more", "less", "undecided"] as const;
export type LiftVerdict = (typeof liftVerdicts)[number];

/** tooFew: customers or buyers. sampleRatio: the groups are not as large as chance would make them. interval: it includes 0. */
export const undecidedReasons = ["tooFew", "sampleRatio", "interval"] as const;
export type UndecidedReason = (typeof undecidedReasons)[number];

/** What experiences add: those who are in a hold-out against all others. */
export interface LiftReport {
  /** An experience: one for each live hold-out that keeps it back, the narrowest first. */
  readonly comparisons: readonly LiftComparison[];
}

export interface LiftComparison {
  readonly holdOut: string;
  /** What the difference is owed to: everything that the hold-out keeps back. */
  readonly scope: HoldOutScope;
  readonly population: LiftPopulation;
  /** ISO 8601, UTC. Sales placed in [from, until) count, less what has come back of them. */
  readonly from: string;
  readonly until: string;
  readonly customers: { readonly heldOut: number; readonly complement: number };
  readonly sampleRatio: SampleRatio;
  /** reached: how many of them were decided for on both sides, before and after a merge. They count where they are now. Null: not asked for. */
  readonly crossed: number | null;
  /** One for each currency in which anything was bought. */
  readonly currencies: readonly CurrencyLift[];
}

/** Whether there are as many in the hold-out as there should be. */
export interface SampleRatio {
  readonly expected: number;
  readonly observed: number;
  /** How likely chance alone is to make them differ by as much. */
  readonly p: number;
  /** False when p is below 0.001: then something is wrong with who is in which group, and no difference can be believed. */
  readonly holds: boolean;
}

/** Amounts are minor units of the currency, of net sales for each customer. */
export interface CurrencyLift {
  readonly currency: string;
  readonly heldOut: GroupSales;
  readonly complement: GroupSales;
  /** Complement less held out, with its 95 % interval. Null: there are too few to tell. */
  readonly differenceMinor: Estimate | null;
  /** As a share of what the held out bought for. Null where they bought nothing. */
  readonly relative: number | null;
  /** The least difference that would be found four times in five. Null: there are too few to tell. */
  readonly detectableMinor: number | null;
  /** For all of the complement together: the difference times how many they are. */
  readonly incrementalMinor: Estimate | null;
  /** What sales from before the hold-out told beforehand. Null: they were not used. */
  readonly adjustment: { readonly unadjustedMinor: number; readonly varianceRemoved: number } | null;
  readonly verdict: LiftVerdict;
  /** Null unless it is undecided. */
  readonly because: UndecidedReason | null;
}

export interface GroupSales {
  readonly buyers: number;
  readonly netMinor: number;
  readonly perCustomerMinor: number;
}

const groupSales: z.ZodType<GroupSales> = z.strictObject({
  buyers: z.int().min(0),
  netMinor: z.int(),
  perCustomerMinor: z.number(),
});

const currencyLift: z.ZodType<CurrencyLift> = z.strictObject({
  currency: z.string(),
  heldOut: groupSales,
  complement: groupSales,
  differenceMinor: estimateSchema.nullable(),
  relative: z.number().nullable(),
  detectableMinor: z.number().nullable(),
  incrementalMinor: estimateSchema.nullable(),
  adjustment: z.strictObject({ unadjustedMinor: z.number(), varianceRemoved: z.number() }).nullable(),
  verdict: z.enum(liftVerdicts),
  because: z.enum(undecidedReasons).nullable(),
});

const comparison: z.ZodType<LiftComparison> = z.strictObject({
  holdOut: z.string(),
  scope: z.union([
    z.literal("promotional"),
    z.strictObject({ tag: z.string() }),
    z.strictObject({ experience: z.string() }),
  ]),
  population: z.enum(liftPopulations),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  customers: z.strictObject({ heldOut: z.int().min(0), complement: z.int().min(0) }),
  sampleRatio: z.strictObject({
    expected: z.number(),
    observed: z.number(),
    p: z.number(),
    holds: z.boolean(),
  }),
  crossed: z.int().min(0).nullable(),
  currencies: z.array(currencyLift),
});

export const liftReportSchema: z.ZodType<LiftReport> = z.strictObject({ comparisons: z.array(comparison) });
