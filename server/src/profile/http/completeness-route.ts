import { consentStates } from "@attune/contract";
import { z } from "zod";
import type { Clock } from "../../kernel/clock.ts";
import { formatId } from "../../kernel/public-id.ts";
import { ok, type Router } from "../../platform/http/route.ts";
import { attributeNames, qualityOf } from "../completeness.ts";
import { findProfile, type ProfileStore } from "../profile-reader.ts";

const score = z.number().min(0).max(1);
const scores = {
  validity: score.nullable(),
  freshness: score.nullable(),
  consent: score.nullable(),
  score,
};

const completenessAnswer = z.strictObject({
  id: z.string(),
  completeness: score,
  ...scores,
  attributes: z.array(
    z.strictObject({
      name: z.enum(attributeNames),
      isPresent: z.boolean(),
      ...scores,
      consentKey: z.string(),
      consentState: z.enum(consentStates),
      saidAt: z.iso.datetime().nullable(),
    }),
  ),
});

export function completenessRoute(
  router: Router,
  ports: { readonly profiles: ProfileStore; readonly clock: Clock },
): void {
  router.route({
    method: "GET",
    path: "/api/profiles/{ref}/completeness",
    operationId: "getProfileCompleteness",
    tag: "Customers",
    summary:
      "How much of a customer is known and can be used: completeness, validity, freshness and consent from 0 to 1, of the profile and of each attribute.",
    access: "secretKey",
    params: z.object({ ref: z.string().min(1).max(600) }),
    responses: { 200: completenessAnswer },
    handle: async ({ principal: { brandId }, params }) => {
      const found = await findProfile(ports.profiles, brandId, params.ref);
      const quality = qualityOf(found, ports.clock.now());
      return ok({
        id: formatId("prf", found.profileId),
        ...quality,
        attributes: quality.attributes.map((one) => ({
          ...one,
          saidAt: one.saidAt === null ? null : new Date(one.saidAt).toISOString(),
        })),
      });
    },
  });
}
