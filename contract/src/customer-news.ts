import { z } from "zod";

/** What is noticed of customers as it happens. A change of stage comes as two: one left, one entered. */
export const customerNewsKinds = [
  "stage.entered",
  "stage.left",
  "customer.moved",
  "channel.switched",
  "customer.returned",
  "size.changed",
] as const;
export type CustomerNewsKind = (typeof customerNewsKinds)[number];

export interface CustomerNewsAnswer {
  readonly items: readonly {
    /** Hand it back as `after` to go on behind this. */
    readonly cursor: string;
    /** `prf_…` */
    readonly profile: string;
    readonly kind: CustomerNewsKind;
    /** ISO 8601, UTC. */
    readonly at: string;
    /** Stages, channels or sizes; of a move neither is told. */
    readonly from: string | null;
    readonly to: string | null;
    /** The category of a size. */
    readonly about: string | null;
  }[];
  /** Where to go on; also when there was nothing. */
  readonly next: string;
}

export const customerNewsSchema: z.ZodType<CustomerNewsAnswer> = z.strictObject({
  items: z.array(
    z.strictObject({
      cursor: z.string(),
      profile: z.string(),
      kind: z.enum(customerNewsKinds),
      at: z.iso.datetime(),
      from: z.string().nullable(),
      to: z.string().nullable(),
      about: z.string().nullable(),
    }),
  ),
  next: z.string(),
});
