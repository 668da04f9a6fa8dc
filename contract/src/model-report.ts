import { z } from "zod";
import { definitionKey } from "./definition.ts";
import { type Audience, audienceSchema } from "./segment-report.ts";

/** A figure with the interval that holds it with 95 %. */
export interface Estimate {
  readonly value: number;
  readonly from: number;
  readonly until: number;
}

export interface RelevanceQuestion {
  /** The path of a trait. */
  readonly attribute: string;
  /** Of whom; absent: of everybody. */
  readonly within?: Audience;
  /** Who bought before so many days ago: did they buy again since? */
  readonly days?: number;
}

/** How well a model told, of customers whom it had not seen, who would buy again. */
export interface ModelScore {
  /** Mean log-loss in nats: less is better. */
  readonly logLoss: number;
  /** How often of one who bought again and one who did not it put the first higher; 0.5 is chance. */
  readonly auc: number;
}

export const relevanceVerdicts = ["moreThanBehaviour", "addsToBehaviour", "addsNothingClear"] as const;

export interface RelevanceReport {
  readonly attribute: string;
  readonly days: number;
  /** Customers who had bought before; how many of them were asked, bought again, and have the attribute. */
  readonly customers: number;
  readonly asked: number;
  readonly boughtAgain: number;
  readonly known: number;
  readonly values: readonly {
    readonly value: string;
    readonly customers: number;
    readonly boughtAgain: number;
  }[];
  readonly models: {
    readonly none: ModelScore;
    readonly attribute: ModelScore;
    readonly behaviour: ModelScore;
    readonly both: ModelScore;
  };
  /** Log-loss that the attribute takes away: from nothing, from behaviour; and how much less it has than behaviour alone. */
  readonly gainOverNothing: Estimate;
  readonly gainOverBehaviour: Estimate;
  readonly gainInsteadOfBehaviour: Estimate;
  readonly verdict: (typeof relevanceVerdicts)[number];
}

export const relevanceQuestionSchema: z.ZodType<RelevanceQuestion> = z.strictObject({
  attribute: z.string().min(1).max(200),
  within: audienceSchema.exactOptional(),
  days: z.int().min(14).max(180).exactOptional(),
});

export const estimateSchema: z.ZodType<Estimate> = z.strictObject({
  value: z.number(),
  from: z.number(),
  until: z.number(),
});
const modelScore: z.ZodType<ModelScore> = z.strictObject({ logLoss: z.number(), auc: z.number() });
const size = z.int().min(0);

export const relevanceReportSchema: z.ZodType<RelevanceReport> = z.strictObject({
  attribute: z.string(),
  days: z.int(),
  customers: size,
  asked: size,
  boughtAgain: size,
  known: size,
  values: z.array(z.strictObject({ value: z.string(), customers: size, boughtAgain: size })),
  models: z.strictObject({
    none: modelScore,
    attribute: modelScore,
    behaviour: modelScore,
    both: modelScore,
  }),
  gainOverNothing: estimateSchema,
  gainOverBehaviour: estimateSchema,
  gainInsteadOfBehaviour: estimateSchema,
  verdict: z.enum(relevanceVerdicts),
});

export interface LookAlikeQuestion {
  /** The live list that the best are put into; absent: nobody is. */
  readonly into?: string;
  /** How many. */
  readonly count?: number;
}

export interface LookAlikeReport {
  /** Customers whom the list names, and those of them of whom enough is known to learn from. */
  readonly known: number;
  readonly learntFrom: number;
  /** How well members who were held out are ranked among others, chosen at random, who were held out too. */
  readonly heldOut: number;
  readonly others: number;
  readonly auc: Estimate;
  /** Of the held-out members, the share that stands above all but so large a share of the others. */
  readonly recall: readonly { readonly top: number; readonly recall: Estimate; readonly lift: number }[];
  /** What speaks most for and most against a customer, in log-odds. */
  readonly weights: readonly { readonly about: string; readonly value: string; readonly weight: number }[];
  /** Null when nobody was to be put into a list. */
  readonly added: { readonly list: string; readonly customers: number; readonly scored: number } | null;
}

export const lookAlikeQuestionSchema: z.ZodType<LookAlikeQuestion> = z
  .strictObject({ into: definitionKey.exactOptional(), count: z.int().min(1).max(50_000).exactOptional() })
  .refine(({ into, count }) => (into === undefined) === (count === undefined), "into and count go together.");

export const lookAlikeReportSchema: z.ZodType<LookAlikeReport> = z.strictObject({
  known: size,
  learntFrom: size,
  heldOut: size,
  others: size,
  auc: estimateSchema,
  recall: z.array(z.strictObject({ top: z.number(), recall: estimateSchema, lift: z.number() })),
  weights: z.array(z.strictObject({ about: z.string(), value: z.string(), weight: z.number() })),
  added: z.strictObject({ list: z.string(), customers: size, scored: size }).nullable(),
});
