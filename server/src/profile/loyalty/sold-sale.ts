import type { AccountType, Channel, SaleStatus } from "@attune/contract";
import { multiply, roundTo } from "../../kernel/decimal.ts";
import type { Day } from "../../kernel/local-date.ts";
import { exponentOf } from "../../kernel/money.ts";
import type { SaleLine, SaleReturn } from "../sale/sale.ts";
import type { LoyaltyRules } from "./rules.ts";

/** What loyalty reads of a sale. Amounts are minor units of its currency, times epoch milliseconds. */
export interface SoldSale {
  readonly key: string;
  readonly status: SaleStatus;
  readonly placedAt: number;
  readonly channel: Channel;
  readonly storeKey: string | undefined;
  readonly accountType: AccountType;
  readonly currency: string;
  readonly test: boolean;
  readonly lines: readonly Omit<SaleLine, "name">[];
  readonly returns: readonly SaleReturn[];
}

/** Cancelled, test and (unless the brand says otherwise) staff sales count nowhere; an open one not yet. */
export function counts(sale: SoldSale, rules: LoyaltyRules): boolean {
  if (sale.status === "cancelled" || sale.status === "open" || sale.test) return false;
  return sale.accountType !== "staff" || rules.settings.countStaffSales;
}

/** The date where the sale happened: the store's, else the brand's. */
export function dateOf(sale: SoldSale, atMs: number, rules: LoyaltyRules): Day {
  const there =
    sale.channel === "store" && sale.storeKey !== undefined ? rules.daysOfStore(sale.storeKey) : undefined;
  return (there ?? rules.days).dayOf(atMs);
}

/** Turns amounts of a sale into the brand's minor units. Undefined while the rate of its day is not known: the sale is held. */
export function converterOf(sale: SoldSale, rules: LoyaltyRules): ((minor: number) => number) | undefined {
  if (sale.currency === rules.currency) return same;
  const rate = rules.rateOn(sale.currency, dateOf(sale, sale.placedAt, rules));
  if (rate === undefined) return undefined;
  const [from, into] = [exponentOf(sale.currency), exponentOf(rules.currency)];
  return (minor) => Number(roundTo(multiply({ units: BigInt(minor), scale: from }, rate), into));
}

const same = (minor: number): number => minor;
