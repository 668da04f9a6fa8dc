import { z } from "zod";
import { conditionText } from "./condition-text.ts";
import {
  type CandidateFate,
  candidateFateSchema,
  type Exposure,
  exposureSchema,
  type HoldOutFate,
  holdOutFateSchema,
} from "./decision-fate.ts";
import { type ExperienceKind, experienceKinds } from "./experience.ts";
import type { Channel, Json } from "./inbox-record.ts";
import { type ListMaking, listMakingSchema } from "./list-making.ts";
import { channelSchema } from "./placement.ts";
import { type ResumeEntry, resumeEntrySchema } from "./resume.ts";

/** Why a placement is filled as it is. */
export const decisionReasons = [
  "personalised",
  "pinned",
  "everyone",
  "noConsent",
  "unknownCustomer",
  "heldOut",
  "fallback",
  "nothingSuits",
  "nothingLive",
  "unknownPlacement",
] as const;
export type DecisionReason = (typeof decisionReasons)[number];

/** Which situation it is decided for. Members not named here are ignored and kept nowhere. */
export interface DecisionContext {
  readonly channel?: Channel;
  /** Key of the store whose stock counts; without it the online stock does. */
  readonly store?: string;
  /** The product that is looked at. */
  readonly productId?: string;
  /** The same id shows a customer the same lists of products for 90 days, wherever it is asked for: on a page, in a mail, in a staff tool. */
  readonly contextId?: string;
  /** The products of a page, in its own order: what placements that rank what is given put in order. */
  readonly products?: readonly string[];
  /** What formulas read as `context.<name>`. */
  readonly numbers?: Readonly<Record<string, number>>;
  /** Of the page or the mail, a BCP 47 tag: content comes in it where there is any. */
  readonly language?: string;
  /** For tests, with a secret key only. Experience → the variant it is to show; kept and counted nowhere. */
  readonly variants?: Readonly<Record<string, string>>;
}

export interface DecideRequest {
  /** Namespace → value; at least one, unless the customer is named otherwise or it is a dry run. */
  readonly identity: Readonly<Record<string, string>>;
  /** `prf_…`, with a secret key. */
  readonly profile?: string;
  /** A recognition token, from a message's link or a code in the store. One that is not valid any more recognises nobody. */
  readonly token?: string;
  readonly placements: readonly string[];
  readonly context: DecisionContext;
  /** Whether the answer is to tell where the customer left off. */
  readonly resume?: boolean;
  /** Decided as ever, but kept and counted nowhere; the answer tells the whole record. With a secret key. */
  readonly dryRun?: boolean;
  /** ISO 8601 with offset. In a dry run: as at that moment, for the customer as of now. */
  readonly at?: string;
}

export interface DecisionItem {
  readonly product: string;
  readonly name: string;
  readonly priceMinor?: number;
  readonly currency?: string;
  readonly imageUrl?: string;
  readonly url?: string;
}

/** What is shown, or the first of several. */
export interface PlacementAnswer extends SlotAnswer {
  /** All in their order, the first included; where the placement shows several at once. */
  readonly slots?: readonly SlotAnswer[];
}

export interface SlotAnswer {
  /** Key of the experience; null when none applies. */
  readonly experience: string | null;
  /** Key of the variant, where one was dealt. */
  readonly variant?: string;
  /** Of an experience that is a service: which one. */
  readonly kind?: ExperienceKind;
  /** The language of the content, where it was there in the one that was asked for. */
  readonly locale?: string;
  readonly content: Json;
  readonly items?: readonly DecisionItem[];
  readonly reason: { readonly code: DecisionReason; readonly text: string };
}

export interface DecideAnswer {
  readonly decisionId: string;
  readonly placements: Readonly<Record<string, PlacementAnswer>>;
  /** Of a dry run, which cannot be looked up. */
  readonly record?: DecisionRecord;
  /** Where it was asked for; no part of the decision. */
  readonly resume?: readonly ResumeEntry[];
}

/** A decision as it was logged: what came in, what it was based on, each candidate's fate, the answer. */
export interface DecisionRecord {
  readonly decisionId: string;
  /** ISO 8601, UTC: when it was first answered. The same decision again is the same record. */
  readonly decidedAt: string;
  /** `prf_…`, or null when nobody was recognised. */
  readonly profile: string | null;
  readonly input: {
    readonly placements: readonly string[];
    readonly context: DecisionContext;
    /** Where the source stands that asked first; missing in older records. */
    readonly channel?: Channel;
  };
  readonly versions: {
    /** Of the customer's data that was used; null when none was. */
    readonly profile: string | null;
    /** Inbox position of the newest definition in force. */
    readonly definitions: number;
    readonly placements: Readonly<Record<string, number>>;
    /** Newest change of stock and catalogue that was known. Epoch milliseconds. */
    readonly shelf: number;
    /** When what is popular and sold together was counted, for all copies of the program. Epoch milliseconds. */
    readonly recommendations: number;
    /** Of the trained models that served; 0 before the first training, missing in older records. */
    readonly models?: number;
  };
  readonly explanation: Readonly<Record<string, readonly CandidateFate[]>>;
  /** By placement, where an experience with variants was shown. */
  readonly exposures?: Readonly<Record<string, Exposure>>;
  /** Those in force, by key; of a customer whose data may not be used only those of a single experience, which hold for whoever is recognised. */
  readonly holdOuts?: Readonly<Record<string, HoldOutFate>>;
  /** By placement, where a list of products is not simply that of one strategy. */
  readonly lists?: Readonly<Record<string, ListMaking>>;
  readonly answer: Readonly<Record<string, PlacementAnswer>>;
}

