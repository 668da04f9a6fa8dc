import type { DecisionItem, DecisionReason, DecisionRecord } from "@attune/contract";
import type { ItemsMade } from "./items/blend-items.ts";
import type { Remark } from "./pick.ts";
import type { LoggedExposure } from "./variants.ts";

/**
 * What is kept of a decision, as JSON text. What thousands of decisions share is named and not repeated: the candidates by their line-up,
 * content by the version of its definition.
 */
export interface LoggedRecord extends Pick<DecisionRecord, "input" | "versions"> {
  readonly lineUp: string;
  /** Placement → a letter for each of its candidates in the line-up, in their order; long runs by their number. */
  readonly fates: Readonly<Record<string, string>>;
  /** Placement → experience → what it was judged by. */
  readonly remarks?: Readonly<Record<string, Readonly<Record<string, Remark>>>>;
  /** Those in force → version, and 1 when the customer was in it, else 0. */
  readonly holdOuts?: Readonly<Record<string, readonly [version: number, isIn: 0 | 1]>>;
  readonly answer: Readonly<Record<string, LoggedAnswer>>;
}

/** As it was answered, but for the content. */
export interface LoggedAnswer {
  readonly experience: string | null;
  /** Of an experience that has variants. */
  readonly exposure?: LoggedExposure;
  /** The language of the content, where it was not the definition's own. */
  readonly locale?: string;
  readonly items?: readonly DecisionItem[];
  readonly made?: ItemsMade;
  readonly reason: DecisionReason;
  /** Of a placement that shows several at once: all of them. */
  readonly slots?: readonly LoggedAnswer[];
}

/** A decision to be kept. `record` is JSON of a LoggedRecord. */
export interface LoggedDecision {
  readonly decisionId: string;
  /** Epoch milliseconds. */
  readonly decidedAt: number;
  readonly profileId: number | null;
  readonly record: string;
}

export interface DecisionLog {
  /** Resolves when it is committed. A decision that is already kept stays as it is. */
  append(brandId: number, decision: LoggedDecision): Promise<void>;
}

export interface DecisionArchive {
  /** Looks in the latest first. Undefined: there is none. Throws a Refusal (503) when the older ones cannot be read. */
  find(brandId: number, decisionId: string): Promise<LoggedDecision | undefined>;
}
