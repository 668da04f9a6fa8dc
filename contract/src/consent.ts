import { z } from "zod";
import type { Channel } from "./inbox-record.ts";
import {
  type ConsentChannel,
  type ConsentState,
  consentChannels,
  consentStates,
  type Purpose,
  purposes,
} from "./purpose.ts";

/** What can be said; `unknown` is that nobody has said anything. */
export const statedConsentStates = ["granted", "denied", "withdrawn"] as const;
export type StatedConsentState = (typeof statedConsentStates)[number];

/** A consent as staff, a form or a till states it. */
export interface ConsentStatement {
  readonly purpose: Purpose;
  readonly channel: ConsentChannel;
  /** Narrows the purpose, such as one newsletter of several. */
  readonly topic?: string;
  readonly state: StatedConsentState;
  /** Where it was said: a form, a till, a call. */
  readonly source?: string;
  /** What shows that it was said: a signature, a recording, a double opt-in. */
  readonly proof?: string;
  /** Which text the customer had before them. */
  readonly textVersion?: string;
  readonly locale?: string;
  /** Since when, if not since now: a paper form. RFC 3339. */
  readonly effectiveAt?: string;
}

const line = z.string().trim().min(1).max(500);

export const consentStatementSchema: z.ZodType<ConsentStatement> = z.object({
  purpose: z.enum(purposes),
  channel: z.enum(consentChannels).default("any"),
  topic: z.string().trim().min(1).max(200).exactOptional(),
  state: z.enum(statedConsentStates),
  source: line.exactOptional(),
  proof: line.exactOptional(),
  textVersion: line.exactOptional(),
  locale: z.string().max(35).exactOptional(),
  effectiveAt: z.iso.datetime({ offset: true }).exactOptional(),
});

/** One line of the ledger. */
export interface ConsentRecordView {
  readonly purpose: Purpose;
  readonly channel: ConsentChannel;
  readonly topic: string | null;
  readonly state: StatedConsentState;
  readonly source: string;
  readonly proof: string;
  readonly textVersion: string | null;
  /** Since when it counts. */
  readonly effectiveAt: string;
  /** When Attune learnt of it. */
  readonly recordedAt: string;
}

/** What counts for one purpose on one channel, for one topic or for all. */
export interface ConsentView {
  readonly purpose: Purpose;
  readonly channel: ConsentChannel;
  readonly topic: string | null;
  readonly state: ConsentState;
  readonly effectiveAt: string;
}

export interface ConsentsView {
  /** The moment that is told of, and what was known by then. */
  readonly at: string;
  readonly knownAt: string;
  /** Every purpose, channel and topic that anything was said of. */
  readonly current: readonly ConsentView[];
  /** The ledger, last recorded first. */
  readonly records: readonly ConsentRecordView[];
  readonly next: string | null;
}

const consentViewSchema = z.strictObject({
  purpose: z.enum(purposes),
  channel: z.enum(consentChannels),
  topic: z.string().nullable(),
  state: z.enum(consentStates),
  effectiveAt: z.iso.datetime(),
});

const consentRecordSchema = z.strictObject({
  purpose: z.enum(purposes),
  channel: z.enum(consentChannels),
  topic: z.string().nullable(),
  state: z.enum(statedConsentStates),
  source: z.string(),
  proof: z.string(),
  textVersion: z.string().nullable(),
  effectiveAt: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
});

export const consentsViewSchema: z.ZodType<ConsentsView> = z.strictObject({
  at: z.iso.datetime(),
  knownAt: z.iso.datetime(),
  current: z.array(consentViewSchema),
  records: z.array(consentRecordSchema),
  next: z.string().nullable(),
});

/** Channels on which consent is asked apart; for the others what was said for any counts. */
export function consentChannelOf(channel: Channel | undefined): ConsentChannel {
  switch (channel) {
    case "web":
    case "app":
    case "store":
    case "phone":
    case "email":
      return channel;
    case "marketplace":
    case "social":
    case "service":
    case undefined:
      return "any";
  }
}
