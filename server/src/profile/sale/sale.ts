import type { AccountType, Channel, LineKind, SaleStatus } from "@attune/contract";

/** A sale as derived from its events. Amounts are minor units of `currency`, times epoch milliseconds. */
export interface Sale {
  readonly status: SaleStatus;
  /** Of the earliest completing event; of the earliest event of any kind while none is known. */
  readonly placedAt: number;
  readonly channel: Channel;
  readonly storeKey: string | undefined;
  readonly staffKey: string | undefined;
  readonly tender: string | undefined;
  readonly accountType: AccountType;
  readonly currency: string;
  /** After discounts and returns; without tax, shipping and gift cards. */
  readonly netMinor: number;
  readonly merchandiseMinor: number;
  readonly simulated: boolean;
  /** Made to try out the shop: it counts in no customer's loyalty. */
  readonly test: boolean;
  /** The customer's leaf, or the receipt's own for a sale without a customer. */
  readonly leafId: number | undefined;
  readonly lines: readonly SaleLine[];
  /** Empty for a cancelled sale. */
  readonly returns: readonly SaleReturn[];
}

export interface SaleLine {
  readonly kind: LineKind;
  readonly productKey: string | undefined;
  readonly name: string | undefined;
  readonly quantity: number;
  readonly returnedQuantity: number;
  /** After discounts, without tax, before returns. */
  readonly netMinor: number;
  readonly discountMinor: number;
  readonly returnedMinor: number;
}

/** What came back, when: of a line of the sale, or of a sale that nobody told. */
export interface SaleReturn {
  readonly returnedAt: number;
  readonly kind: LineKind;
  readonly productKey: string | undefined;
  readonly quantity: number;
  readonly netMinor: number;
}

/** Shipping is no value of the goods, and a gift card is only a purchase when it is redeemed. */
export function countsAsNet(kind: LineKind): boolean {
  return kind !== "shipping" && kind !== "giftCard";
}
