import { z } from "zod";
import { type Channel, channels, type Json } from "./inbox-record.ts";

/** A place at a touchpoint that can be filled: a banner, a row of products, a till hint. */
export interface Placement {
  readonly name: string;
  /** Where in the customer's journey: home, product, cart, e-mail, till, … */
  readonly touchpoint?: string;
  /** Where it is shown. Consent is judged for this channel. */
  readonly channel?: Channel;
  /** Shown when no experience is. */
  readonly content?: Json;
  /** How many products fit. */
  readonly items?: { readonly limit: number };
}

/** A channel, as definitions and requests name it. */
export const channelSchema: z.ZodType<Channel> = z.enum(channels);

export const itemLimit: z.ZodType<number> = z.int().min(1).max(50);

export const placementSchema: z.ZodType<Placement> = z.strictObject({
  name: z.string().min(1).max(200),
  touchpoint: z.string().min(1).max(100).exactOptional(),
  channel: channelSchema.exactOptional(),
  content: z.json().exactOptional(),
  items: z.strictObject({ limit: itemLimit }).exactOptional(),
});
