import { type ComputedSummary, computedListSchema } from "@attune/contract";
import { ok, type Router } from "../../platform/http/route.ts";

export function computedRoutes(
  router: Router,
  list: (brandId: number) => Promise<readonly ComputedSummary[]>,
): void {
  router.route({
    method: "GET",
    path: "/api/computed-traits",
    operationId: "listComputedTraits",
    tag: "Segments",
    summary: "All live computed traits: what each is computed of, and how far its history has been read.",
    access: "secretKey",
    responses: { 200: computedListSchema },
    handle: async ({ principal }) => ok({ items: await list(principal.brandId) }),
  });
}
