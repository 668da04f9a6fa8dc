import {
  definitionKey,
  deliveryStates,
  type WebhookDelivery,
  type WebhookStanding,
  webhookDeliveriesSchema,
  webhookListSchema,
  webhookSecretSchema,
  webhookStandingSchema,
} from "@attune/contract";
import { z } from "zod";
import type { Clock } from "../../../kernel/clock.ts";
import { formatCursor, parseCursor } from "../../../kernel/cursor.ts";
import { formatId } from "../../../kernel/public-id.ts";
import { ok, type Router } from "../../../platform/http/route.ts";
import { deliveryId, type LoggedDelivery, type Place } from "../delivery.ts";
import type { ListedWebhook, Webhooks } from "../webhooks.ts";

const tag = "Webhooks";
const hourMs = 3_600_000;
const params = z.object({ key: definitionKey });

export function webhookRoutes(router: Router, webhooks: Webhooks, clock: Clock): void {
  readRoutes(router, webhooks, clock);
  deliveriesRoute(router, webhooks);
  secretRoute(router, webhooks);
  replayRoute(router, webhooks, clock);
  enableRoute(router, webhooks, clock);
}

function readRoutes(router: Router, webhooks: Webhooks, clock: Clock): void {
  router.route({
    method: "GET",
    path: "/api/webhooks",
    operationId: "listWebhooks",
    tag,
    summary: "All live webhooks, with how many deliveries wait and how many were given up.",
    access: "secretKey",
    responses: { 200: webhookListSchema },
    handle: async ({ principal }) => {
      const found = await webhooks.list(principal.brandId);
      return ok({ items: found.map((one) => standingOf(one, clock.now())) });
    },
  });
  router.route({
    method: "GET",
    path: "/api/webhooks/{key}",
    operationId: "getWebhook",
    tag,
    summary: "How a webhook stands.",
    access: "secretKey",
    params,
    responses: { 200: webhookStandingSchema },
    handle: async ({ principal, params }) =>
      ok(standingOf(await webhooks.get(principal.brandId, params.key), clock.now())),
  });
}

function deliveriesRoute(router: Router, webhooks: Webhooks): void {
  router.route({
    method: "GET",
    path: "/api/webhooks/{key}/deliveries",
    operationId: "listWebhookDeliveries",
    tag,
    summary:
      "What a webhook told or will tell, newest first. `state=dead`: what was given up, with the reason.",
    access: "secretKey",
    params,
    query: z.object({
      state: z.enum(deliveryStates).optional(),
      cursor: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    responses: { 200: webhookDeliveriesSchema },
    handle: async ({ principal, params, query: { state, cursor, limit } }) => {
      const before = cursor === undefined ? undefined : placeIn(cursor);
      const found = await webhooks.deliveries(principal.brandId, params.key, { state, before, limit });
      const last = found.length === limit ? found.at(-1) : undefined;
      return ok({
        items: found.map((one) => deliveryOf(params.key, one)),
        next: last === undefined ? null : formatCursor([last.position, last.ordinal]),
      });
    },
  });
}

function secretRoute(router: Router, webhooks: Webhooks): void {
  router.route({
    method: "POST",
    path: "/api/webhooks/{key}/secret",
    operationId: "makeWebhookSecret",
    tag,
    summary:
      "Makes the secret that a webhook signs with, and shows it this once. Secrets before it sign too, for `overlapHours` more.",
    access: "secretKey",
    params,
    body: z.strictObject({ overlapHours: z.number().min(0).max(168).default(24) }),
    responses: { 200: webhookSecretSchema },
    handle: async ({ principal, params, body }) => {
      const overlapMs = body.overlapHours * hourMs;
      const { actor } = principal;
      const { secret, othersUntil } = await webhooks.makeSecret(
        principal.brandId,
        params.key,
        overlapMs,
        actor,
      );
      return ok({ secret, othersUntil: othersUntil === undefined ? null : iso(othersUntil) });
    },
  });
}

const replayBody = z
  .strictObject({ after: z.string().max(200).optional(), delivery: z.string().max(200).optional() })
  .refine(
    ({ after, delivery }) => (after === undefined) !== (delivery === undefined),
    "Either after or delivery is needed.",
  );

function replayRoute(router: Router, webhooks: Webhooks, clock: Clock): void {
  router.route({
    method: "POST",
    path: "/api/webhooks/{key}/replay",
    operationId: "replayWebhook",
    tag,
    summary:
      "Tells again, under the same ids: everything behind a cursor of the stream of changes (`after`), or one `delivery`.",
    access: "secretKey",
    params,
    body: replayBody,
    responses: { 200: webhookStandingSchema },
    handle: async ({ principal, params: { key }, body: { after, delivery } }) => {
      const { actor } = principal;
      const found =
        after === undefined
          ? await webhooks.replayOne(principal.brandId, key, delivery ?? "", actor)
          : await webhooks.replay(principal.brandId, key, placeIn(after), actor);
      return ok(standingOf(found, clock.now()));
    },
  });
}

function enableRoute(router: Router, webhooks: Webhooks, clock: Clock): void {
  router.route({
    method: "POST",
    path: "/api/webhooks/{key}/enable",
    operationId: "enableWebhook",
    tag,
    summary:
      "Goes on at once with a webhook that was disabled because the other side said 410, or that rests.",
    access: "secretKey",
    params,
    responses: { 200: webhookStandingSchema },
    handle: async ({ principal, params: { key } }) =>
      ok(standingOf(await webhooks.enable(principal.brandId, key, principal.actor), clock.now())),
  });
}

function placeIn(cursor: string): Place {
  const [position, ordinal] = parseCursor(cursor, ["number", "number"]);
  return { position: Number(position), ordinal: Number(ordinal) };
}

function standingOf({ webhook: { key, body }, standing }: ListedWebhook, now: number): WebhookStanding {
  const { isDisabled, hasSecret, reason, waiting, dead, pausedUntil = 0 } = standing;
  const isPaused = pausedUntil > now;
  return {
    key,
    url: body.url,
    segments: body.segments,
    state: isDisabled ? "disabled" : !hasSecret ? "noSecret" : isPaused ? "paused" : "active",
    reason: reason ?? null,
    pausedUntil: isPaused ? iso(pausedUntil) : null,
    waiting,
    dead,
  };
}

function deliveryOf(key: string, one: LoggedDelivery): WebhookDelivery {
  return {
    id: deliveryId(key, one),
    type: one.entered ? "segment.entered" : "segment.left",
    segment: one.segment,
    profile: formatId("prf", one.profileId),
    at: iso(one.changedAt),
    state: one.state,
    attempts: one.attempts,
    nextAt: one.state === "waiting" ? iso(one.nextAt) : null,
    status: one.status ?? null,
    reason: one.reason ?? null,
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
