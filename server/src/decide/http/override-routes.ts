import { endOverrideSchema, overrideRequestSchema, overrideSchema } from "@attune/contract";
import { z } from "zod";
import { parseId } from "../../kernel/public-id.ts";
import { actorOf, ok, type Router } from "../../platform/http/route.ts";
import type { Overrides } from "../override/overrides.ts";
import { refusals } from "../refusals.ts";

const tag = "Decisions";
const ref = z.object({ ref: z.string().min(1).max(600) });

/** `leavesOf`: of the customer whom a reference names, the oldest first. Throws a Refusal for an unknown one. */
export function registerOverrideRoutes(
  router: Router,
  overrides: Overrides,
  leavesOf: (brandId: number, ref: string) => Promise<readonly [number, ...number[]]>,
): void {
  router.route({
    method: "POST",
    path: "/api/profiles/{ref}/overrides",
    operationId: "makeOverride",
    tag,
    summary:
      "Pins an experience for one customer, or suppresses it, until a moment. On every channel at once.",
    access: "secretKey",
    params: ref,
    body: overrideRequestSchema,
    responses: { 201: overrideSchema },
    handle: async ({ principal, params, body }) => {
      const { brandId } = principal;
      const [oldest] = await leavesOf(brandId, params.ref);
      const actor = actorOf(principal, body.actor);
      return { status: 201, body: await overrides.make(brandId, oldest, { ...body, actor }) };
    },
  });
  router.route({
    method: "GET",
    path: "/api/profiles/{ref}/overrides",
    operationId: "listOverrides",
    tag,
    summary: "What staff decided for a customer, newest first, also what has ended.",
    access: "secretKey",
    params: ref,
    responses: { 200: z.object({ items: z.array(overrideSchema) }) },
    handle: async ({ principal: { brandId }, params }) =>
      ok({ items: await overrides.list(brandId, await leavesOf(brandId, params.ref)) }),
  });
  router.route({
    method: "POST",
    path: "/api/overrides/{id}/end",
    operationId: "endOverride",
    tag,
    summary: "Takes an override back before its end.",
    access: "secretKey",
    params: z.object({ id: z.string().max(40) }),
    body: endOverrideSchema,
    responses: { 200: overrideSchema },
    handle: async ({ principal, params, body }) => {
      const overrideId = parseId("ovr", params.id);
      if (overrideId === undefined) throw refusals.unknownOverride();
      return ok(await overrides.end(principal.brandId, overrideId, actorOf(principal, body.actor)));
    },
  });
}
