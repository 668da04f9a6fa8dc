import { z } from "zod";
import { durationSchema } from "./condition-duration.ts";
import {
  comparesNumber,
  type NumericComparison,
  numericNeeded,
  numericSchema,
  numericShape,
} from "./condition-numeric.ts";
import { conditionText } from "./condition-text.ts";
import {
  type DimensionName,
  dimensionBands,
  dimensionNames,
  isBandOf,
  type LifecycleStage,
  lifecycleStages,
  type RfmGroup,
  rfmGroups,
  subStages,
} from "./loyalty.ts";

/** `{ "dimension": "netSpend12m", "gte": 50000 }`: the value of one of the loyalty dimensions. Money in minor units, shares from 0 to 1. */
export interface DimensionCondition extends NumericComparison {
  readonly dimension: DimensionName;
}

/** `{ "band": "daysSinceShop", "in": ["RC", "RS"] }`: the band code of a loyalty dimension. */
export interface BandCondition {
  readonly band: DimensionName;
  readonly in: readonly string[];
}

/** `{ "rfm": { "group": ["CHAMPIONS"], "r": { "gte": 4 } } }`: of several members all must hold. */
export interface RfmCondition {
  readonly rfm: RfmQuestion;
}

export interface RfmQuestion {
  readonly group?: readonly RfmGroup[];
  /** Scores from 1 to 5; who has bought nothing has none. */
  readonly r?: NumericComparison;
  readonly f?: NumericComparison;
  readonly m?: NumericComparison;
}

/** `{ "stage": "grow", "sub": "loyal", "forAtLeast": "90d" }`: where in the lifecycle, and for how long. */
export interface StageCondition {
  readonly stage: LifecycleStage;
  readonly sub?: string;
  /** Entered in `(now − d, now]`. */
  readonly enteredWithin?: string;
  /** In it for that long or longer. */
  readonly forAtLeast?: string;
  readonly atRisk?: boolean;
  readonly returned?: boolean;
}

/** `{ "regularStore": "sydney-1" }`: one of the stores where the customer shops regularly. */
export interface RegularStoreCondition {
  readonly regularStore: string;
}

/** `{ "joinedStore": "sydney-1" }`: the store where the customer joined. */
export interface JoinedStoreCondition {
  readonly joinedStore: string;
}

/** `{ "catchment": "sydney-1" }`: the customer lives in the catchment of that store: its area, or nearer to it than to any other. */
export interface CatchmentCondition {
  readonly catchment: string;
}

export const loyaltyOperators = [
  "dimension",
  "band",
  "rfm",
  "stage",
  "regularStore",
  "joinedStore",
  "catchment",
] as const;

const dimensionName = z.enum(dimensionNames, `This is one of ${dimensionNames.join(" ")}.`);

export const dimensionConditionSchema: z.ZodType<DimensionCondition> = z
  .strictObject({ dimension: dimensionName, ...numericShape })
  .refine(comparesNumber, numericNeeded());

export const bandConditionSchema: z.ZodType<BandCondition> = z
  .strictObject({
    band: dimensionName,
    in: z
      .array(conditionText(1, 20), "This is a list of band codes.")
      .min(1, "The list is empty.")
      .max(100, "At most 100 bands."),
  })
  .superRefine(({ band, in: codes }, context) => {
    for (const [at, code] of codes.entries()) {
      if (isBandOf(band, code)) continue;
      const message = `This is one of ${dimensionBands[band].map(([known]) => known).join(" ")}.`;
      context.addIssue({ code: "custom", path: ["in", at], message });
    }
  });

export const rfmConditionSchema: z.ZodType<RfmCondition> = z.strictObject({
  rfm: z
    .strictObject(
      {
        group: z
          .array(z.enum(rfmGroups, `This is one of ${rfmGroups.join(" ")}.`), "This is a list of groups.")
          .min(1, "The list is empty.")
          .max(rfmGroups.length, "There are no more groups.")
          .exactOptional(),
        r: numericSchema.exactOptional(),
        f: numericSchema.exactOptional(),
        m: numericSchema.exactOptional(),
      },
      'This is an object like { "group": ["CHAMPIONS"] } or { "r": { "gte": 4 } }.',
    )
    .refine((value) => Object.keys(value).length > 0, "One of group r f m is needed."),
});

export const stageConditionSchema: z.ZodType<StageCondition> = z
  .strictObject({
    stage: z.enum(lifecycleStages, `This is one of ${lifecycleStages.join(" ")}.`),
    sub: z.string("This is text.").exactOptional(),
    enteredWithin: durationSchema.exactOptional(),
    forAtLeast: durationSchema.exactOptional(),
    atRisk: z.boolean("This is true or false.").exactOptional(),
    returned: z.boolean("This is true or false.").exactOptional(),
  })
  .superRefine(({ stage, sub }, context) => {
    if (sub === undefined || subStages[stage].some((known) => known === sub)) return;
    const message = `This is one of ${subStages[stage].join(" ")}.`;
    context.addIssue({ code: "custom", path: ["sub"], message });
  });

export const regularStoreConditionSchema: z.ZodType<RegularStoreCondition> = z.strictObject({
  regularStore: storeKey(),
});
export const joinedStoreConditionSchema: z.ZodType<JoinedStoreCondition> = z.strictObject({
  joinedStore: storeKey(),
});
export const catchmentConditionSchema: z.ZodType<CatchmentCondition> = z.strictObject({
  catchment: storeKey(),
});

/** Keys of stores are the retailer's own. */
export function storeKey(): z.ZodString {
  return conditionText(1, 200);
}
