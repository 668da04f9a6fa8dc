import { type SegmentBody, type WebhookBody, webhookBodySchema } from "@attune/contract";
import { type DefinitionKind, parseWithSchema } from "../../govern/index.ts";
import { refusals } from "./refusals.ts";

/** Webhooks as definitions. `addressFault`: why the program may not call an address. */
export function webhookKind(addressFault: (url: string) => string | undefined): DefinitionKind<WebhookBody> {
  return {
    kind: "webhook",
    parse: (body) => {
      const webhook = parseWithSchema("webhook", webhookBodySchema, body);
      const message = addressFault(webhook.url);
      if (message !== undefined) throw refusals.invalid([{ pointer: "/url", message }]);
      return webhook;
    },
    references: ({ segments }) =>
      segments.map((key, at) => ({ kind: "segment", key, pointer: `/segments/${at}` })),
    check: async (_key, { segments }, others) => {
      const bodies = others.of("segment") as ReadonlyMap<string, SegmentBody>; // as the segment's kind parsed them
      const faults = segments.flatMap((key, at) =>
        bodies.has(key) && bodies.get(key)?.purpose === undefined
          ? [
              {
                pointer: `/segments/${at}`,
                message: `Segment ${key} names no purpose, so its members cannot leave.`,
              },
            ]
          : [],
      );
      if (faults.length > 0) throw refusals.invalid(faults);
    },
  };
}
