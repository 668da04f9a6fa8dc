import type { EventRecord, RejectedRow } from "@attune/contract";
import type { EventSource } from "../judge-event.ts";

/** When and through which source records came in. */
export interface ImportArrival {
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  readonly source: EventSource;
}

/** A good row of a kind that goes through the inbox. */
export interface JudgedRow {
  readonly line: number;
  /** Of the record as it is meant: order of members and ways of writing apart. */
  readonly content: string;
  /** What the record is about: the same key again is a repeat, a change or a conflict. */
  readonly key: string;
  /** `change`: other content replaces the former. `conflict`: it is refused. `repeat`: the first stands, whatever comes. */
  readonly onOther: "change" | "conflict" | "repeat";
  readonly event: (naturalKey: string) => EventRecord;
}

export type Judgement = JudgedRow | RejectedRow;

export function isRejected(row: object): row is RejectedRow {
  return "code" in row;
}

export function isGood<Row extends object>(row: Row): row is Exclude<Row, RejectedRow> {
  return !isRejected(row);
}
