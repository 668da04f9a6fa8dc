import { decideAnswerSchema, type PreviewRequest, previewDecisionSchema } from "@attune/contract";
import { ok, type Router } from "../../platform/http/route.ts";
import type { Previews } from "../previews.ts";

/** As for a definition, several times over. */
const mostBodyBytes = 1024 * 1024;

export function registerPreviewRoute(router: Router, previews: Previews): void {
  router.route<unknown, unknown, PreviewRequest>({
    method: "POST",
    path: "/api/decide/preview",
    operationId: "previewDecision",
    tag: "Decisions",
    summary:
      "What would be shown, and why, were these experiences live as they are written here. A dry run: kept and counted nowhere.",
    access: "secretKey",
    body: previewDecisionSchema,
    mostBodyBytes,
    responses: { 200: decideAnswerSchema },
    handle: async ({ principal, body }) => ok(await previews.preview(principal.brandId, body)),
  });
}
