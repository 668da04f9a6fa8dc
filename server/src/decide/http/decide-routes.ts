import {
  type Channel,
  decideAnswerSchema,
  decideSchema,
  decisionRecordSchema,
  decisionReplaySchema,
  decisionWhySchema,
} from "@attune/contract";
import { z } from "zod";
import { ok, type Router } from "../../platform/http/route.ts";
import type { Decider } from "../decider.ts";

const tag = "Decisions";
const json = { "Content-Type": "application/json; charset=utf-8" };

/** `channelOf`: where a source stands. */
export function registerDecideRoutes(
  router: Router,
  decider: Decider,
  channelOf: (sourceId: number) => Channel | undefined,
): void {
  router.route({
    method: "POST",
    path: "/api/decide",
    operationId: "decide",
    tag,
    summary: "What to show a customer at these placements, and why. The same on every channel.",
    access: "anyKey",
    body: decideSchema,
    responses: { 200: decideAnswerSchema },
    handle: async ({ principal, body }) => {
      const { brandId, sourceId, kind } = principal;
      const proof = kind === "secret" ? "secretKey" : "publicKey";
      return {
        status: 200,
        headers: json,
        body: await decider.decide({ brandId, proof, channel: channelOf(sourceId) }, body),
      };
    },
  });
  router.route({
    method: "GET",
    path: "/api/decisions/{id}",
    operationId: "explainDecision",
    tag,
    summary: "What a decision was based on, and what became of each candidate.",
    access: "secretKey",
    params: z.object({ id: z.uuid() }),
    responses: { 200: decisionRecordSchema },
    handle: async ({ principal, params }) =>
      ok(await decider.explain(principal.brandId, params.id.toLowerCase())),
  });
  router.route({
    method: "GET",
    path: "/api/decisions/{id}/replay",
    operationId: "replayDecision",
    tag,
    summary:
      "The decision made again from its log, by the definitions of then: whether it is the same, and the answer.",
    access: "secretKey",
    params: z.object({ id: z.uuid() }),
    responses: { 200: decisionReplaySchema },
    handle: async ({ principal, params }) =>
      ok(await decider.replay(principal.brandId, params.id.toLowerCase())),
  });
  router.route({
    method: "GET",
    path: "/api/decisions/{id}/why",
    operationId: "tellWhy",
    tag,
    summary: "Why a customer is shown this, in words for the customer.",
    access: "anyKey",
    params: z.object({ id: z.uuid() }),
    responses: { 200: decisionWhySchema },
    handle: async ({ principal, params }) =>
      ok(await decider.why(principal.brandId, params.id.toLowerCase())),
  });
}
