import { type ModelCard, modelCardSchema } from "@attune/contract";
import { ok, type Router } from "../../platform/http/route.ts";

export function registerModelRoutes(router: Router, cardOf: (brandId: number) => ModelCard): void {
  router.route({
    method: "GET",
    path: "/api/recommendations/models",
    operationId: "findItemModels",
    tag: "Decisions",
    summary:
      "The card of the models that recommend products: data, date, figures on what they had not seen, or what they lack.",
    access: "secretKey",
    responses: { 200: modelCardSchema },
    handle: async ({ principal }) => ok(cardOf(principal.brandId)),
  });
}
