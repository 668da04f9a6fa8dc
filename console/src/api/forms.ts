import type { Channel, ConsentState, JsonObject } from "@attune/contract";

/** RFC 9457 problem details, as every refusal is told. `pointer` is a JSON Pointer into what was sent. */
export interface Problem {
  readonly type?: string;
  readonly title?: string;
  readonly status?: number;
  readonly detail?: string;
  readonly code?: string;
  readonly errors?: readonly Fault[];
}

export interface Fault {
  readonly pointer: string;
  readonly message: string;
}

/** One page of a list; `next` is the cursor of the page that follows, null on the last. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

export type Role =
  | "owner"
  | "marketing"
  | "product"
  | "retail"
  | "service"
  | "finance"
  | "analyst"
  | "engineer";

/** Of a customer: the name, how to reach them (mail, phone, address), what else says who they are (birthday, gender). */
export type Mask = "name" | "contact" | "details";

/** Who is signed in. Whoever signed in with a secret key has no role and may do all that the key may. */
export interface Me {
  readonly kind: "staff" | "key";
  readonly name: string;
  readonly login: string | null;
  readonly role: Role | null;
  /** The stores that somebody of the role `retail` works for. */
  readonly stores: readonly string[];
  /** `operationId`s of the routes that may be called. */
  readonly operations: "all" | readonly string[];
  /** What of customers is hidden. */
  readonly masks: readonly Mask[];
}

export interface Brand {
  readonly key: string;
  readonly name: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly sample: "on" | "real" | "off";
  readonly sampleState: "off" | "loading" | "loaded";
}

export interface IdentifierForm {
  readonly namespace: string;
  readonly value: string;
}

/** Orders of a customer in sum; `netMinor` is in minor units of `currency`. */
export interface OrdersSum {
  readonly count: number;
  readonly netMinor: number;
  readonly currency: string | null;
  readonly lastAt: string | null;
}

export interface CustomerRow {
  readonly id: string;
  readonly name: string | null;
  readonly identifiers: readonly IdentifierForm[];
  readonly lastSeenAt: string | null;
  readonly channels?: readonly string[];
  readonly segments: readonly string[];
  readonly orders: OrdersSum;
  readonly simulated: boolean;
}

export interface TraitSource {
  readonly at: string;
  readonly source: string;
  readonly inferred: boolean;
}

export interface Consent {
  readonly purpose: string;
  readonly channel: string;
  readonly topic: string | null;
  readonly state: ConsentState;
  readonly effectiveAt: string | null;
}

export interface CartItem {
  readonly product: string;
  readonly name: string | null;
  readonly quantity: number;
  readonly priceMinor: number | null;
}

export interface Profile {
  readonly id: string;
  readonly name: string | null;
  readonly identifiers: readonly IdentifierForm[];
  readonly traits: JsonObject;
  readonly traitSources: Readonly<Record<string, TraitSource>>;
  readonly segments: readonly string[];
  readonly consents: readonly Consent[];
  readonly lastSeen: Readonly<Partial<Record<Channel, string>>>;
  readonly openCart: { readonly items: readonly CartItem[]; readonly currency: string };
  readonly lastViewed: readonly {
    readonly product: string;
    readonly name: string | null;
    readonly at: string;
  }[];
  readonly affinities?: readonly {
    readonly dimension: string;
    readonly value: string;
    readonly category: string | null;
    readonly weight: number;
    readonly source: "stated" | "observed";
  }[];
  readonly orders: OrdersSum;
  readonly simulated: boolean;
  /** The consent for want of which all but orders, cases and entitlements is kept back from whoever is signed in. */
  readonly withheld?: string;
}

export interface Membership {
  readonly key: string;
  readonly name: string;
  readonly since: string | null;
  readonly why: string;
  readonly until: string | null;
}

export interface TimelineItem {
  readonly id: string;
  readonly name: string;
  readonly occurredAt: string;
  readonly channel: string;
  readonly properties: JsonObject;
  readonly simulated: boolean;
}

export interface Merge {
  readonly id: string;
  readonly from: string;
  readonly into: string;
  readonly cause: string;
  readonly actor: string;
  readonly mergedAt: string;
  readonly undoneAt: string | null;
}

/** An event as it was accepted, without its personal values: `identifiers` are masked. */
export interface LiveEvent {
  readonly id: string;
  readonly position: number;
  readonly type: string;
  readonly name: string;
  readonly channel: string;
  readonly occurredAt: string;
  readonly receivedAt: string;
  readonly source: string;
  readonly simulated: boolean;
  readonly identifiers: readonly IdentifierForm[];
}

/** Newest first. `upTo` is the position to ask after next. */
export interface LiveEvents {
  readonly items: readonly LiveEvent[];
  readonly upTo: number;
}

/** `path` is a JSON Pointer into the event. */
export interface QuarantineRow {
  readonly id: string;
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly source: string | null;
  readonly receivedAt: string;
  readonly releasedAt: string | null;
  readonly event: { readonly type: string | null; readonly name: string | null };
}

export interface QuarantinePage extends Page<QuarantineRow> {
  /** Open ones by code, whatever the filter. */
  readonly counts: readonly { readonly code: string; readonly count: number }[];
}

/** `record`: an accepted event that could not be worked in; it is released as it is. */
export interface Quarantined extends QuarantineRow {
  readonly form: "wire" | "record";
  /** The event's own text as it came. */
  readonly original: string;
}
