import { type ConsistencyReport, consistencyReportSchema } from "@attune/contract";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import { ok, type Router } from "../../platform/http/route.ts";

const dayMs = 86_400_000;
const instant = z.iso.datetime({ offset: true });
const querySchema = z.object({ from: instant.exactOptional(), until: instant.exactOptional() });

export function registerConsistencyRoutes(
  router: Router,
  clock: Clock,
  report: (
    brandId: number,
    period: { readonly fromMs: number; readonly untilMs: number },
  ) => Promise<ConsistencyReport>,
): void {
  router.route({
    method: "GET",
    path: "/api/consistency",
    operationId: "reportConsistency",
    tag: "Decisions",
    summary:
      "Where a customer was treated otherwise on two channels within a minute, with the cause; the last day unless `from` and `until` say otherwise.",
    access: "secretKey",
    query: querySchema,
    responses: { 200: consistencyReportSchema },
    handle: async ({ principal, query }) => {
      const untilMs = query.until === undefined ? clock.now() + 1 : Date.parse(query.until);
      const fromMs = query.from === undefined ? untilMs - dayMs : Date.parse(query.from);
      return ok(await report(principal.brandId, { fromMs, untilMs }));
    },
  });
}
