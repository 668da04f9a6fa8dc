import {
  channelSchema,
  journeyStages,
  type TouchpointsAnswer,
  touchpointsAnswerSchema,
} from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../platform/http/route.ts";

const querySchema = z.object({
  stage: z.enum(journeyStages).exactOptional(),
  channel: channelSchema.exactOptional(),
  decided: z.stringbool().exactOptional(),
});

export function registerTouchpointRoutes(router: Router, list: (brandId: number) => TouchpointsAnswer): void {
  router.route({
    method: "GET",
    path: "/api/touchpoints",
    operationId: "listTouchpoints",
    tag: "Decisions",
    summary:
      "The places where the brand meets a customer, in the order of the journey; `decided=false`: only those where nothing is decided now.",
    access: "secretKey",
    query: querySchema,
    responses: { 200: touchpointsAnswerSchema },
    handle: async ({ principal, query }) => {
      const { items, coverage } = list(principal.brandId);
      const asked = items.filter(
        ({ stage, channel, isDecided }) =>
          stage === (query.stage ?? stage) &&
          channel === (query.channel ?? channel) &&
          isDecided === (query.decided ?? isDecided),
      );
      return ok({ items: asked, coverage });
    },
  });
}
