import type { Json, TraitCondition } from "@attune/contract";
import { comparisonWords, pathWords, valueWords } from "../comparison-words.ts";
import { compileComputed, computedIn, selectComputed } from "../computed/computed.ts";
import { type Operator, timelessIf } from "../operator.ts";
import { judgeOf, speaksOfNow } from "./judge-trait.ts";

export const traitOperator: Operator<TraitCondition> = {
  compile: (condition, compiler) => {
    const computed = computedIn(condition, compiler.world);
    if (computed !== undefined) return compileComputed(condition, computed, compiler);
    const { trait, ...comparison } = condition;
    const judge = judgeOf(comparison, compiler.calendar);
    compiler.dependsOnTrait(trait);
    return {
      ...timelessIf(!speaksOfNow(comparison)),
      ask: ({ view, nowMs }) => judge(view.trait(trait), nowMs),
      explain: ({ view, nowMs }) => {
        const value = view.trait(trait);
        return { ...judge(value, nowMs), fact: `${pathWords(trait)} ${foundWords(value)}`, parts: [] };
      },
    };
  },
  select: (condition, sets) => {
    const computed = computedIn(condition, sets.world);
    return computed === undefined ? sets.people(condition) : selectComputed(condition, computed, sets);
  },
  words: (condition) => `whose ${pathWords(condition.trait)} ${comparisonWords(condition)}`,
};

/** What is known of a trait: `is “AU”`. */
export function foundWords(value: Json | undefined): string {
  return value === undefined ? "is not known" : `is ${valueWords(value)}`;
}
