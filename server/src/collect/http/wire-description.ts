import { eventTypes } from "@attune/contract";
import { z } from "zod";
import type { RouteDescription, Router } from "../../platform/http/route.ts";

const tag = "SDK doors";
const id = z.union([z.string(), z.number(), z.null()]).optional();
const part = z.record(z.string(), z.unknown()).nullish();

const event = {
  messageId: z.string().describe("Repeats are dropped by it for 7 days.").optional(),
  userId: id,
  anonymousId: id,
  context: part,
  integrations: part,
  timestamp: z.string().describe("When it happened, by the sender's clock.").optional(),
  originalTimestamp: z.string().optional(),
  sentAt: z.string().describe("When it was sent, by the same clock.").optional(),
  writeKey: z.string().describe("A key, where none stands in the headers.").optional(),
};
const ofType = {
  track: { event: z.string().max(255), properties: part },
  identify: { traits: part },
  page: { name: z.string().nullish(), category: z.string().nullish(), properties: part },
  screen: { name: z.string().nullish(), category: z.string().nullish(), properties: part },
  group: { groupId: z.union([z.string(), z.number()]), traits: part },
  alias: { previousId: z.union([z.string(), z.number()]) },
} as const;

const batch = z.looseObject({
  batch: z.array(
    z.discriminatedUnion(
      "type",
      eventTypes.map((type) => z.looseObject({ ...event, ...ofType[type], type: z.literal(type) })) as never, // one a type, so at least one
    ),
  ),
  context: part,
  integrations: part,
  sentAt: z.string().optional(),
  writeKey: z.string().optional(),
});

const kept = z.object({
  success: z.literal(true),
  accepted: z.int().optional(),
  quarantined: z.int().optional(),
  faults: z
    .array(z.object({ index: z.int().optional(), code: z.string(), path: z.string(), message: z.string() }))
    .optional(),
});

const summaries = {
  track: "Something a customer did.",
  identify: "Who a customer is.",
  page: "A page that was seen.",
  screen: "A screen of an app that was seen.",
  group: "What a customer belongs to.",
  alias: "That two ids are one customer.",
} as const;

/** Tells of the doors of the SDKs, which take any Content-Type and any of the places a key may stand in. */
export function describeWire(router: Router): void {
  for (const type of eventTypes) {
    const body = z.looseObject({ ...event, ...ofType[type] });
    router.document(eventDoor(`/v1/${type}`, type, summaries[type], body));
  }
  const many = "Many events at once, gzip or not; each is judged alone. Also under /v1/import.";
  router.document(eventDoor("/v1/batch", "batch", many, batch));
  router.document({
    ...eventDoor("/beacon/v1/batch", "beaconBatch", "The same, as a page that is closed sends it.", batch),
    query: z.object({ writeKey: z.string() }),
  });
  for (const description of settings) router.document(description);
}

function eventDoor(path: string, operationId: string, summary: string, body: z.ZodType): RouteDescription {
  return {
    method: "POST",
    path,
    operationId,
    tag,
    summary: `${summary} 200: kept, or set aside in quarantine.`,
    access: "anyKey",
    body,
    responses: { 200: kept },
  };
}

const settings: readonly RouteDescription[] = [
  {
    method: "GET",
    path: "/v1/projects/{key}/settings",
    operationId: "segmentSettings",
    tag,
    summary: "What the Segment browser and mobile SDKs ask for before they send.",
    access: "open",
    params: z.object({ key: z.string().describe("A public key.") }),
    responses: { 200: z.looseObject({ integrations: z.record(z.string(), z.unknown()) }) },
  },
  {
    method: "GET",
    path: "/sourceConfig/",
    operationId: "rudderSourceConfig",
    tag,
    summary: "What the RudderStack browser SDK asks for before it sends.",
    access: "anyKey",
    query: z.object({ writeKey: z.string().optional() }),
    responses: {
      200: z.object({
        source: z.looseObject({
          id: z.string(),
          name: z.string(),
          workspaceId: z.string(),
          enabled: z.boolean(),
          config: z.record(z.string(), z.unknown()),
          destinations: z.array(z.unknown()),
        }),
      }),
    },
  },
];
