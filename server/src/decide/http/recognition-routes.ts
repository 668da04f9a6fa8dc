import { tokenAnswerSchema, tokenRequestSchema, tokenRevocationSchema } from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../platform/http/route.ts";
import type { Recognition } from "../recognition.ts";

const tag = "Decisions";

export function registerRecognitionRoutes(router: Router, recognition: Recognition): void {
  router.route({
    method: "POST",
    path: "/api/recognition-tokens",
    operationId: "makeRecognitionToken",
    tag,
    summary:
      "A token for a message's link or a code in the store: whoever shows it is recognised, until it expires or is revoked.",
    access: "secretKey",
    body: tokenRequestSchema,
    responses: { 201: tokenAnswerSchema },
    handle: async ({ principal, body }) => ({
      status: 201,
      body: await recognition.issue(principal.brandId, body),
    }),
  });
  router.route({
    method: "POST",
    path: "/api/recognition-tokens/revoke",
    operationId: "revokeRecognitionTokens",
    tag,
    summary:
      "From now on the token recognises nobody; without a token: all that were made for the customer so far.",
    access: "secretKey",
    body: tokenRevocationSchema,
    responses: { 200: z.strictObject({ revoked: z.literal(true) }) },
    handle: async ({ principal, body }) => {
      await recognition.revoke(principal.brandId, body);
      return ok({ revoked: true });
    },
  });
}
