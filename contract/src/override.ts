import { z } from "zod";
import { definitionKey } from "./definition.ts";

/** pin: before all others at its placement, also where its condition or a cap would not let it. suppress: not shown. */
export const overrideActions = ["pin", "suppress"] as const;
export type OverrideAction = (typeof overrideActions)[number];

/** What staff decide for one customer, on every channel, for a time. */
export interface OverrideRequest {
  /** Key of a live experience. */
  readonly experience: string;
  readonly action: OverrideAction;
  readonly reason: string;
  /** ISO 8601 with offset; at most a year ahead. */
  readonly until: string;
  /** Who decided. */
  readonly actor: string;
}

export interface Override extends OverrideRequest {
  /** `ovr_…` */
  readonly id: string;
  /** `prf_…`: the customer it was made for. */
  readonly profile: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
  /** When it was taken back, or null. */
  readonly endedAt: string | null;
}

const line = z.string().trim().min(1).max(500);
const actor = z.string().trim().min(1).max(100).default("staff");

export const overrideRequestSchema: z.ZodType<OverrideRequest> = z.object({
  experience: definitionKey,
  action: z.enum(overrideActions),
  reason: line,
  until: z.iso.datetime({ offset: true }),
  actor,
});

export const endOverrideSchema: z.ZodType<{ readonly actor: string }> = z.object({ actor }).prefault({});

export const overrideSchema: z.ZodType<Override> = z.strictObject({
  id: z.string(),
  profile: z.string(),
  experience: z.string(),
  action: z.enum(overrideActions),
  reason: z.string(),
  until: z.iso.datetime(),
  actor: z.string(),
  madeAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable(),
});
