import type { Json, TraitCondition } from "@attune/contract";
import { testOf } from "../comparison.ts";
import { without } from "../profile-set.ts";
import { always } from "../verdict.ts";
import { comparisonWords, pathWords, valueWords } from "./comparison-words.ts";
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
        return { ...always(test(value)), fact: `${pathWords(trait)} ${foundWords(value)}`, parts: [] };
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
  return `whose ${pathWords(condition.trait)} ${comparisonWords(condition)}`;
}

function foundWords(value: Json | undefined): string {
  return value === undefined ? "is not known" : `is ${valueWords(value)}`;
}
