import type { ConsentChannel, ConsentState, Purpose, StatedConsentState } from "@attune/contract";

/** What one event says of one purpose on one channel. `topic` is "" for all topics. */
export interface StatedConsent {
  readonly purpose: Purpose;
  readonly channel: ConsentChannel;
  readonly topic: string;
  readonly state: StatedConsentState;
  readonly source: string;
  readonly proof: string;
  readonly textVersion: string | undefined;
  /** Epoch milliseconds, never after the event was received. */
  readonly effectiveAt: number;
  /** Not said by this event, but stamped on it by the page: the state of the page's consent banner. */
  readonly observed: boolean;
}

/** A line of the ledger. Times are epoch milliseconds. */
export interface ConsentRow extends StatedConsent {
  readonly brandId: number;
  readonly position: number;
  /** Place among the consents of one event. */
  readonly ordinal: number;
  readonly leafId: number;
  readonly recordedAt: number;
}

/** What is needed of a consent to tell what counts. */
export type ConsentFact = Pick<StatedConsent, "purpose" | "channel" | "topic" | "state" | "effectiveAt">;

export interface ResolvedConsent {
  readonly state: ConsentState;
  /** Since when; undefined while nobody has said anything. */
  readonly effectiveAt: number | undefined;
}

/** State, time and message id: the form that profiles keep. */
export type ConsentEntry = readonly [state: StatedConsentState, effectiveAt: number, messageId: string];

/** `email.marketing`, `email.marketing.sale-alerts`. */
export function consentKey(consent: Pick<StatedConsent, "purpose" | "channel" | "topic">): string {
  const { channel, purpose, topic } = consent;
  return topic === "" ? `${channel}.${purpose}` : `${channel}.${purpose}.${topic}`;
}
