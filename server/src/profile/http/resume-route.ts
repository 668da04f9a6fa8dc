import { channelSchema, resumeEntrySchema } from "@attune/contract";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import { formatId } from "../../kernel/public-id.ts";
import { ok, type Router } from "../../platform/http/route.ts";
import type { ProductFacts } from "../answer-profile.ts";
import { answerResume, productsOfResume } from "../answer-resume.ts";
import { viewOf } from "../customer-view.ts";
import { findProfile, type ProfileStore } from "../profile-reader.ts";
import { resumeOf } from "../resume.ts";

interface Ports {
  readonly profiles: ProfileStore;
  readonly products: (brandId: number, keys: readonly string[]) => Promise<ReadonlyMap<string, ProductFacts>>;
  readonly clock: Clock;
}

export function resumeRoute(router: Router, ports: Ports): void {
  router.route({
    method: "GET",
    path: "/api/profiles/{ref}/resume",
    operationId: "resumeProfile",
    tag: "Customers",
    summary:
      "Where a customer left off, on any channel, the newest first: cart, last viewed, last search, lists, and what is open: cases, quizzes, forms, appointments, advice, promises. `channel`: where it is to be used; consent is judged for it, else for where each was left.",
    access: "secretKey",
    params: z.object({ ref: z.string().min(1).max(600) }),
    query: z.object({ channel: channelSchema.exactOptional() }),
    responses: { 200: z.object({ id: z.string(), entries: z.array(resumeEntrySchema) }) },
    handle: async ({ principal: { brandId }, params, query }) => {
      const found = await findProfile(ports.profiles, brandId, params.ref);
      const nowMs = ports.clock.now();
      const entries = resumeOf(viewOf(found.profileId, found.state), nowMs, query.channel);
      const products = await ports.products(brandId, productsOfResume(entries));
      return ok({ id: formatId("prf", found.profileId), entries: answerResume(entries, products, nowMs) });
    },
  });
}
