import type { DidCondition } from "@attune/contract";
import { without } from "../../profile-set.ts";
import { allOf, type Verdict } from "../../verdict.ts";
import { type Compiler, type Moment, type Operator, type Question, timelessIf } from "../operator.ts";
import { amountTest, countOf } from "./did-amount.ts";
import { compileCount } from "./did-count.ts";
import { compileDistinct } from "./did-distinct.ts";
import { compileEach } from "./did-each.ts";
import { compileExtremes } from "./did-extremes.ts";
import { compileHabits } from "./did-habits.ts";
import { compileNumbers } from "./did-numbers.ts";
import { spanOf } from "./did-span.ts";
import { compileTimes } from "./did-times.ts";
import { didWords, foundWords } from "./did-words.ts";

export const didOperator: Operator<DidCondition> = {
  compile: (condition, compiler) =>
    condition.forEach === undefined && condition.without === undefined
      ? compileAmounts(condition, compiler)
      : compileEach(condition, compiler),
  select: (condition, sets) =>
    holdsForNothing(condition)
      ? without(sets.everyone, sets.exceptions(condition))
      : sets.exceptions(condition),
  words: didWords,
};

function compileAmounts(condition: DidCondition, compiler: Compiler): Question {
  const span = condition.startedAgain === undefined ? spanOf(condition, compiler) : undefined;
  const count = compileCount(condition, span, compiler);
  const distinct = compileDistinct(condition, span, compiler);
  const others = [
    ...(distinct === undefined ? [] : [distinct]),
    ...compileNumbers(condition, span, compiler),
    ...compileExtremes(condition, span, compiler),
    ...compileTimes(condition, compiler),
    ...compileHabits(condition, compiler),
  ];
  const amounts = count === undefined ? others : [count, ...others];
  const gate = amounts.find((amount) => amount.gate !== undefined)?.gate;
  const { since } = condition;
  const isOfStage = since !== undefined && "stage" in since;
  const ask = (moment: Moment): Verdict => {
    const verdict = allOf(amounts, (amount) => amount.ask(moment));
    return isOfStage ? asLongAsStage(verdict, moment) : verdict;
  };
  return {
    ...(gate === undefined ? {} : { gate }),
    ...timelessIf(!isOfStage && speaksOfNow.every((name) => condition[name] === undefined)),
    ask,
    explain: (moment) => ({
      ...ask(moment),
      fact: foundWords(
        condition,
        count?.found(moment),
        others.map((amount) => amount.found(moment)),
      ),
      parts: [],
    }),
  };
}

/** What counts begins with a stage, which may be left by the calendar alone. */
function asLongAsStage(verdict: Verdict, { view, nowMs }: Moment): Verdict {
  const until = view.loyalty?.(nowMs).until ?? Number.POSITIVE_INFINITY;
  return { holds: verdict.holds, until: Math.min(verdict.until, until) };
}

const falseForNothing = [
  "avg",
  "min",
  "max",
  "first",
  "last",
  "regularly",
  "around",
  "stopped",
  "startedAgain",
  "forEach",
  "without",
] as const;

const speaksOfNow = ["within", "first", "last", "regularly", "around", "stopped", "startedAgain"] as const;

/** The answer for a customer who never did it. */
export function holdsForNothing(condition: DidCondition): boolean {
  if (falseForNothing.some((name) => condition[name] !== undefined)) return false;
  const amounts = [countOf(condition), condition.sum, condition.distinct];
  return amounts.every((amount) => amount === undefined || amountTest(amount)(0n));
}
