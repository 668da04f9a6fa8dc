import { type Fault, Refusal } from "../../kernel/refusal.ts";

export const refusals = {
  unknown: (key: string): Refusal =>
    new Refusal("webhook.unknown", 404, `There is no live webhook ${JSON.stringify(key)}.`),
  invalid: (faults: readonly Fault[]): Refusal =>
    new Refusal("webhook.invalid", 422, "The webhook cannot tell what it is to tell.", { faults }),
  unknownDelivery: (): Refusal =>
    new Refusal("webhook.unknown_delivery", 404, "The webhook has no such delivery, or it is forgotten.", {
      faults: [{ pointer: "/delivery", message: "Unknown delivery." }],
    }),
  nothingToReplay: (): Refusal =>
    new Refusal("webhook.replay_too_old", 410, "Changes behind this cursor are no longer kept.", {
      faults: [{ pointer: "/after", message: "Too old." }],
    }),
} as const;
