import { z } from "zod";
import { definitionKey } from "./definition.ts";

export const webhookEvents = ["entered", "left"] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/** The body of a definition of kind `webhook`: where to tell who entered and left segments. What the data may be used for is the segment's purpose. */
export interface WebhookBody {
  readonly name: string;
  readonly url: string;
  readonly segments: readonly string[];
  readonly events: readonly WebhookEvent[];
  /** Namespaces of the identifiers that the other side knows customers by. */
  readonly identifiers: readonly string[];
}

export const webhookBodySchema: z.ZodType<WebhookBody> = z.strictObject({
  name: z.string().min(1).max(200),
  url: z.string().min(1).max(2_000),
  segments: z.array(definitionKey).min(1).max(100),
  events: z.array(z.enum(webhookEvents)).min(1).default(["entered", "left"]),
  identifiers: z
    .array(z.string().regex(/^(?:userId|email|phone|card|external\.[A-Za-z0-9_.-]{1,60})$/))
    .max(10)
    .default(["userId"]),
});

export const deliveryStates = ["waiting", "delivered", "dropped", "dead"] as const;
/** dropped: by the time of sending the customer could no longer be used. dead: tried for the last time, in vain. */
export type DeliveryState = (typeof deliveryStates)[number];

export interface WebhookStanding {
  readonly key: string;
  readonly url: string;
  readonly segments: readonly string[];
  /** noSecret: nothing is sent before a secret is made. paused: the other side is unwell. disabled: it said that it is gone. */
  readonly state: "active" | "noSecret" | "paused" | "disabled";
  readonly reason: string | null;
  readonly pausedUntil: string | null;
  readonly waiting: number;
  readonly dead: number;
}

export interface WebhookDelivery {
  /** Sent as `webhook-id`, the same each time. */
  readonly id: string;
  readonly type: string;
  readonly segment: string;
  readonly profile: string;
  readonly at: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAt: string | null;
  readonly status: number | null;
  readonly reason: string | null;
}

export interface WebhookDeliveries {
  readonly items: readonly WebhookDelivery[];
  readonly next: string | null;
}

/** `secret` is shown this once. */
export interface WebhookSecret {
  readonly secret: string;
  /** Until when those before it count too; null: there were none. */
  readonly othersUntil: string | null;
}

const standingSchema = z.strictObject({
  key: z.string(),
  url: z.string(),
  segments: z.array(z.string()),
  state: z.enum(["active", "noSecret", "paused", "disabled"]),
  reason: z.string().nullable(),
  pausedUntil: z.iso.datetime().nullable(),
  waiting: z.int().min(0),
  dead: z.int().min(0),
});

export const webhookStandingSchema: z.ZodType<WebhookStanding> = standingSchema;

export const webhookListSchema: z.ZodType<{ readonly items: readonly WebhookStanding[] }> = z.strictObject({
  items: z.array(standingSchema),
});

export const webhookDeliveriesSchema: z.ZodType<WebhookDeliveries> = z.strictObject({
  items: z.array(
    z.strictObject({
      id: z.string(),
      type: z.string(),
      segment: z.string(),
      profile: z.string(),
      at: z.iso.datetime(),
      state: z.enum(deliveryStates),
      attempts: z.int(),
      nextAt: z.iso.datetime().nullable(),
      status: z.int().nullable(),
      reason: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export const webhookSecretSchema: z.ZodType<WebhookSecret> = z.strictObject({
  secret: z.string(),
  othersUntil: z.iso.datetime().nullable(),
});
