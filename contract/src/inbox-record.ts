import type { Identifier, Proof } from "./identifier.ts";

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

export const eventTypes = ["track", "page", "screen", "identify", "group", "alias"] as const;
export type EventType = (typeof eventTypes)[number];

/** Where an interaction took place; a sale's channel is where the order was placed. */
export const channels = [
  "web",
  "app",
  "store",
  "marketplace",
  "phone",
  "social",
  "service",
  "email",
] as const;
export type Channel = (typeof channels)[number];

/** An event as it was accepted: parsed, clocks put right, judged. This JSON is what the inbox keeps. Times are epoch milliseconds. */
export interface EventRecord {
  readonly kind: "event";
  readonly type: EventType;
  /** track: the event's name; else "Page Viewed", "Screen Viewed", "Identified", "Group Joined", "Aliased". */
  readonly name: string;
  readonly messageId: string;
  readonly proof: Exclude<Proof, "none">;
  readonly sourceId: number;
  readonly channel: Channel;
  readonly userId?: string;
  readonly anonymousId?: string;
  readonly previousId?: string;
  readonly groupId?: string;
  /** Further identifiers that came with it (e-mail, phone, card, external ids), normalised. */
  readonly identifiers?: readonly Identifier[];
  /** When it happened: receivedAt − (sentAt − originalAt), never after receivedAt. */
  readonly occurredAt: number;
  readonly receivedAt: number;
  /** As the sender's clock said. */
  readonly originalAt?: number;
  readonly sentAt?: number;
  /** Imports: `kind:key`; a record with the same natural key is a repeat for ever. */
  readonly naturalKey?: string;
  readonly simulated?: true;
  readonly properties: JsonObject;
  readonly traits: JsonObject;
  readonly context: JsonObject;
}

/** A change that goes through the inbox like an event, so that there is one order of things. */
export type ControlRecord =
  | {
      readonly kind: "merge";
      /** A leaf of each of the two customers. */
      readonly fromLeafId: number;
      readonly intoLeafId: number;
      readonly actor: string;
      readonly receivedAt: number;
    }
  | {
      readonly kind: "undoMerge";
      readonly mergeId: number;
      readonly actor: string;
      readonly receivedAt: number;
    }
  | {
      /** Identifiers that a static list names from here on, or no longer. */
      readonly kind: "listed";
      readonly list: string;
      readonly isListed: boolean;
      readonly identifiers: readonly Identifier[];
      readonly receivedAt: number;
    }
  | {
      readonly kind: "definition";
      readonly definitionKind: string;
      readonly key: string;
      readonly version: number;
      readonly receivedAt: number;
    };

export type InboxRecord = EventRecord | ControlRecord;
