import { z } from "zod";
import { type ContentSchema, contentSchemaSchema } from "./content-schema.ts";
import { type Channel, channels, type Json } from "./inbox-record.ts";
import { type Locales, localesSchema } from "./localisation.ts";

/** What content is for. Hold-outs keep back only what is promotional: what a customer is owed or needs is shown to everyone. */
export const natures = ["promotional", "service", "entitlement"] as const;
export type Nature = (typeof natures)[number];

/**
 * In what answers may differ from channel to channel, so that the consistency report lets it pass. localStock: what is shown hangs on a store's
 * stock. channelIncentive: an incentive of this channel's own.
 */
export const placementDifferences = ["localStock", "channelIncentive"] as const;
export type PlacementDifference = (typeof placementDifferences)[number];

/** A place at a touchpoint that can be filled: a banner, a row of products, a till hint. */
export interface Placement {
  readonly name: string;
  /** Key of the touchpoint that it is at. */
  readonly touchpoint?: string;
  /** Seen by staff, not by customers: no hold-out counts there. */
  readonly staff?: boolean;
  /** Promotional unless told. */
  readonly nature?: Nature;
  /** Where it is shown. Consent is judged for this channel. */
  readonly channel?: Channel;
  /** Shown when no experience is. */
  readonly content?: Json;
  /** The same in other languages. */
  readonly locales?: Locales;
  /** What content must look like, that of the experiences too. */
  readonly contentSchema?: ContentSchema;
  /** How much room there is, in pixels of the page or screen. */
  readonly size?: { readonly width?: number; readonly height?: number };
  /** How many products fit. */
  readonly items?: { readonly limit: number };
  /** How many experiences it shows at once; one unless told. */
  readonly slots?: Slots;
  readonly mayDiffer?: readonly PlacementDifference[];
  /** What is promised here, by a name: at all placements of that name a customer must be told the same content. */
  readonly promise?: string;
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

const pixels = z.int().min(1).max(20_000);

export const placementSchema: z.ZodType<Placement> = z.strictObject({
  name: z.string().min(1).max(200),
  touchpoint: z.string().min(1).max(100).exactOptional(),
  staff: z.boolean().exactOptional(),
  nature: natureSchema.exactOptional(),
  channel: channelSchema.exactOptional(),
  content: z.json().exactOptional(),
  locales: localesSchema.exactOptional(),
  contentSchema: contentSchemaSchema.exactOptional(),
  size: z.strictObject({ width: pixels.exactOptional(), height: pixels.exactOptional() }).exactOptional(),
  items: z.strictObject({ limit: itemLimit }).exactOptional(),
  slots: z
    .strictObject({ most: z.int().min(1).max(20), perTag: z.int().min(1).max(20).exactOptional() })
    .exactOptional(),
  mayDiffer: z.array(z.enum(placementDifferences)).max(placementDifferences.length).exactOptional(),
  promise: z.string().min(1).max(100).exactOptional(),
});
