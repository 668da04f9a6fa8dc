import { z } from "zod";
import { flag, keyText, lineText, momentText, withoutNulls } from "./import-fields.ts";
import { type Channel, channels } from "./inbox-record.ts";
import { currencySchema, decimalSchema } from "./money.ts";
import { type AccountType, accountTypes, type LineKind, lineKinds } from "./sale.ts";

/** Amounts are decimals in the order's currency. */
export interface OrderLine {
  readonly kind?: LineKind;
  readonly productKey?: string;
  readonly name?: string;
  /** At most three decimals. Negative in an exchange: what came back. In a return either sign is what came back. */
  readonly quantity: number | string;
  /** Of one piece, as charged. */
  readonly price: number | string;
  /** Of the whole line. */
  readonly discount?: number | string;
  /** Of the whole line, where it is contained in the price: it is taken out. Leave it out where prices are without tax. */
  readonly tax?: number | string;
  /** Of the whole line, after discount and without tax, where the sender knows it better than price × quantity. */
  readonly net?: number | string;
}

/** `return`: everything in it came back. `exchange`: some lines came back (negative), others were sold. */
export const orderTypes = ["sale", "return", "exchange"] as const;
export type OrderType = (typeof orderTypes)[number];

export interface OrderRecord {
  readonly orderId: string;
  readonly userId?: string;
  readonly email?: string;
  /** Loyalty card. */
  readonly card?: string;
  readonly placedAt: string;
  /** Left out: store when there is a storeKey, else web. */
  readonly channel?: Channel;
  readonly storeKey?: string;
  readonly staffKey?: string;
  readonly tender?: string;
  readonly currency: string;
  readonly accountType?: AccountType;
  readonly lines: readonly OrderLine[];
  /** The order that a return or exchange is of, when known. */
  readonly returnOf?: string;
  readonly type?: OrderType;
  readonly simulated?: boolean;
}

const mostLines = 5_000;

const quantity = decimalSchema.refine(
  (value) => Math.abs(Number(value)) < 1_000_000_000,
  "A quantity below a thousand million.",
);

const orderLineSchema: z.ZodType<OrderLine> = z.preprocess(
  withoutNulls,
  z
    .object({
      kind: z.enum(lineKinds).exactOptional(),
      productKey: keyText().exactOptional(),
      name: lineText().exactOptional(),
      quantity,
      price: decimalSchema,
      discount: decimalSchema.exactOptional(),
      tax: decimalSchema.exactOptional(),
      net: decimalSchema.exactOptional(),
    })
    .refine((line) => line.productKey !== undefined || (line.kind ?? "merchandise") !== "merchandise", {
      path: ["productKey"],
      error: "A line of merchandise names its product.",
    }),
);

export const orderRecordSchema: z.ZodType<OrderRecord> = z.preprocess(
  withoutNulls,
  z.object({
    orderId: keyText(),
    userId: keyText(500).exactOptional(),
    email: lineText(254).exactOptional(),
    card: keyText(500).exactOptional(),
    placedAt: momentText,
    channel: z.enum(channels).exactOptional(),
    storeKey: keyText().exactOptional(),
    staffKey: keyText().exactOptional(),
    tender: lineText(100).exactOptional(),
    currency: currencySchema,
    accountType: z.enum(accountTypes).exactOptional(),
    lines: z.array(orderLineSchema).min(1, "An order has at least one line.").max(mostLines),
    returnOf: keyText().exactOptional(),
    type: z.enum(orderTypes).exactOptional(),
    simulated: flag.exactOptional(),
  }),
);
