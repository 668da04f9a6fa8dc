import { channels, eventTypes } from "@attune/contract";
import { z } from "zod";
import { formatId, parseId } from "../../kernel/public-id.ts";
import { ok, type Router } from "../../platform/http/route.ts";
import type { LiveEvent, LiveEventStore } from "../live-events.ts";
import { refusals } from "../refusals.ts";

const time = z.iso.datetime();
const eventSchema = z.strictObject({
  id: z.string(),
  position: z.int(),
  type: z.enum(eventTypes),
  name: z.string(),
  channel: z.enum(channels),
  occurredAt: time,
  receivedAt: time,
  source: z.string(),
  simulated: z.boolean(),
  identifiers: z.array(z.strictObject({ namespace: z.string(), value: z.string() })),
});

export function registerLiveRoutes(router: Router, store: LiveEventStore): void {
  router.route({
    method: "GET",
    path: "/api/events",
    operationId: "listLiveEvents",
    tag: "Events",
    summary:
      "The events accepted last, newest first, with identifiers masked. `after` gives what came behind a position.",
    access: "secretKey",
    query: z.object({
      after: z.coerce.number().int().min(0).optional(),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    responses: { 200: z.strictObject({ items: z.array(eventSchema), upTo: z.int() }) },
    handle: async ({ principal, query }) => {
      const page = await store.read(principal.brandId, query.after, query.limit);
      return ok({ items: page.events.map(toItem), upTo: page.upTo });
    },
  });
  router.route({
    method: "GET",
    path: "/api/events/{id}",
    operationId: "getLiveEvent",
    tag: "Events",
    summary: "One accepted event by its id, with identifiers masked, as long as the inbox keeps it.",
    access: "secretKey",
    params: z.object({ id: z.string().max(40) }),
    responses: { 200: eventSchema },
    handle: async ({ principal, params }) => {
      const position = parseId("evt", params.id);
      if (position === undefined || position < 1) throw refusals.unknownEvent();
      const { events } = await store.read(principal.brandId, position - 1, 1);
      const [event] = events;
      if (event?.position !== position) throw refusals.unknownEvent();
      return ok(toItem(event));
    },
  });
}

function toItem({ sourceKey, ...event }: LiveEvent): z.infer<typeof eventSchema> {
  return {
    ...event,
    id: formatId("evt", event.position),
    occurredAt: new Date(event.occurredAt).toISOString(),
    receivedAt: new Date(event.receivedAt).toISOString(),
    source: sourceKey,
    identifiers: event.identifiers.map(({ namespace, value }) => ({ namespace, value })),
  };
}
