import type { ConsentCondition } from "@attune/contract";
import { without } from "../profile-set.ts";
import { always } from "../verdict.ts";
import type { Operator } from "./operator.ts";

export const consentOperator: Operator<ConsentCondition> = {
  compile: (condition, compiler) => {
    compiler.dependsOnConsents();
    return {
      ask: ({ view }) => always(view.consent(condition.consent) === condition.is),
      explain: ({ view }) => {
        const found = view.consent(condition.consent);
        return { ...always(found === condition.is), text: words(condition), found, parts: [] };
      },
    };
  },
  select: (condition, sets) =>
    condition.is === "unknown"
      ? without(sets.everyone, sets.exceptions(condition))
      : sets.exceptions(condition),
  words,
};

function words({ consent, is }: ConsentCondition): string {
  const [channel = "", purpose = "", ...topic] = consent.split(".");
  const about = topic.length > 0 ? ` about ${topic.join(".")}` : "";
  const by = channel === "any" ? "on any channel" : `by ${channel}`;
  return `whose consent to ${purpose}${about} ${by} is ${is}`;
}
