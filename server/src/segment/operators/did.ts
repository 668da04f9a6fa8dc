import type { DidCondition } from "@attune/contract";
import { without } from "../profile-set.ts";
import { allOf } from "../verdict.ts";
import { amountTest, countOf } from "./did-amount.ts";
import { compileCount } from "./did-count.ts";
import { compileSum } from "./did-sum.ts";
import { didWords, foundWords } from "./did-words.ts";
import type { Operator } from "./operator.ts";

export const didOperator: Operator<DidCondition> = {
  compile: (condition, compiler) => {
    const count = compileCount(condition, compiler);
    const sum = compileSum(condition, compiler);
    const amounts = [count, sum].filter((amount) => amount !== undefined);
    return {
      ask: (moment) => allOf(amounts, (amount) => amount.ask(moment)),
      explain: (moment) => ({
        ...allOf(amounts, (amount) => amount.ask(moment)),
        fact: foundWords(condition, count?.found(moment), sum?.found(moment)),
        parts: [],
      }),
    };
  },
  select: (condition, sets) =>
    holdsForNothing(condition)
      ? without(sets.everyone, sets.exceptions(condition))
      : sets.exceptions(condition),
  words: didWords,
};

/** The answer for a customer who never did it. */
export function holdsForNothing(condition: DidCondition): boolean {
  const count = countOf(condition);
  return (
    (count === undefined || amountTest(count)(0n)) &&
    (condition.sum === undefined || amountTest(condition.sum)(0n))
  );
}
