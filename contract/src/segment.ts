import { z } from "zod";
import type { Condition } from "./condition.ts";
import { conditionSchema } from "./condition-parse.ts";
import { definitionKey } from "./definition.ts";
import {
  type ConsentChannel,
  consentChannels,
  type Purpose,
  purposeNeeds,
  purposes,
  type Use,
} from "./purpose.ts";
import { type SegmentAlert, segmentAlertSchema } from "./segment-alert.ts";

/** The body of a definition of kind `segment`. It may be sent with the `text` of the condition instead; kept is the condition. */
export interface SegmentBody {
  readonly name: string;
  readonly condition: Condition;
  readonly description?: string;
  /** What its members are used for; without one they cannot leave. */
  readonly purpose?: Purpose;
  /** By which channel they are reached, where the purpose needs that. */
  readonly channel?: ConsentChannel;
  /** When staff are told of its size. */
  readonly alerts?: readonly SegmentAlert[];
}

const saidBesides = {
  name: z.string().min(1).max(200),
  description: z.string().max(2_000).exactOptional(),
  purpose: z.enum(purposes).exactOptional(),
  channel: z.enum(consentChannels).exactOptional(),
  alerts: z.array(segmentAlertSchema).max(10).exactOptional(),
} as const;

export const segmentBodySchema: z.ZodType<SegmentBody> = z
  .strictObject({ ...saidBesides, condition: conditionSchema })
  .superRefine(refuseChannel);

/** A new segment whose condition a report says. */
export type ReportedSegment = Omit<SegmentBody, "condition"> & { readonly key: string };

export const reportedSegmentSchema: z.ZodType<ReportedSegment> = z
  .strictObject({ key: definitionKey, ...saidBesides })
  .superRefine(refuseChannel);

function refuseChannel(
  { purpose, channel }: Pick<SegmentBody, "purpose" | "channel">,
  { addIssue }: Pick<z.core.$RefinementCtx, "addIssue">,
): void {
  const message = channelFault(purpose, channel);
  if (message !== undefined) addIssue({ code: "custom", path: ["channel"], message });
}

function channelFault(purpose: Purpose | undefined, channel: ConsentChannel | undefined): string | undefined {
  const isNeeded = purpose !== undefined && purposeNeeds[purpose].channel;
  const channels = consentChannels.filter((one) => one !== "any").join(", ");
  if (isNeeded && (channel === undefined || channel === "any"))
    return `Consent to ${purpose} is given by channel: say which of ${channels}.`;
  if (!isNeeded && channel !== undefined)
    return "A channel belongs to a purpose whose consent is given by channel: marketing.";
  return undefined;
}

/** What the members of a segment are used for; undefined: for nothing outside. */
export function useOf({
  purpose,
  channel = "any",
}: Pick<SegmentBody, "purpose" | "channel">): Use | undefined {
  return purpose === undefined ? undefined : { purpose, channel };
}

/** filling: history is still being read, or customers still being asked; the size is that of the version before. */
export const segmentStates = ["filling", "live"] as const;
export type SegmentState = (typeof segmentStates)[number];

export interface SegmentSummary {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly state: SegmentState;
  /** From 0 to 1. */
  readonly progress: number;
  /** The condition in plain English. */
  readonly explanation: string;
}

export interface SegmentDetail extends SegmentSummary {
  readonly condition: Condition;
  /** The condition in the text form. */
  readonly text: string;
  readonly version: number;
  readonly purpose: Purpose | null;
  readonly channel: ConsentChannel | null;
  /** Members who may be used for the purpose; null without one. */
  readonly usable: number | null;
}

/** A customer as a list of members tells them. */
export interface SegmentCustomer {
  /** `prf_…` */
  readonly profile: string;
  readonly name: string | null;
  readonly identifiers: readonly { readonly namespace: string; readonly value: string }[];
  /** Whether nothing of the customer is real. */
  readonly simulated: boolean;
}

export interface SegmentMember extends SegmentCustomer {
  /** ISO 8601, UTC. */
  readonly enteredAt: string;
}

export interface SegmentMembers {
  readonly items: readonly SegmentMember[];
  /** Cursor of the next page; null on the last. A page may hold fewer items than asked for. */
  readonly next: string | null;
  readonly size: number;
  /** Members who may be used for the segment's purpose; null without one. */
  readonly usable: number | null;
}

export interface SegmentPreview {
  readonly size: number;
  /** Of all visible customers, from 0 to 1. */
  readonly share: number;
  /** How many of them are in each stage of the customer's life, as last worked out; without those of whom none is kept. */
  readonly stages: Readonly<Record<string, number>>;
  readonly sample: readonly SegmentCustomer[];
  readonly explanation: string;
}

const summaryShape = {
  key: z.string(),
  name: z.string(),
  size: z.int().min(0),
  state: z.enum(segmentStates),
  progress: z.number().min(0).max(1),
  explanation: z.string(),
};

const customerShape = {
  profile: z.string(),
  name: z.string().nullable(),
  identifiers: z.array(z.strictObject({ namespace: z.string(), value: z.string() })),
  simulated: z.boolean(),
};

export const segmentCustomerSchema: z.ZodType<SegmentCustomer> = z.strictObject(customerShape);

export const segmentListSchema: z.ZodType<{ readonly items: readonly SegmentSummary[] }> = z.strictObject({
  items: z.array(z.strictObject(summaryShape)),
});

export const segmentDetailSchema: z.ZodType<SegmentDetail> = z.strictObject({
  ...summaryShape,
  condition: conditionSchema,
  text: z.string(),
  version: z.int(),
  purpose: z.enum(purposes).nullable(),
  channel: z.enum(consentChannels).nullable(),
  usable: z.int().min(0).nullable(),
});

export const segmentMembersSchema: z.ZodType<SegmentMembers> = z.strictObject({
  items: z.array(z.strictObject({ ...customerShape, enteredAt: z.iso.datetime() })),
  next: z.string().nullable(),
  size: z.int().min(0),
  usable: z.int().min(0).nullable(),
});

export const segmentPreviewSchema: z.ZodType<SegmentPreview> = z.strictObject({
  size: z.int().min(0),
  share: z.number().min(0).max(1),
  stages: z.record(z.string(), z.int().min(1)),
  sample: z.array(segmentCustomerSchema),
  explanation: z.string(),
});

/** A condition in all its forms. */
export interface SegmentForms {
  readonly condition: Condition;
  readonly text: string;
  readonly explanation: string;
}

export const segmentFormsSchema: z.ZodType<SegmentForms> = z.strictObject({
  condition: conditionSchema,
  text: z.string(),
  explanation: z.string(),
});
