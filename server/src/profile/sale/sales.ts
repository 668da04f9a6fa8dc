import type { Channel, SalesTotals, SaleView } from "@attune/contract";

/** Reads of the ledger; postgres/ answers them. */
export interface SaleReads {
  find(brandId: number, key: string): Promise<SaleView | undefined>;
  /** A customer's sales, newest first. Refuses who is not known, and a cursor that was not given out. */
  list(brandId: number, ref: string, cursor: string | undefined, limit: number): Promise<SalesPage>;
  report(brandId: number, question: SalesQuestion): Promise<readonly SalesTotals[]>;
}

/** What a customer has bought. Amounts are minor units; `netMinor` counts returns too, `count` only what was worth something. */
export interface SalesSummary {
  readonly count: number;
  readonly netMinor: number;
  /** The currency of `netMinor`: the one most sales are in, else the brand's. */
  readonly currency: string;
  readonly lastAt: number | undefined;
  readonly byCurrency: readonly CurrencySummary[];
}

export interface CurrencySummary {
  readonly currency: string;
  readonly count: number;
  readonly netMinor: number;
  readonly lastAt: number | undefined;
}

/** What sales in one currency come to; times are epoch milliseconds. */
export interface SoldInCurrency {
  readonly currency: string;
  readonly count: number;
  readonly net: number | null;
  readonly lastAt: number | null;
}

export interface SalesPage {
  readonly items: readonly SaleView[];
  readonly next: string | null;
}

/** What a report is asked for; intervals are half-open, epoch milliseconds. */
export interface SalesQuestion {
  readonly from: number | undefined;
  readonly until: number | undefined;
  readonly channel: Channel | undefined;
  readonly storeKey: string | undefined;
}
