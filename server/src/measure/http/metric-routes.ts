import {
  definitionKey,
  metricCatalogueSchema,
  metricCustomersSchema,
  metricKeys,
  metrics,
  overviewSchema,
  overviewSteps,
} from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../platform/http/route.ts";
import type { MetricReports } from "../metrics/metric-reports.ts";
import { readSpan, spanShape } from "./span.ts";

const span = { ...spanShape, segment: definitionKey.optional() };

export function metricRoutes(router: Router, reports: MetricReports): void {
  router.route({
    method: "GET",
    path: "/api/metrics",
    operationId: "listMetrics",
    tag: "Reports",
    summary: "The metric catalogue: what each number means, its unit and the department that answers for it.",
    access: "secretKey",
    responses: { 200: metricCatalogueSchema },
    handle: async () => ok({ items: metrics }),
  });
  overviewRoute(router, reports);
  customersRoute(router, reports);
}

function overviewRoute(router: Router, reports: MetricReports): void {
  router.route({
    method: "GET",
    path: "/api/reports/overview",
    operationId: "reportOverview",
    tag: "Reports",
    summary:
      "Every metric of the catalogue in a period, by step, and in as many days before. Dates are the brand's; `from` is included, `until` is not. Without them the last twelve weeks.",
    access: "secretKey",
    query: z.object({ ...span, step: z.enum(overviewSteps).default("week") }),
    responses: { 200: overviewSchema },
    handle: async ({ principal, query }) => {
      const { step, segment } = query;
      return ok(
        await reports.overview(principal.brandId, { ...readSpan(query, reports.tomorrow), step, segment }),
      );
    },
  });
}

function customersRoute(router: Router, reports: MetricReports): void {
  router.route({
    method: "GET",
    path: "/api/metrics/{metric}/customers",
    operationId: "listMetricCustomers",
    tag: "Reports",
    summary: "The customers behind a number of the overview, for the same period and segment.",
    access: "secretKey",
    params: z.object({ metric: z.enum(metricKeys) }),
    query: z.object({
      ...span,
      cursor: z.string().max(60).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    responses: { 200: metricCustomersSchema },
    handle: async ({ principal, params, query }) => {
      const { segment, cursor, limit } = query;
      const question = { ...readSpan(query, reports.tomorrow), segment, cursor, limit };
      return ok(await reports.customers(principal.brandId, params.metric, question));
    },
  });
}
