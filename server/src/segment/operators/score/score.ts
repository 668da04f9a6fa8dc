import type { ScoreCondition } from "@attune/contract";
import { testOf } from "../../comparison.ts";
import { always } from "../../verdict.ts";
import { comparisonWords, quoted } from "../comparison-words.ts";
import type { Operator } from "../operator.ts";
import { foundWords } from "../trait/trait.ts";

/** Where the scores of models lie among the traits. */
export function scorePath(score: string): string {
  return `scores.${score}`;
}

export const scoreOperator: Operator<ScoreCondition> = {
  compile: ({ score, ...comparison }, compiler) => {
    const path = scorePath(score);
    const test = testOf(comparison, compiler.calendar);
    compiler.dependsOnTrait(path);
    return {
      ask: ({ view }) => always(test(view.trait(path))),
      explain: ({ view }) => {
        const value = view.trait(path);
        return { ...always(test(value)), fact: `score ${quoted(score)} ${foundWords(value)}`, parts: [] };
      },
    };
  },
  select: (condition, sets) => sets.people(condition),
  words: (condition) => `whose score ${quoted(condition.score)} ${comparisonWords(condition)}`,
};
