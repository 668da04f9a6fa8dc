import { z } from "zod";
import { contextSchema, type DecideRequest, identitySchema } from "./decision.ts";
import { definitionBodySchema, definitionKey } from "./definition.ts";
import type { JsonObject } from "./inbox-record.ts";

/** A dry run with experiences as they are being written, beside all that is live. Nobody named: a stranger. */
export interface PreviewRequest
  extends Pick<DecideRequest, "identity" | "profile" | "placements" | "context" | "at"> {
  /** Experience → its body as it would be put; kept nowhere. */
  readonly drafts: Readonly<Record<string, JsonObject>>;
}

const mostDrafts = 10;

export const previewDecisionSchema: z.ZodType<PreviewRequest> = z.strictObject({
  identity: identitySchema,
  profile: z.string().min(1).max(20).exactOptional(),
  placements: z.array(z.string().min(1).max(100)).min(1).max(50),
  context: contextSchema,
  at: z.iso.datetime({ offset: true }).exactOptional(),
  drafts: z
    .record(definitionKey, definitionBodySchema)
    .refine((drafts) => Object.keys(drafts).length <= mostDrafts, `At most ${mostDrafts} drafts.`),
});
