import type {
  AffinityDimension,
  ComputedAnswer,
  ConsentState,
  Identifier,
  Json,
  Proof,
} from "@attune/contract";
import type { Leaf, ProfileState } from "./profile-state.ts";
import type { SoldInCurrency } from "./sale/sales.ts";

/** A customer as stored, with all that belongs to it. */
export interface FoundProfile {
  readonly profileId: number;
  readonly state: ProfileState;
  /** Answers may have changed since this moment; epoch milliseconds. */
  readonly timerAt: number | undefined;
  readonly leaves: readonly Leaf[];
  readonly identifiers: readonly (Identifier & { readonly proof: Proof })[];
  readonly sold: readonly SoldInCurrency[];
}

/** What the API answers for one customer. */
export interface ProfileAnswer {
  readonly id: string;
  readonly name: string | null;
  readonly identifiers: readonly Identifier[];
  readonly traits: Readonly<Record<string, Json>>;
  readonly traitSources: Readonly<
    Record<string, { readonly at: string; readonly source: string; readonly inferred: boolean }>
  >;
  /** What is computed of what they did, by key. */
  readonly computed: Readonly<Record<string, ComputedAnswer>>;
  readonly segments: readonly string[];
  readonly consents: readonly {
    readonly purpose: string;
    readonly channel: string;
    readonly topic: string | null;
    readonly state: ConsentState;
    readonly effectiveAt: string;
  }[];
  readonly lastSeen: Readonly<Record<string, string>>;
  /** In the currency of its products when they share one, else in the brand's. */
  readonly openCart: { readonly currency: string; readonly items: readonly CartLine[] };
  readonly lastViewed: readonly {
    readonly product: string;
    readonly name: string | null;
    readonly at: string;
  }[];
  /** By dimension; in each the strongest first, what is disliked last. */
  readonly affinities: readonly AffinityAnswer[];
  readonly orders: OrderSummary;
  readonly simulated: boolean;
}

/** decide/ works them out. */
export interface AffinityAnswer {
  readonly dimension: AffinityDimension;
  readonly value: string;
  /** Of a size: the widest category in which it is worn; null for all others. */
  readonly category: string | null;
  /** Observed: a share of what the customer did, −1 to 1. Stated: 1 liked, −1 disliked. */
  readonly weight: number;
  readonly source: "stated" | "observed";
}

export interface CartLine {
  readonly product: string;
  readonly name: string | null;
  readonly quantity: number;
  readonly priceMinor: number | null;
}

export interface OrderSummary {
  readonly count: number;
  readonly netMinor: number;
  readonly currency: string;
  readonly lastAt: string | null;
}

/** A stay in a segment that has ended; epoch milliseconds. */
export interface PastMembership {
  readonly key: string;
  readonly name: string;
  readonly enteredAt: number;
  readonly leftAt: number;
}

/** A segment that a customer is in, at this moment. */
export interface Membership {
  readonly key: string;
  readonly name: string;
  readonly since: number;
  readonly why: string;
  readonly until: number | undefined;
  /** The products, carts or other things of which the condition holds, when it asks for each. */
  readonly things?: readonly string[];
}

export interface MergeRow {
  readonly mergeId: number;
  readonly fromProfileId: number;
  readonly intoProfileId: number;
  readonly cause: string;
  readonly actor: string;
  readonly mergedAt: number;
  readonly undoneAt: number | undefined;
}
