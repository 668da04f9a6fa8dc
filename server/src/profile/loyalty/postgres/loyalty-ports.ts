import type { Database, Transaction } from "../../../platform/postgres/database.ts";
import type { CustomerNews } from "../customer-news.ts";
import type { GroundBrand } from "./read-ground.ts";

export interface LoyaltyPorts {
  readonly database: Database;
  readonly brand: GroundBrand;
  /** A transaction between two batches of the fold, which holds its cursor. */
  readonly step: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>;
  /** What was noticed, to those who follow. */
  readonly tell: (tx: Transaction, news: readonly CustomerNews[]) => Promise<void>;
  /** Of these something is other than before, by more than the calendar: in the step's transaction. */
  readonly changed: (tx: Transaction, profileIds: readonly number[]) => Promise<void>;
  /** From here on the fold works by the newest thresholds; resolves when it does. */
  readonly onThresholds: () => Promise<void>;
}
