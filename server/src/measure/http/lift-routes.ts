import { definitionKey, liftPopulations, liftReportSchema } from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../platform/http/route.ts";
import type { LiftQuestion, Lifts } from "../lifts.ts";

const params = z.object({ key: definitionKey });

const query = z
  .object({
    population: z.enum(liftPopulations).default("everyone"),
    until: z.iso
      .datetime({ offset: true })
      .transform((text) => Date.parse(text))
      .optional(),
  })
  .transform(({ population, until }): LiftQuestion => ({ population, untilMs: until }));

export function liftRoutes(router: Router, lifts: Lifts): void {
  router.route({
    method: "GET",
    path: "/api/reports/lift/experiences/{key}",
    operationId: "reportExperienceLift",
    tag: "Reports",
    summary:
      "What an experience adds to net sales for each customer: everybody whom a hold-out keeps it from against everybody else, with a 95 % interval.",
    access: "secretKey",
    params,
    query,
    responses: { 200: liftReportSchema },
    handle: async ({ principal, params: { key }, query: question }) =>
      ok(await lifts.ofExperience(principal.brandId, key, question)),
  });
  router.route({
    method: "GET",
    path: "/api/reports/lift/hold-outs/{key}",
    operationId: "reportHoldOutLift",
    tag: "Reports",
    summary:
      "What all that a hold-out keeps back adds to net sales for each customer: everybody in it against everybody else, with a 95 % interval.",
    access: "secretKey",
    params,
    query,
    responses: { 200: liftReportSchema },
    handle: async ({ principal, params: { key }, query: question }) =>
      ok(await lifts.ofHoldOut(principal.brandId, key, question)),
  });
}
