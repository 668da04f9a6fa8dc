import type { ConsentRecordView, Identifier, InboxRecord } from "@attune/contract";
import type { ConsentFact } from "./consent.ts";

/** A customer as the ledger sees them: the leaves that consents hang on, and what to name them by. */
export interface ConsentSubject {
  readonly profileId: number;
  readonly leafIds: readonly number[];
  readonly identifiers: readonly Identifier[];
  /** When two known customers were last joined into this one, as long as that stands. Epoch milliseconds. */
  readonly mergedAt: number | undefined;
}

export interface Profiles {
  /** `prf_…` or `namespace:value`; undefined when nobody is known by it. */
  resolve(brandId: number, ref: string): Promise<ConsentSubject | undefined>;
}

export interface ConsentInbox {
  append(brandId: number, records: readonly InboxRecord[]): Promise<readonly number[]>;
}

export interface ConsentStream {
  foldedUpTo(brandId: number, position: number): Promise<void>;
}

/** As effective at `at`, as known at `knownAt`; epoch milliseconds, both included. */
export interface ConsentMoment {
  readonly at: number;
  readonly knownAt: number;
}

export interface ConsentPage {
  readonly records: readonly ConsentRecordView[];
  readonly next: string | null;
}

export interface ConsentLedger {
  /** Of each leaf that anything was said with at most one fact a matter: the one that counts. */
  facts(
    brandId: number,
    leafIds: readonly number[],
    moment: ConsentMoment,
  ): Promise<readonly (readonly ConsentFact[])[]>;
  /** What was recorded by `knownAt`, last first. */
  records(
    brandId: number,
    leafIds: readonly number[],
    knownAt: number,
    cursor: string | undefined,
  ): Promise<ConsentPage>;
}
