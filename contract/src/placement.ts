import { z } from "zod";
import { type Channel, channels, type Json } from "./inbox-record.ts";

/** What content is for. Hold-outs keep back only what is promotional: what a customer is owed or needs is shown to everyone. */
export const natures = ["promotional", "service", "entitlement"] as const;
export type Nature = (typeof natures)[number];

/** A place at a touchpoint that can be filled: a banner, a row of products, a till hint. */
export interface Placement {
  readonly name: string;
  /** Where in the customer's journey: home, product, cart, e-mail, till, … */
  readonly touchpoint?: string;
  /** Seen by staff, not by customers: no hold-out counts there. */
  readonly staff?: boolean;
  /** Promotional unless told. */
  readonly nature?: Nature;
  /** Where it is shown. Consent is judged for this channel. */
  readonly channel?: Channel;
  /** Shown when no experience is. */
  readonly content?: Json;
  /** How many products fit. */
  readonly items?: { readonly limit: number };
  /** How many experiences it shows at once; one unless told. */
  readonly slots?: Slots;
}

export interface Slots {
  readonly most: number;
  /** Of each tag at most so many. */
  readonly perTag?: number;
}

/** A channel, as definitions and requests name it. */
export const channelSchema: z.ZodType<Channel> = z.enum(channels);

export const natureSchema: z.ZodType<Nature> = z.enum(natures);

export const itemLimit: z.ZodType<number> = z.int().min(1).max(50);

export const placementSchema: z.ZodType<Placement> = z.strictObject({
  name: z.string().min(1).max(200),
  touchpoint: z.string().min(1).max(100).exactOptional(),
  staff: z.boolean().exactOptional(),
  nature: natureSchema.exactOptional(),
  channel: channelSchema.exactOptional(),
  content: z.json().exactOptional(),
  items: z.strictObject({ limit: itemLimit }).exactOptional(),
  slots: z
    .strictObject({ most: z.int().min(1).max(20), perTag: z.int().min(1).max(20).exactOptional() })
    .exactOptional(),
});
