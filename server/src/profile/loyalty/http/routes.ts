import {
  concentrationSchema,
  loyaltyAnswerSchema,
  loyaltyThresholdsSchema,
  stageReportSchema,
} from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../../platform/http/route.ts";
import type { LoyaltyReads } from "../loyalty-reads.ts";

export function loyaltyRoutes(router: Router, loyalty: LoyaltyReads): void {
  router.route({
    method: "GET",
    path: "/api/profiles/{ref}/loyalty",
    operationId: "getProfileLoyalty",
    tag: "Customers",
    summary:
      "The 20 loyalty dimensions of a customer with bands, percentiles and the sales they rest on; RFM, stage with its history, stores, changes. `asOf`: as they were at a moment, by the sales that are known now.",
    access: "secretKey",
    params: z.object({ ref: z.string().min(1).max(600) }),
    query: z.object({ asOf: z.iso.datetime({ offset: true }).optional() }),
    responses: { 200: loyaltyAnswerSchema },
    handle: async ({ principal, params, query: { asOf } }) =>
      ok(
        await loyalty.find(principal.brandId, params.ref, asOf === undefined ? undefined : Date.parse(asOf)),
      ),
  });
  router.route({
    method: "GET",
    path: "/api/loyalty/thresholds",
    operationId: "getLoyaltyThresholds",
    tag: "Loyalty",
    summary:
      "What bands and scores are relative to: fifths by account type, expected gaps, and which version of them is in force.",
    access: "secretKey",
    responses: { 200: loyaltyThresholdsSchema },
    handle: async ({ principal }) => ok(await loyalty.thresholds(principal.brandId)),
  });
  reportRoutes(router, loyalty);
}

function reportRoutes(router: Router, loyalty: LoyaltyReads): void {
  router.route({
    method: "GET",
    path: "/api/reports/stages",
    operationId: "reportStages",
    tag: "Reports",
    summary:
      "Customers by lifecycle stage, how many went from which stage to which and after how long, and who is stuck, with the condition that holds for them.",
    access: "secretKey",
    responses: { 200: stageReportSchema },
    handle: async ({ principal }) => ok(await loyalty.stages(principal.brandId)),
  });
  router.route({
    method: "GET",
    path: "/api/reports/concentration",
    operationId: "reportConcentration",
    tag: "Reports",
    summary: "Which share of customers brings which share of net sales, in 12 months or ever.",
    access: "secretKey",
    query: z.object({ window: z.enum(["12m", "all"]).default("12m") }),
    responses: { 200: concentrationSchema },
    handle: async ({ principal, query }) => ok(await loyalty.concentration(principal.brandId, query.window)),
  });
}
