import type { ConsentCondition } from "@attune/contract";
import { always } from "../verdict.ts";
import type { Operator } from "./operator.ts";

export const consentOperator: Operator<ConsentCondition> = {
  compile: (condition, compiler) => {
    compiler.dependsOnConsents();
    return {
      isTimeless: true,
      ask: ({ view }) => always(view.consent(condition.consent) === condition.is),
      explain: ({ view }) => {
        const found = view.consent(condition.consent);
        return {
          ...always(found === condition.is),
          fact: `${consentWords(condition)} is ${found}`,
          parts: [],
        };
      },
    };
  },
  select: (condition, sets) => sets.people(condition),
  words,
};

function words(condition: ConsentCondition): string {
  return `whose ${consentWords(condition)} is ${condition.is}`;
}

function consentWords({ consent }: ConsentCondition): string {
  const [channel = "", purpose = "", ...topic] = consent.split(".");
  const about = topic.length > 0 ? ` about ${topic.join(".")}` : "";
  const by = channel === "any" ? "on any channel" : `by ${channel}`;
  return `consent to ${purpose}${about} ${by}`;
}
