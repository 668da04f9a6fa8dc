import { type Vocabulary, vocabularySchema } from "@attune/contract";
import { ok, type Router } from "../../platform/http/route.ts";

export function vocabularyRoute(router: Router, vocabulary: (brandId: number) => Promise<Vocabulary>): void {
  router.route({
    method: "GET",
    path: "/api/vocabulary",
    operationId: "getVocabulary",
    tag: "Segments",
    summary:
      "What conditions can name: events by how often they came, the properties of the newest, traits of the newest customers, with their types and frequent values; none that are personal. A minute old at most.",
    access: "secretKey",
    responses: { 200: vocabularySchema },
    handle: async ({ principal }) => ok(await vocabulary(principal.brandId)),
  });
}
