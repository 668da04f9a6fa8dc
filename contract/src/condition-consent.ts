import { z } from "zod";
import { conditionText } from "./condition-text.ts";
import { type ConsentState, consentChannels, consentStates, purposes } from "./purpose.ts";

/** `{ "consent": "email.marketing", "is": "granted" }`: channel, purpose and, if asked, a topic. Unknown is not denied. */
export interface ConsentCondition {
  readonly consent: string;
  readonly is: ConsentState;
}

export const consentConditionSchema: z.ZodType<ConsentCondition> = z.strictObject({
  consent: conditionText(1, 200).refine(
    namesConsent,
    `A consent is a channel (${consentChannels.join(" ")}), a point and a purpose (${purposes.join(" ")}), like email.marketing; a topic may follow.`,
  ),
  is: z.enum(consentStates, `This is one of ${consentStates.join(" ")}.`),
});

function namesConsent(text: string): boolean {
  const [channel, purpose, ...topic] = text.split(".");
  return (
    consentChannels.some((known) => known === channel) &&
    purposes.some((known) => known === purpose) &&
    topic.every((part) => part !== "")
  );
}
