import type { AnswerOf } from "./route-types.ts";

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

export type Role = NonNullable<Me["role"]>;

/** Who is signed in. Whoever signed in with a secret key has no role and may do all that the key may. */
export type Me = AnswerOf<"GET", "/api/me">;

export type Brand = AnswerOf<"GET", "/api/brand">;

export interface IdentifierForm {
  readonly namespace: string;
  readonly value: string;
}

export type CustomerRow = AnswerOf<"GET", "/api/profiles">["items"][number];

export type Consent = Profile["consents"][number];

/** `withheld`: the consent for want of which all but orders, cases and entitlements is kept back from whoever is signed in. */
export type Profile = AnswerOf<"GET", "/api/profiles/{ref}">;

export type TraitSource = Profile["traitSources"][string];

export type CartItem = Profile["openCart"]["items"][number];

export type Membership = AnswerOf<"GET", "/api/profiles/{ref}/segments">["items"][number];

export type TimelineItem = AnswerOf<"GET", "/api/profiles/{ref}/timeline">["items"][number];

export type Merge = AnswerOf<"GET", "/api/profiles/{ref}/merges">["items"][number];

/** An event as it was accepted, without its personal values: `identifiers` are masked. */
export type LiveEvent = LiveEvents["items"][number];

/** Newest first. `upTo` is the position to ask after next. */
export type LiveEvents = AnswerOf<"GET", "/api/events">;

/** `path` is a JSON Pointer into the event. */
export type QuarantineRow = QuarantinePage["items"][number];

/** `counts`: open ones by code, whatever the filter. */
export type QuarantinePage = AnswerOf<"GET", "/api/quarantine">;

/** `record`: an accepted event that could not be worked in; it is released as it is. */
export type Quarantined = AnswerOf<"GET", "/api/quarantine/{id}">;
