import type { TraitCondition } from "@attune/contract";
import { testOf } from "../comparison.ts";
import { without } from "../profile-set.ts";
import { always } from "../verdict.ts";
import { comparisonWords, valueWords } from "./comparison-words.ts";
import type { Operator } from "./operator.ts";

export const traitOperator: Operator<TraitCondition> = {
  compile: (condition, compiler) => {
    const { trait } = condition;
    const test = testOf(condition);
    compiler.dependsOnTrait(trait);
    return {
      ask: ({ view }) => always(test(view.trait(trait))),
      explain: ({ view }) => {
        const value = view.trait(trait);
        return { ...always(test(value)), text: words(condition), found: valueWords(value), parts: [] };
      },
    };
  },
  select: (condition, sets) =>
    testOf(condition)(undefined)
      ? without(sets.everyone, sets.exceptions(condition))
      : sets.exceptions(condition),
  words,
};

function words(condition: TraitCondition): string {
  return `whose ${condition.trait} ${comparisonWords(condition)}`;
}
