import { z } from "zod";
import { type SegmentCustomer, segmentCustomerSchema } from "./segment.ts";

/** What is counted of customers and sales, each defined once. */
export const metricKeys = [
  "customers",
  "activeCustomers",
  "newCustomers",
  "repeatRate",
  "netSales",
  "orders",
  "averageOrder",
] as const;
export type MetricKey = (typeof metricKeys)[number];

/** money is minor units of the brand's currency, share from 0 to 1. */
export const metricUnits = ["customers", "orders", "money", "share"] as const;
export type MetricUnit = (typeof metricUnits)[number];

/** The department that answers for the definition. */
export const metricOwners = ["marketing", "finance"] as const;
export type MetricOwner = (typeof metricOwners)[number];

export interface Metric {
  readonly key: MetricKey;
  readonly name: string;
  /** One or two sentences: who or what counts, and when. */
  readonly definition: string;
  readonly unit: MetricUnit;
  readonly owner: MetricOwner;
}

/** Every report that shows one of these numbers takes it from here. */
export const metrics: readonly Metric[] = [
  {
    key: "customers",
    name: "Customers",
    definition:
      "Who had joined or bought by the end of the period. Visitors of whom nothing else is known do not count.",
    unit: "customers",
    owner: "marketing",
  },
  {
    key: "activeCustomers",
    name: "Active customers",
    definition:
      "Customers with at least one order placed in the period of which something is worth more than nothing. Cancelled orders do not count.",
    unit: "customers",
    owner: "marketing",
  },
  {
    key: "newCustomers",
    name: "New customers",
    definition: "Active customers whose first order ever was placed in the period.",
    unit: "customers",
    owner: "marketing",
  },
  {
    key: "repeatRate",
    name: "Repeat rate",
    definition:
      "Of the active customers, the share who had bought on an earlier day, in the period or before it.",
    unit: "share",
    owner: "marketing",
  },
  {
    key: "netSales",
    name: "Net sales",
    definition:
      "Lines of orders placed in the period, without delivery and gift cards, less what came back in it, whenever it was bought. With and without a customer; cancelled orders do not count.",
    unit: "money",
    owner: "finance",
  },
  {
    key: "orders",
    name: "Orders",
    definition:
      "Orders and till sales placed in the period that are worth more than nothing. Cancelled ones do not count.",
    unit: "orders",
    owner: "finance",
  },
  {
    key: "averageOrder",
    name: "Average order",
    definition: "What was sold in the period, before anything came back, for each order placed in it.",
    unit: "money",
    owner: "finance",
  },
];

export const overviewSteps = ["day", "week", "month"] as const;
export type OverviewStep = (typeof overviewSteps)[number];

/** Dates (YYYY-MM-DD) in the brand's time zone: `from` is included, `until` is not. */
export interface DateSpan {
  readonly from: string;
  readonly until: string;
}

export interface MetricOverTime {
  readonly metric: MetricKey;
  /** Null where there is nothing to divide by. */
  readonly value: number | null;
  /** The same of as many days before. */
  readonly before: number | null;
  /** Each step in which anything lies in the period, also one that begins before it; of customers how many there were at its end. */
  readonly steps: readonly { readonly from: string; readonly value: number | null }[];
}

export interface Overview extends DateSpan {
  readonly before: DateSpan;
  readonly step: OverviewStep;
  /** Only of its members, as they are now. */
  readonly segment: string | null;
  readonly currency: string;
  /** Sales in other currencies, which are in no number here: currency and orders. */
  readonly otherCurrencies: readonly { readonly currency: string; readonly orders: number }[];
  readonly metrics: readonly MetricOverTime[];
}

/** The customers behind a number. */
export interface MetricCustomers {
  readonly items: readonly SegmentCustomer[];
  /** Cursor of the next page; null on the last. */
  readonly next: string | null;
}

const metricShape = {
  key: z.enum(metricKeys),
  name: z.string(),
  definition: z.string(),
  unit: z.enum(metricUnits),
  owner: z.enum(metricOwners),
};

export const metricCatalogueSchema: z.ZodType<{ readonly items: readonly Metric[] }> = z.strictObject({
  items: z.array(z.strictObject(metricShape)),
});

const span = { from: z.iso.date(), until: z.iso.date() };

export const overviewSchema: z.ZodType<Overview> = z.strictObject({
  ...span,
  before: z.strictObject(span),
  step: z.enum(overviewSteps),
  segment: z.string().nullable(),
  currency: z.string(),
  otherCurrencies: z.array(z.strictObject({ currency: z.string(), orders: z.int().min(0) })),
  metrics: z.array(
    z.strictObject({
      metric: z.enum(metricKeys),
      value: z.number().nullable(),
      before: z.number().nullable(),
      steps: z.array(z.strictObject({ from: z.iso.date(), value: z.number().nullable() })),
    }),
  ),
});

export const metricCustomersSchema: z.ZodType<MetricCustomers> = z.strictObject({
  items: z.array(segmentCustomerSchema),
  next: z.string().nullable(),
});
