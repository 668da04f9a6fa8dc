import { z } from "zod";
import type { DateSpan } from "./metric.ts";

/** What is counted of a product in a period, each defined once. */
export const productMetricKeys = ["viewed", "carted", "left", "bought", "returned", "netSales"] as const;
export type ProductMetricKey = (typeof productMetricKeys)[number];

/** money is minor units of the brand's currency. */
export const productMetricUnits = ["people", "pieces", "money"] as const;
export type ProductMetricUnit = (typeof productMetricUnits)[number];

export interface ProductMetric {
  readonly key: ProductMetricKey;
  readonly name: string;
  /** One or two sentences: who or what counts, and when. */
  readonly definition: string;
  readonly unit: ProductMetricUnit;
}

/** Product answers for them; what is bought, returned and sold is counted as for finance. */
export const productMetrics: readonly ProductMetric[] = [
  {
    key: "viewed",
    name: "Looked at",
    definition: "People who opened the product's page or its label in the period, each once.",
    unit: "people",
  },
  {
    key: "carted",
    name: "Put in the cart",
    definition: "People who put the product in their cart in the period, each once.",
    unit: "people",
  },
  {
    key: "left",
    name: "Left in the cart",
    definition:
      "Of those who put it in the cart in the period, who has not ordered it since, up to now, on any channel.",
    unit: "people",
  },
  {
    key: "bought",
    name: "Bought",
    definition:
      "Pieces in orders and till sales placed in the period, with and without a customer. Cancelled orders do not count.",
    unit: "pieces",
  },
  {
    key: "returned",
    name: "Came back",
    definition: "Pieces that came back in the period, whenever they were bought.",
    unit: "pieces",
  },
  {
    key: "netSales",
    name: "Net sales",
    definition: "What was paid for the pieces bought in the period, less what came back of it in the period.",
    unit: "money",
  },
];

export interface ProductNumbers {
  readonly product: string;
  /** Null: not in the catalogue. */
  readonly name: string | null;
  readonly withdrawn: boolean;
  readonly numbers: Readonly<Record<ProductMetricKey, number>>;
}

/** Dates are the brand's; the first product has most of what it is sorted by. */
export interface ProductReport extends DateSpan {
  readonly currency: string;
  readonly sort: ProductMetricKey;
  readonly metrics: readonly ProductMetric[];
  readonly items: readonly ProductNumbers[];
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}

const counted = z.number();

export const productReportSchema: z.ZodType<ProductReport> = z.strictObject({
  from: z.iso.date(),
  until: z.iso.date(),
  currency: z.string(),
  sort: z.enum(productMetricKeys),
  metrics: z.array(
    z.strictObject({
      key: z.enum(productMetricKeys),
      name: z.string(),
      definition: z.string(),
      unit: z.enum(productMetricUnits),
    }),
  ),
  items: z.array(
    z.strictObject({
      product: z.string(),
      name: z.string().nullable(),
      withdrawn: z.boolean(),
      numbers: z.strictObject({
        viewed: counted,
        carted: counted,
        left: counted,
        bought: counted,
        returned: counted,
        netSales: counted,
      }),
    }),
  ),
  next: z.string().nullable(),
});
