import { affinityDimensions, computedAnswerSchema, consentStates } from "@attune/contract";
import { z } from "zod";

const instant = z.iso.datetime();
const identifier = z.object({ namespace: z.string(), value: z.string() });
const orders = z.object({
  count: z.int(),
  netMinor: z.int(),
  currency: z.string(),
  lastAt: instant.nullable(),
});

export const profileAnswer: z.ZodType = z.object({
  id: z.string(),
  name: z.string().nullable(),
  identifiers: z.array(identifier),
  traits: z.record(z.string(), z.json()),
  traitSources: z.record(z.string(), z.object({ at: instant, source: z.string(), inferred: z.boolean() })),
  computed: z.record(z.string(), computedAnswerSchema),
  segments: z.array(z.string()),
  consents: z.array(
    z.object({
      purpose: z.string(),
      channel: z.string(),
      topic: z.string().nullable(),
      state: z.enum(consentStates),
      effectiveAt: instant,
    }),
  ),
  lastSeen: z.record(z.string(), instant),
  openCart: z.object({
    currency: z.string(),
    items: z.array(
      z.object({
        product: z.string(),
        name: z.string().nullable(),
        quantity: z.number(),
        priceMinor: z.int().nullable(),
      }),
    ),
  }),
  lastViewed: z.array(z.object({ product: z.string(), name: z.string().nullable(), at: instant })),
  affinities: z.array(
    z.object({
      dimension: z.enum(affinityDimensions),
      value: z.string(),
      category: z.string().nullable(),
      weight: z.number(),
      source: z.enum(["stated", "observed"]),
    }),
  ),
  orders,
  simulated: z.boolean(),
});

const listed = z.object({
  id: z.string(),
  name: z.string().nullable(),
  identifiers: z.array(identifier),
  lastSeenAt: instant.nullable(),
  channels: z.array(z.string()),
  segments: z.array(z.string()),
  orders,
  simulated: z.boolean(),
});

export const profileListAnswer: z.ZodType = z.object({
  items: z.array(listed),
  /** Who may have been meant. */
  near: z.array(listed),
  next: z.string().nullable(),
});

export const segmentsAnswer: z.ZodType = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      name: z.string(),
      since: instant,
      why: z.string(),
      until: instant.nullable(),
      things: z.array(z.string()).exactOptional(),
    }),
  ),
  past: z.array(z.object({ key: z.string(), name: z.string(), enteredAt: instant, leftAt: instant })),
});

export const timelineAnswer: z.ZodType = z.object({
  items: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      type: z.string(),
      occurredAt: instant,
      channel: z.string(),
      simulated: z.boolean(),
      properties: z.record(z.string(), z.json()),
    }),
  ),
  next: z.string().nullable(),
});

export const mergeAnswer: z.ZodType = z.object({
  id: z.string(),
  from: z.string(),
  into: z.string(),
  cause: z.string(),
  actor: z.string(),
  mergedAt: instant,
  undoneAt: instant.nullable(),
});
