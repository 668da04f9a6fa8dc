import {
  catalogueKeySchema,
  metricCustomersSchema,
  productMetricKeys,
  productReportSchema,
} from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../platform/http/route.ts";
import type { ProductReports } from "../metrics/product-reports.ts";
import { readSpan, spanShape } from "./span.ts";

const page = {
  cursor: z.string().max(60).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
};

/** `tomorrow`: the date after today in the brand's time zone. */
export function productReportRoutes(router: Router, reports: ProductReports, tomorrow: () => string): void {
  router.route({
    method: "GET",
    path: "/api/reports/products",
    operationId: "reportProducts",
    tag: "Reports",
    summary:
      "What was looked at, put in the cart, left there, bought and brought back in a period, by product, with what each number means. Dates are the brand's; `from` is included, `until` is not. Without them the last twelve weeks.",
    access: "secretKey",
    query: z.object({
      ...spanShape,
      sort: z.enum(productMetricKeys).default("viewed"),
      product: catalogueKeySchema.optional(),
      ...page,
    }),
    responses: { 200: productReportSchema },
    handle: async ({ principal, query }) => {
      const { sort, product, cursor, limit } = query;
      const question = { ...readSpan(query, tomorrow), sort, product, cursor, limit };
      return ok(await reports.report(principal.brandId, question));
    },
  });
  router.route({
    method: "GET",
    path: "/api/reports/products/{key}/customers",
    operationId: "listProductCustomers",
    tag: "Reports",
    summary: "The customers behind a number of a product, for the same period.",
    access: "secretKey",
    params: z.object({ key: catalogueKeySchema }),
    query: z.object({ ...spanShape, metric: z.enum(productMetricKeys), ...page }),
    responses: { 200: metricCustomersSchema },
    handle: async ({ principal, params, query }) => {
      const { metric, cursor, limit } = query;
      const question = { ...readSpan(query, tomorrow), metric, cursor, limit };
      return ok(await reports.customers(principal.brandId, params.key, question));
    },
  });
}
