import type { ProductMetricKey } from "@attune/contract";

/** Dates in the brand's time zone, YYYY-MM-DD; `until` is not included. Instants are epoch milliseconds, of the same days. */
export interface ProductQuestion {
  readonly brandId: number;
  readonly from: string;
  readonly until: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly timeZone: string;
  readonly currency: string;
  /** Only these; all when it is undefined. */
  readonly products: readonly string[] | undefined;
}

/** Which products, from the one with most on. */
export interface Ranking<Key extends ProductMetricKey> {
  readonly sort: Key;
  readonly offset: number;
  readonly limit: number;
}

export type InterestKey = "viewed" | "carted" | "left";
export type SalesKey = "bought" | "returned" | "netSales";

export type ProductInterest = { readonly product: string } & Readonly<Record<InterestKey, number>>;
export type ProductSales = { readonly product: string } & Readonly<Record<SalesKey, number>>;

/** People behind a number of one product, from behind `afterId`. */
export interface PeoplePage {
  readonly product: string;
  readonly afterId: number;
  readonly limit: number;
}

/** What the stores tell of products: interest from the memory of events, sales from the ledger. */
export interface ProductSource {
  interest(question: ProductQuestion, ranking: Ranking<InterestKey>): Promise<readonly ProductInterest[]>;
  sales(question: ProductQuestion, ranking: Ranking<SalesKey>): Promise<readonly ProductSales[]>;
  interested(question: ProductQuestion, key: InterestKey, page: PeoplePage): Promise<readonly number[]>;
  /** Who bought it in the period, or brought it back; sales without a customer have nobody. */
  buyers(question: ProductQuestion, key: SalesKey, page: PeoplePage): Promise<readonly number[]>;
  /** Of those in the catalogue. */
  names(
    brandId: number,
    products: readonly string[],
  ): Promise<ReadonlyMap<string, { readonly name: string; readonly withdrawn: boolean }>>;
}
