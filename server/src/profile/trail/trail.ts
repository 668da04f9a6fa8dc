import type { Channel, JsonObject } from "@attune/contract";
import type { NewestEntries } from "./newest-entries.ts";

/**
 * What a customer left behind on the way, for taste and for going on elsewhere: the part of a leaf that has it only when there is any. Each
 * member is a mergeable function of the set of events, and bounded. Times are epoch milliseconds.
 */
export interface Trail {
  /** `+` bought or `-` brought back, and the product: the newest 30. */
  readonly bought?: NewestEntries;
  /** Store keys by day of a visit or purchase: the newest 12. */
  readonly stores?: NewestEntries;
  readonly searched?: Searched;
  /** What stands or stood on lists: of each product of a list the newest word, of these the newest 20. */
  readonly listed?: readonly Listed[];
  /** Of each matter the newest word; of each kind the newest four, ended ones too, so that an earlier word does not bring them back. */
  readonly matters?: readonly Matter[];
}

export type Searched = readonly [at: number, mark: string, channel: Channel, query: string];

/** 1: was put on the list, 0: was taken off. */
export type Listed = readonly [
  at: number,
  mark: string,
  channel: Channel,
  list: string,
  product: string,
  on: 0 | 1,
];

/** What was begun and is not over until somebody says so. */
export const matterKinds = ["case", "quiz", "form", "appointment", "advice", "promise"] as const;
export type MatterKind = (typeof matterKinds)[number];

/** 1: open, 0: ended. */
export type Matter = readonly [
  at: number,
  mark: string,
  channel: Channel,
  kind: MatterKind,
  id: string,
  open: 0 | 1,
  facts: JsonObject,
];
