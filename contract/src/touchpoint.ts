import { z } from "zod";
import type { Channel } from "./inbox-record.ts";
import { channelSchema } from "./placement.ts";

/** Where in the customer's journey: before, during or after the purchase. */
export const journeyStages = ["before", "during", "after"] as const;
export type JourneyStage = (typeof journeyStages)[number];

/** A place where the brand meets a customer: the home page, a mail, the till, the service desk, a delivery, a return. */
export interface Touchpoint {
  readonly name: string;
  readonly stage: JourneyStage;
  readonly channel: Channel;
  /** Who answers for it: a department or a person. */
  readonly owner: string;
  readonly description?: string;
}

export const touchpointSchema: z.ZodType<Touchpoint> = z.strictObject({
  name: z.string().min(1).max(200),
  stage: z.enum(journeyStages),
  channel: channelSchema,
  owner: z.string().min(1).max(200),
  description: z.string().min(1).max(2_000).exactOptional(),
});

/** A touchpoint as the registry tells it. */
export interface TouchpointAnswer extends Touchpoint {
  readonly key: string;
  readonly placements: readonly {
    readonly key: string;
    readonly name: string;
    /** Experiences that may be shown at this moment, and those that wait for their day. */
    readonly live: number;
    readonly waiting: number;
  }[];
  /** Whether anything is decided here: a placement has an experience that may be shown at this moment. */
  readonly isDecided: boolean;
}

export interface TouchpointsAnswer {
  /** By stage of the journey, then by key. */
  readonly items: readonly TouchpointAnswer[];
  /** Of all touchpoints, whatever was asked for. */
  readonly coverage: Readonly<
    Record<JourneyStage, { readonly touchpoints: number; readonly decided: number }>
  >;
}

const count = z.int().min(0);
const stageCoverage = z.strictObject({ touchpoints: count, decided: count });

export const touchpointsAnswerSchema: z.ZodType<TouchpointsAnswer> = z.strictObject({
  items: z.array(
    z.strictObject({
      key: z.string(),
      name: z.string(),
      stage: z.enum(journeyStages),
      channel: channelSchema,
      owner: z.string(),
      description: z.string().exactOptional(),
      placements: z.array(z.strictObject({ key: z.string(), name: z.string(), live: count, waiting: count })),
      isDecided: z.boolean(),
    }),
  ),
  coverage: z.strictObject({ before: stageCoverage, during: stageCoverage, after: stageCoverage }),
});
