import { consentStatementSchema, consentsViewSchema } from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../../platform/http/route.ts";
import type { Consents } from "../consents.ts";

const momentSchema = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));
const ref = z.object({ ref: z.string().min(1).max(600) });

export function consentRoutes(router: Router, consents: Consents): void {
  router.route({
    method: "POST",
    path: "/api/profiles/{ref}/consents",
    operationId: "stateConsent",
    tag: "Consent",
    summary: "Records what a customer has consented to, refused or withdrawn, and answers what counts then.",
    access: "secretKey",
    params: ref,
    body: consentStatementSchema,
    responses: { 200: consentsViewSchema },
    handle: async ({ principal, params, body }) => ok(await consents.state(principal, params.ref, body)),
  });
  router.route({
    method: "GET",
    path: "/api/profiles/{ref}/consents",
    operationId: "getConsents",
    tag: "Consent",
    summary:
      "What a customer's consent is or was: as effective `at` a moment, as known at `knownAt`; and the ledger.",
    access: "secretKey",
    params: ref,
    query: z.object({
      at: momentSchema.optional(),
      knownAt: momentSchema.optional(),
      cursor: z.string().max(200).optional(),
    }),
    responses: { 200: consentsViewSchema },
    handle: async ({ principal, params, query }) =>
      ok(
        await consents.read(
          principal.brandId,
          params.ref,
          { at: query.at, knownAt: query.knownAt },
          query.cursor || undefined,
        ),
      ),
  });
}
