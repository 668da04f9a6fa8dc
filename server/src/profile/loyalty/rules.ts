import type { LoyaltySettings } from "@attune/contract";
import type { Decimal } from "../../kernel/decimal.ts";
import type { Day, LocalDays } from "../../kernel/local-date.ts";

/** What the catalogue says of a product. */
export interface ProductTraits {
  /** The widest level. */
  readonly category: string | undefined;
  readonly size: string | undefined;
}

/** All that the numbers of a customer hang on beside what the customer did. */
export interface LoyaltyRules {
  readonly settings: LoyaltySettings;
  /** The brand's calendar. */
  readonly days: LocalDays;
  /** The calendar where a store stands; undefined for a store that states no zone. */
  daysOfStore(storeKey: string): LocalDays | undefined;
  /** The brand's. */
  readonly currency: string;
  /** What one unit of a currency was worth in the brand's on that day; undefined when nobody has said. */
  rateOn(currency: string, day: Day): Decimal | undefined;
  product(key: string): ProductTraits | undefined;
}
