import { z } from "zod";
import { durationSchema } from "./condition-duration.ts";
import { definitionKey } from "./definition.ts";
import type { Channel } from "./inbox-record.ts";
import { channelSchema } from "./placement.ts";

/**
 * served: it was the answer to a decision. seen, clicked: the page, app or till said so (`Decision Seen`, `Decision Acted`). bought: an order
 * of the customer's within seven days after it was served.
 */
export const contactKinds = ["served", "seen", "clicked", "bought"] as const;
export type ContactKind = (typeof contactKinds)[number];

export const capPeriods = ["day", "week", "month", "year"] as const;
export type CapPeriod = (typeof capPeriods)[number];

/** At most so often. Without `within` and `per`: ever. */
export interface Cap {
  readonly by: ContactKind;
  readonly most: number;
  /** In the last so long. */
  readonly within?: string;
  /** In this day, week (from Monday), month or year of the customer's time zone: the trait `timeZone`, else the brand's. */
  readonly per?: CapPeriod;
}

/** How often a customer may meet something, counted over all that they are known by. */
export interface Contact {
  /** All must leave room. */
  readonly caps?: readonly Cap[];
  /** How long nothing of it is shown after the customer has refused it (`Decision Refused`). */
  readonly coolDown?: string;
}

/** Caps over several experiences: all that promotes, or of that what has a tag, stands at a placement, or is shown on a channel. */
export interface ContactPolicy extends Contact {
  readonly name: string;
  readonly scope: ContactScope;
}

export type ContactScope =
  | "promotional"
  | { readonly tag: string }
  | { readonly placement: string }
  | { readonly channel: Channel };

/** As many of the newest contacts of each kind are kept, so no cap is higher. */
export const mostContactsKept = 100;

const capSchema: z.ZodType<Cap> = z
  .strictObject({
    by: z.enum(contactKinds),
    most: z.int().min(1).max(mostContactsKept),
    within: durationSchema.exactOptional(),
    per: z.enum(capPeriods).exactOptional(),
  })
  .refine(({ within, per }) => within === undefined || per === undefined, {
    message: "A cap has either within or per.",
    path: ["per"],
  });

/** For a strict object. */
export const contactShape: {
  readonly caps: z.ZodExactOptional<z.ZodType<readonly Cap[]>>;
  readonly coolDown: z.ZodExactOptional<z.ZodString>;
} = {
  caps: z.array(capSchema).min(1).max(10).exactOptional(),
  coolDown: durationSchema.exactOptional(),
};

export const contactPolicySchema: z.ZodType<ContactPolicy> = z
  .strictObject({
    name: z.string().min(1).max(200),
    scope: z.union(
      [
        z.literal("promotional"),
        z.strictObject({ tag: definitionKey }),
        z.strictObject({ placement: definitionKey }),
        z.strictObject({ channel: channelSchema }),
      ],
      { error: 'Either "promotional", { "tag": … }, { "placement": … } or { "channel": … }.' },
    ),
    ...contactShape,
  })
  .refine(({ caps, coolDown }) => caps !== undefined || coolDown !== undefined, {
    message: "A policy has caps or a coolDown.",
    path: ["caps"],
  });
