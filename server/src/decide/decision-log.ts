import type { DecisionRecord } from "@attune/contract";
import type { Fate } from "./decide-placement.ts";

/** What is kept of a decision, as JSON text. */
export interface LoggedRecord extends Pick<DecisionRecord, "input" | "versions" | "answer"> {
  readonly explanation: Readonly<Record<string, readonly Fate[]>>;
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
