import { z } from "zod";
import { type Channel, channels } from "./inbox-record.ts";

/** Only `merchandise` is a product; the sale of a gift card is no purchase yet. */
export const lineKinds = [
  "merchandise",
  "shipping",
  "fee",
  "adjustment",
  "discount",
  "sample",
  "giftCard",
] as const;
export type LineKind = (typeof lineKinds)[number];

export const accountTypes = ["consumer", "trade", "staff"] as const;
export type AccountType = (typeof accountTypes)[number];

/** `open`: told of, not completed. `returned`: nothing of it is left. `returnOnly`: a return whose sale was never told. */
export const saleStatuses = ["open", "completed", "returned", "cancelled", "returnOnly"] as const;
export type SaleStatus = (typeof saleStatuses)[number];

export interface SaleLineView {
  readonly kind: LineKind;
  readonly product: string | null;
  readonly name: string | null;
  readonly quantity: number;
  readonly returnedQuantity: number;
  /** After discounts, without tax, before returns. */
  readonly netMinor: number;
  readonly discountMinor: number;
  readonly returnedMinor: number;
}

export interface SaleReturnView {
  readonly returnedAt: string;
  readonly kind: LineKind;
  readonly product: string | null;
  readonly quantity: number;
  readonly netMinor: number;
}

/** A sale as the API tells it. Amounts are minor units of `currency`. */
export interface SaleView {
  /** The order's or receipt's own id. */
  readonly id: string;
  readonly status: SaleStatus;
  readonly placedAt: string;
  readonly channel: Channel;
  readonly store: string | null;
  readonly staff: string | null;
  readonly tender: string | null;
  readonly accountType: AccountType;
  readonly currency: string;
  /** After discounts and returns; without tax, shipping and gift cards. */
  readonly netMinor: number;
  /** Merchandise lines only, after returns. */
  readonly merchandiseMinor: number;
  readonly simulated: boolean;
  readonly lines: readonly SaleLineView[];
  readonly returns: readonly SaleReturnView[];
}

const saleLineSchema = z.strictObject({
  kind: z.enum(lineKinds),
  product: z.string().nullable(),
  name: z.string().nullable(),
  quantity: z.number(),
  returnedQuantity: z.number(),
  netMinor: z.int(),
  discountMinor: z.int(),
  returnedMinor: z.int(),
});

const saleReturnSchema = z.strictObject({
  returnedAt: z.iso.datetime(),
  kind: z.enum(lineKinds),
  product: z.string().nullable(),
  quantity: z.number(),
  netMinor: z.int(),
});

export const saleSchema: z.ZodType<SaleView> = z.strictObject({
  id: z.string(),
  status: z.enum(saleStatuses),
  placedAt: z.iso.datetime(),
  channel: z.enum(channels),
  store: z.string().nullable(),
  staff: z.string().nullable(),
  tender: z.string().nullable(),
  accountType: z.enum(accountTypes),
  currency: z.string(),
  netMinor: z.int(),
  merchandiseMinor: z.int(),
  simulated: z.boolean(),
  lines: z.array(saleLineSchema),
  returns: z.array(saleReturnSchema),
});

/** Totals of one currency. Sales count when they were placed, returns when they came back. */
export interface SalesTotals {
  readonly currency: string;
  /** Completed sales with a net value above 0 before later returns. */
  readonly orders: number;
  /** … of them without a customer. */
  readonly ordersWithoutCustomer: number;
  /** Every line of every kind, after returns. */
  readonly allLinesMinor: number;
  /** Without shipping and gift cards, after returns. */
  readonly netMinor: number;
  /** Merchandise only, after returns. */
  readonly merchandiseMinor: number;
  /** What came back in the period, all kinds, as a positive amount. */
  readonly returnsMinor: number;
  readonly discountMinor: number;
}

export const salesTotalsSchema: z.ZodType<SalesTotals> = z.strictObject({
  currency: z.string(),
  orders: z.int(),
  ordersWithoutCustomer: z.int(),
  allLinesMinor: z.int(),
  netMinor: z.int(),
  merchandiseMinor: z.int(),
  returnsMinor: z.int(),
  discountMinor: z.int(),
});
