import type { OverviewStep } from "@attune/contract";

/** Dates in the brand's time zone, YYYY-MM-DD; `until` is not included. */
export interface OverviewQuestion {
  readonly brandId: number;
  readonly from: string;
  readonly until: string;
  readonly step: OverviewStep;
  readonly timeZone: string;
  readonly currency: string;
  /** Only of its members, as last written. */
  readonly segmentId: number | undefined;
}

/** What was counted in one step; `from` is null for the whole period. Amounts are minor units. */
export interface CountedStep {
  readonly from: string | null;
  readonly active: number;
  readonly fresh: number;
  readonly repeated: number;
  readonly orders: number;
  readonly sold: number;
  readonly returned: number;
}

/** Which of the buyers: `all`, those for whom it was the first time, or those who had bought on an earlier day. */
export type Buyers = "all" | "fresh" | "repeated";

/** Profiles in order, from behind `afterId`. */
export interface Page {
  readonly afterId: number;
  readonly limit: number;
}

/** What the stores tell of a period. */
export interface MetricSource {
  /** By step, and of the whole period. */
  buying(question: OverviewQuestion): Promise<readonly CountedStep[]>;
  /** How many customers arrived in each step; `from` is null for those who were there before. */
  joined(
    question: OverviewQuestion,
  ): Promise<readonly { readonly from: string | null; readonly joined: number }[]>;
  otherCurrencies(
    question: OverviewQuestion,
  ): Promise<readonly { readonly currency: string; readonly orders: number }[]>;
  buyers(question: OverviewQuestion, buyers: Buyers, page: Page): Promise<readonly number[]>;
  joinedCustomers(question: OverviewQuestion, page: Page): Promise<readonly number[]>;
}
