import { z } from "zod";
import {
  flag,
  keyText,
  lineText,
  linkText,
  plainNumber,
  storableObject,
  textList,
  withoutNulls,
} from "./import-fields.ts";
import type { JsonObject } from "./inbox-record.ts";
import { currencySchema, decimalSchema } from "./money.ts";

/** The key of a product or store: text of 1 to 200 characters. */
export const catalogueKeySchema: z.ZodType<string> = keyText();

/** A product as the retailer states it, whole: what is left out is gone. */
export interface ProductStatement {
  readonly name: string;
  readonly brand?: string;
  /** From the widest to the narrowest; as text with `>` between them. */
  readonly category?: readonly string[];
  readonly tags?: readonly string[];
  /** Decimal, as on the price tag; in the brand's currency unless one is stated. */
  readonly price?: number | string;
  readonly currency?: string;
  readonly url?: string;
  readonly imageUrl?: string;
  readonly attributes?: JsonObject;
  readonly simulated?: boolean;
}

export interface ProductRecord extends ProductStatement {
  readonly key: string;
}

const statement = {
  name: lineText(500),
  brand: lineText(200).exactOptional(),
  category: textList(">", 10).exactOptional(),
  tags: textList(",", 100).exactOptional(),
  price: decimalSchema.exactOptional(),
  currency: currencySchema.exactOptional(),
  url: linkText.exactOptional(),
  imageUrl: linkText.exactOptional(),
  attributes: storableObject.exactOptional(),
  simulated: flag.exactOptional(),
};

export const productStatementSchema: z.ZodType<ProductStatement> = z.preprocess(
  withoutNulls,
  z.object(statement),
);
export const productRecordSchema: z.ZodType<ProductRecord> = z.preprocess(
  withoutNulls,
  z.object({ key: keyText(), ...statement }),
);

/** Of one product in one store, or online. */
export interface StockRecord {
  readonly productKey: string;
  readonly storeKey?: string;
  /** Pieces on hand; 0 or less is out of stock. */
  readonly quantity: number;
}

export interface StockStatement {
  /** The key of a store; left out, the online stock. */
  readonly store?: string;
  readonly quantity: number;
}

const quantity = plainNumber(-1_000_000_000, 1_000_000_000).refine(Number.isInteger, "A whole number.");

export const stockRecordSchema: z.ZodType<StockRecord> = z.preprocess(
  withoutNulls,
  z.object({ productKey: keyText(), storeKey: keyText().exactOptional(), quantity }),
);
export const stockStatementSchema: z.ZodType<StockStatement> = z.preprocess(
  withoutNulls,
  z.object({ store: keyText().exactOptional(), quantity }),
);

export interface StockView {
  /** null: online. */
  readonly store: string | null;
  readonly quantity: number;
  readonly updatedAt: string;
}

export interface ProductView {
  readonly key: string;
  readonly name: string;
  readonly brand: string | null;
  readonly category: readonly string[];
  readonly tags: readonly string[];
  readonly priceMinor: number | null;
  readonly currency: string | null;
  readonly url: string | null;
  readonly imageUrl: string | null;
  readonly attributes: JsonObject;
  /** Where nothing is known of the stock, the product counts as in stock. */
  readonly stock: readonly StockView[];
  readonly simulated: boolean;
  /** Since when it is no longer sold: it is recommended to nobody, and stays on the orders it is on. ISO 8601, UTC; null: it is sold. */
  readonly withdrawnAt: string | null;
  readonly updatedAt: string;
}

export const productSchema: z.ZodType<ProductView> = z.strictObject({
  key: z.string(),
  name: z.string(),
  brand: z.string().nullable(),
  category: z.array(z.string()),
  tags: z.array(z.string()),
  priceMinor: z.int().nullable(),
  currency: z.string().nullable(),
  url: z.string().nullable(),
  imageUrl: z.string().nullable(),
  attributes: z.record(z.string(), z.json()),
  stock: z.array(
    z.strictObject({ store: z.string().nullable(), quantity: z.int(), updatedAt: z.iso.datetime() }),
  ),
  simulated: z.boolean(),
  withdrawnAt: z.iso.datetime().nullable(),
  updatedAt: z.iso.datetime(),
});
