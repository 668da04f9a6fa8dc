import { z } from "zod";
import { flag, keyText, momentText, storableObject, withoutNulls } from "./import-fields.ts";
import { type OrderRecord, orderRecordSchema } from "./import-order.ts";
import type { JsonObject } from "./inbox-record.ts";
import { type ProductRecord, productRecordSchema, type StockRecord, stockRecordSchema } from "./product.ts";
import { type StoreRecord, storeRecordSchema } from "./store.ts";

export const importKinds = ["products", "customers", "stores", "orders", "events", "stock"] as const;
export type ImportKind = (typeof importKinds)[number];

/** A customer as another system knows them. Traits of `null` are cleared. */
export interface CustomerRecord {
  readonly userId: string;
  readonly traits: JsonObject;
  readonly createdAt?: string;
  /** When this was true; left out, now. What customers have stated since wins over it. */
  readonly updatedAt?: string;
  /** Namespace (email, phone, card, external.…) and value; as an object or a list. */
  readonly identifiers?: readonly ImportedIdentifier[];
  readonly simulated?: boolean;
}

export interface ImportedIdentifier {
  readonly namespace: string;
  readonly value: string;
}

const identifierSchema = z.object({
  namespace: z
    .string()
    .regex(/^(?:email|phone|card|external\.[A-Za-z0-9_.-]{1,60})$/, "email, phone, card or external.<type>."),
  value: keyText(500),
});

const identifiersSchema: z.ZodType<readonly ImportedIdentifier[]> = z.preprocess(
  (value) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([namespace, text]) =>
          text === null ? [] : [{ namespace, value: text }],
        )
      : value,
  z.array(identifierSchema).max(20),
);

export const customerRecordSchema: z.ZodType<CustomerRecord> = z.preprocess(
  withoutNulls,
  z.object({
    userId: keyText(500),
    traits: storableObject,
    createdAt: momentText.exactOptional(),
    updatedAt: momentText.exactOptional(),
    identifiers: identifiersSchema.exactOptional(),
    simulated: flag.exactOptional(),
  }),
);

/** An event in the form that the Segment libraries send; judged as if it had come through their door. */
export type ImportedEvent = JsonObject;

export interface ImportRecords {
  readonly products: ProductRecord;
  readonly customers: CustomerRecord;
  readonly stores: StoreRecord;
  readonly orders: OrderRecord;
  readonly events: ImportedEvent;
  readonly stock: StockRecord;
}

const schemas: { readonly [Kind in ImportKind]: z.ZodType<ImportRecords[Kind]> } = {
  products: productRecordSchema,
  customers: customerRecordSchema,
  stores: storeRecordSchema,
  orders: orderRecordSchema,
  events: z.custom<ImportedEvent>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    "An event is a JSON object.",
  ),
  stock: stockRecordSchema,
};

/** `path` is a JSON Pointer into the record. */
export interface RecordFault {
  readonly path: string;
  readonly message: string;
}

/** The record as it is meant, or all that is wrong with it. */
export function parseImportRecord<Kind extends ImportKind>(
  kind: Kind,
  value: unknown,
): { readonly record: ImportRecords[Kind] } | { readonly faults: readonly RecordFault[] } {
  const parsed = schemas[kind].safeParse(value);
  if (parsed.success) return { record: parsed.data };
  return {
    faults: parsed.error.issues.map((issue) => ({
      path: issue.path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""),
      message: issue.message,
    })),
  };
}

export const mostImportRows = 1_000;

/** `line` is the sender's own number of the row, by which a bad one is named. */
export interface ImportRow {
  readonly line: number;
  readonly record: unknown;
}

export interface ImportRequest {
  /** Everything is judged and nothing is kept. */
  readonly dryRun: boolean;
  /** Answer only when what was kept can be read. Turn it off for all but the last request of a large file. */
  readonly wait: boolean;
  readonly rows: readonly ImportRow[];
}

export const importRequestSchema: z.ZodType<ImportRequest> = z.object({
  dryRun: z.boolean().default(false),
  wait: z.boolean().default(true),
  rows: z.array(z.object({ line: z.int().min(0), record: z.unknown() })).max(mostImportRows),
});

export interface RejectedRow {
  readonly line: number;
  readonly code: string;
  /** JSON Pointer into the record. */
  readonly path: string;
  readonly message: string;
}

/** Every row is one of the three. */
export interface ImportAnswer {
  readonly accepted: number;
  /** Known before and the same: nothing was done. */
  readonly unchanged: number;
  readonly rejected: readonly RejectedRow[];
}

export const importAnswerSchema: z.ZodType<ImportAnswer> = z.strictObject({
  accepted: z.int(),
  unchanged: z.int(),
  rejected: z.array(
    z.strictObject({ line: z.int(), code: z.string(), path: z.string(), message: z.string() }),
  ),
});
