import type { Channel, ConsentState, Json, Proof } from "@attune/contract";
import type { CaseEntry } from "./cases.ts";
import type { LoyaltyAt } from "./loyalty/loyalty-at.ts";
import type { Trail } from "./trail/trail.ts";

/** What is kept of the events of one leaf. Every part is a mergeable function of the set of the leaf's events, so order of arrival never matters. Times are epoch milliseconds. */
export interface LeafState {
  readonly events: number;
  /** How many of them are simulated; absent when none is. */
  readonly simulated?: number;
  readonly firstAt: number;
  readonly lastAt: number;
  /** Dotted path → newest entry; `null` is a value that was cleared. */
  readonly traits: Readonly<Record<string, TraitEntry>>;
  readonly seen: Readonly<Partial<Record<Channel, number>>>;
  /** The last meaningful interaction on each channel; absent when there was none. */
  readonly engaged?: Readonly<Partial<Record<Channel, number>>>;
  /** The earliest "Signed Up", and in which store. */
  readonly joined?: readonly [at: number, store: string | null];
  readonly cart: CartState;
  /** The newest view of each product, newest first, at most twelve products. */
  readonly viewed: readonly ViewedProduct[];
  /** Absent when there is nothing on it. */
  readonly trail?: Trail;
  /** `channel.purpose` or `channel.purpose.topic` → the entry that counts. */
  readonly consents: Readonly<Record<string, ConsentEntry>>;
  /** What went wrong, the newest first; absent when nothing did. */
  readonly cases?: readonly CaseEntry[];
  /** Static lists that name an identifier of this leaf; absent when none does. */
  readonly lists?: readonly string[];
  /** What segment definitions need (segment/: SlotState), by slot key. */
  readonly slots: Slots;
}

/** value, time, message id, source, and 1 when it was inferred rather than stated. */
export type TraitEntry = readonly [
  value: Json,
  at: number,
  messageId: string,
  sourceId: number,
  inferred?: 1,
];

export type ConsentEntry = readonly [
  state: Exclude<ConsentState, "unknown">,
  effectiveAt: number,
  messageId: string,
];

/** The channel is web unless told. */
export type ViewedProduct = readonly [product: string, at: number, channel?: Channel];

export interface CartState {
  /** Nothing up to this moment counts: the last check-out, or the last time the whole cart was told. */
  readonly since: readonly [at: number, messageId: string] | null;
  readonly steps: readonly CartStep[];
}

/** Quantity is added (or, negative, taken away); 0 removes the product. The channel is web unless told. */
export type CartStep = readonly [
  at: number,
  messageId: string,
  product: string,
  quantity: number,
  priceMinor: number | null,
  channel?: Channel,
];

/** Opaque here; segment/ knows each slot's form. JSON only. */
export type Slots = Readonly<Record<string, Json>>;

/** One profile row. */
export interface ProfileState {
  readonly leaves: Readonly<Record<string, LeafState>>;
  /** Segment id → when the customer entered. */
  readonly segments: Readonly<Record<string, number>>;
  /** When two known customers were last joined into this one, as long as that stands: what they said of consent before may conflict. */
  readonly mergedAt?: number;
  /** The oldest leaf that is no receipt, where that is not the first of `leaves`: no event came with it, or a receipt is older. */
  readonly oldest?: number;
  /** The customer's leaves that no event came with, in their order; absent where there is none. What was shown or decided by them is hers like the rest. */
  readonly untold?: readonly number[];
}

/** A customer as conditions and decisions see it: all leaves combined, or only those a caller may see. */
export interface CustomerView {
  readonly profileId: number;
  /** Of all leaves but receipts, also those that no event came with: what shares of customers are dealt by. A merge keeps the older one's. */
  readonly oldestLeafId: number;
  trait(path: string): Json | undefined;
  /** `email.marketing`; unknown when nobody said. */
  consent(key: string): ConsentState;
  /** Whether a static list names the customer. */
  isListed(list: string): boolean;
  /** Worked out for that moment; absent where nobody has read it: then nothing is known of it (`noLoyalty`). */
  readonly loyalty?: (nowMs: number) => LoyaltyAt;
  /** The leaves' slots; segment/ merges them as it needs. */
  readonly slots: readonly Slots[];
  readonly leaves: readonly LeafState[];
}

export interface Leaf {
  readonly leafId: number;
  readonly profileId: number;
  readonly anchorId: number | undefined;
  readonly namespace: string;
  readonly value: string;
  readonly epoch: number;
  readonly proof: Proof;
}
