import {
  comparisonQuestionSchema,
  comparisonReportSchema,
  definitionKey,
  lookAlikeQuestionSchema,
  lookAlikeReportSchema,
  overlapQuestionSchema,
  overlapReportSchema,
  relevanceQuestionSchema,
  relevanceReportSchema,
  schemeReportsSchema,
  schemesSideBySideSchema,
} from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../../platform/http/route.ts";
import type { LookAlikes } from "../look-alikes.ts";
import type { SegmentReports } from "../segment-reports.ts";

const tag = "Reports";

export function segmentReportRoutes(router: Router, reports: SegmentReports, lookAlikes: LookAlikes): void {
  setRoutes(router, reports);
  schemeRoutes(router, reports);
  modelRoutes(router, reports, lookAlikes);
}

function setRoutes(router: Router, reports: SegmentReports): void {
  router.route({
    method: "POST",
    path: "/api/reports/overlap",
    operationId: "reportOverlap",
    tag,
    summary:
      "How many customers are in exactly which of two to eight segments or conditions, and how far each two of them overlap.",
    access: "secretKey",
    body: overlapQuestionSchema,
    responses: { 200: overlapReportSchema },
    handle: async ({ principal, body }) => ok(await reports.overlap(principal.brandId, body.sets)),
  });
  router.route({
    method: "POST",
    path: "/api/reports/comparison",
    operationId: "reportComparison",
    tag,
    summary:
      "What makes two sets of customers different, or one from everybody else: traits, bands, stages, what and where they buy, each with an interval, the clearest first.",
    access: "secretKey",
    body: comparisonQuestionSchema,
    responses: { 200: comparisonReportSchema },
    handle: async ({ principal, body }) => ok(await reports.comparison(principal.brandId, body)),
  });
}

function schemeRoutes(router: Router, reports: SegmentReports): void {
  router.route({
    method: "GET",
    path: "/api/reports/schemes",
    operationId: "reportSchemes",
    tag,
    summary:
      "All live schemes with objective and owner, how many customers are in each part, and how many in none.",
    access: "secretKey",
    responses: { 200: schemeReportsSchema },
    handle: async ({ principal }) => ok({ items: await reports.schemes(principal.brandId) }),
  });
  router.route({
    method: "GET",
    path: "/api/reports/schemes/{key}",
    operationId: "reportSchemesSideBySide",
    tag,
    summary:
      "Two schemes side by side: how many customers are in which part of the one and which part of the other; of one alone, its parts against each other.",
    access: "secretKey",
    params: z.object({ key: definitionKey }),
    query: z.object({ against: definitionKey.optional() }),
    responses: { 200: schemesSideBySideSchema },
    handle: async ({ principal, params, query }) =>
      ok(await reports.sideBySide(principal.brandId, params.key, query.against ?? params.key)),
  });
}

function modelRoutes(router: Router, reports: SegmentReports, lookAlikes: LookAlikes): void {
  router.route({
    method: "POST",
    path: "/api/reports/relevance",
    operationId: "reportRelevance",
    tag,
    summary:
      "Whether an attribute tells more of who buys again than behaviour does, of customers whom the models have not seen, with intervals.",
    access: "secretKey",
    body: relevanceQuestionSchema,
    responses: { 200: relevanceReportSchema },
    handle: async ({ principal, body }) => ok(await reports.relevance(principal.brandId, body)),
  });
  router.route({
    method: "POST",
    path: "/api/lists/{key}/look-alike",
    operationId: "lookAlike",
    tag: "Lists",
    summary:
      "Learns what those on a list have in common and tells how well that finds members who were held out; with `into` and `count` the best others are put into another list.",
    access: "secretKey",
    params: z.object({ key: definitionKey }),
    body: lookAlikeQuestionSchema,
    responses: { 200: lookAlikeReportSchema },
    handle: async ({ principal, params, body }) =>
      ok(await lookAlikes.learn(principal.brandId, params.key, body)),
  });
}