const text = z.string().min(1).max(300);

/** Pages send `null` for an identifier they do not have, and numbers for ids, as with events. */
export const identitySchema: z.ZodType<DecideRequest["identity"]> = z
  .record(z.string(), z.union([z.string().max(500), z.int(), z.null()], "A text or a whole number."))
  .transform((identity) =>
    Object.fromEntries(
      Object.entries(identity).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])),
    ),
  )
  .default({});

const givenSchema = z.array(text).max(200);

const numbersSchema = z
  .record(z.string().regex(/^[A-Za-z0-9_-]{1,60}$/), z.number())
  .refine((numbers) => Object.keys(numbers).length <= 20, "At most 20 numbers.");

const forcedSchema = z.record(z.string().min(1).max(100), z.string().min(1).max(100));

const contextShape = {
  channel: channelSchema.exactOptional(),
  store: text.exactOptional(),
  productId: text.exactOptional(),
  products: givenSchema.exactOptional(),
  contextId: conditionText(1, 300).exactOptional(),
  language: text.exactOptional(),
  numbers: numbersSchema.exactOptional(),
  variants: forcedSchema.exactOptional(),
};

export const contextSchema: z.ZodType<DecisionContext> = z.object(contextShape).default({});

export const decideSchema: z.ZodType<DecideRequest> = z
  .object({
    identity: identitySchema,
    profile: z.string().min(1).max(20).exactOptional(),
    token: z.string().min(1).max(200).exactOptional(),
    placements: z.array(z.string().min(1).max(100)).min(1).max(50),
    context: contextSchema,
    resume: z.boolean().exactOptional(),
    dryRun: z.boolean().exactOptional(),
    at: z.iso.datetime({ offset: true }).exactOptional(),
  })
  .check(({ value, issues }) => {
    const { identity, profile, token, dryRun, at } = value;
    const isNamed = profile !== undefined || token !== undefined || dryRun === true;
    const say = (name: string, message: string): void =>
      void issues.push({ code: "custom", path: [name], message, input: value });
    if (!isNamed && Object.keys(identity).length === 0) say("identity", "Name at least one identifier.");
    if (at !== undefined && dryRun !== true) say("at", "Only a dry run is for another moment.");
  });

const slotShape = {
  experience: z.string().nullable(),
  variant: z.string().exactOptional(),
  kind: z.enum(experienceKinds).exactOptional(),
  locale: z.string().exactOptional(),
  content: z.json(),
  items: z
    .array(
      z.strictObject({
        product: z.string(),
        name: z.string(),
        priceMinor: z.int().exactOptional(),
        currency: z.string().exactOptional(),
        imageUrl: z.string().exactOptional(),
        url: z.string().exactOptional(),
      }),
    )
    .exactOptional(),
  reason: z.strictObject({ code: z.enum(decisionReasons), text: z.string() }),
};

const placementAnswerSchema: z.ZodType<PlacementAnswer> = z.strictObject({
  ...slotShape,
  slots: z.array(z.strictObject(slotShape)).exactOptional(),
});

export const answersSchema: z.ZodType<DecideAnswer["placements"]> = z.record(
  z.string(),
  placementAnswerSchema,
);

export const decideAnswerSchema: z.ZodType<DecideAnswer> = z.strictObject({
  decisionId: z.uuid(),
  placements: answersSchema,
  record: z.lazy(() => decisionRecordSchema).exactOptional(),
  resume: z.array(resumeEntrySchema).exactOptional(),
});

export const decisionRecordSchema: z.ZodType<DecisionRecord> = z.strictObject({
  decisionId: z.uuid(),
  decidedAt: z.iso.datetime(),
  profile: z.string().nullable(),
  input: z.strictObject({
    placements: z.array(z.string()),
    context: z.strictObject(contextShape),
    channel: channelSchema.exactOptional(),
  }),
  versions: z.strictObject({
    profile: z.string().nullable(),
    definitions: z.int(),
    placements: z.record(z.string(), z.int()),
    shelf: z.number(),
    recommendations: z.number(),
    models: z.int().exactOptional(),
  }),
  explanation: z.record(z.string(), z.array(candidateFateSchema)),
  exposures: z.record(z.string(), exposureSchema).exactOptional(),
  holdOuts: z.record(z.string(), holdOutFateSchema).exactOptional(),
  lists: z.record(z.string(), listMakingSchema).exactOptional(),
  answer: answersSchema,
});
