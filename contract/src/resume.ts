import { z } from "zod";
import type { Channel, JsonObject } from "./inbox-record.ts";
import { channelSchema } from "./placement.ts";
import { type ConsentState, consentStates } from "./purpose.ts";

export const resumeKinds = [
  "cart",
  "viewed",
  "search",
  "list",
  "case",
  "quiz",
  "form",
  "appointment",
  "advice",
  "promise",
] as const;
export type ResumeKind = (typeof resumeKinds)[number];

/** One thing that a customer left and may go on with, wherever she is. */
export interface ResumeEntry {
  readonly kind: ResumeKind;
  /** Of a list its name, of a case, quiz, form, appointment, advice or promise its id; null where it has none. */
  readonly id: string | null;
  /** Where it was left. */
  readonly channel: Channel;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly ageSeconds: number;
  readonly expiresAt: string;
  /** By which consent it is used. */
  readonly consent: { readonly key: string; readonly state: ConsentState };
  /** The customer's word keeps it back: then nothing of it is told. */
  readonly withheld: boolean;
  readonly items?: readonly {
    readonly product: string;
    readonly name: string | null;
    readonly quantity?: number;
    readonly priceMinor?: number | null;
  }[];
  readonly query?: string;
  /** What its last event said. */
  readonly facts?: JsonObject;
}

export const resumeEntrySchema: z.ZodType<ResumeEntry> = z.strictObject({
  kind: z.enum(resumeKinds),
  id: z.string().nullable(),
  channel: channelSchema,
  at: z.iso.datetime(),
  ageSeconds: z.int(),
  expiresAt: z.iso.datetime(),
  consent: z.strictObject({ key: z.string(), state: z.enum(consentStates) }),
  withheld: z.boolean(),
  items: z
    .array(
      z.strictObject({
        product: z.string(),
        name: z.string().nullable(),
        quantity: z.number().exactOptional(),
        priceMinor: z.int().nullable().exactOptional(),
      }),
    )
    .exactOptional(),
  query: z.string().exactOptional(),
  facts: z.record(z.string(), z.json()).exactOptional(),
});
