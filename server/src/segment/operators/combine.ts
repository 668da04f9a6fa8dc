import type { AllCondition, AnyCondition, Condition, NotCondition } from "@attune/contract";
import { both, either, type ProfileSet, without } from "../profile-set.ts";
import { allOf, anyOf, opposite, type Verdict } from "../verdict.ts";
import { type Operator, type Question, type Sets, timelessIf } from "./operator.ts";

export const allOperator: Operator<AllCondition> = {
  compile: ({ all }, compiler) => {
    const questions = all.map((condition) => compiler.compile(condition));
    const gate = questions.find((question) => question.gate !== undefined)?.gate;
    return { ...joined(questions, allOf), ...(gate === undefined ? {} : { gate }) };
  },
  select: ({ all }, sets) => selectList(all, sets, both),
  words: ({ all }, inner) => all.map((part) => bracketed(part, inner)).join(" and "),
};

export const anyOperator: Operator<AnyCondition> = {
  compile: ({ any }, compiler) =>
    joined(
      any.map((condition) => compiler.compile(condition)),
      anyOf,
    ),
  select: ({ any }, sets) => selectList(any, sets, either),
  words: ({ any }, inner) => any.map((part) => bracketed(part, inner)).join(" or "),
};

export const notOperator: Operator<NotCondition> = {
  compile: ({ not }, compiler) => {
    const inner = compiler.compile(not);
    return {
      ...timelessIf(inner.isTimeless === true),
      ask: (moment) => opposite(inner.ask(moment)),
      explain: (moment) => {
        const part = inner.explain(moment);
        return { ...opposite(part), parts: [part] };
      },
    };
  },
  select: ({ not }, sets) => without(sets.everyone, sets.select(not)),
  words: ({ not }, inner) => {
    const words = bracketed(not, inner);
    const deed = /^who did (?!not )(.*)$/s.exec(words)?.[1];
    return deed === undefined ? `who are not among those ${words}` : `who did not do ${deed}`;
  },
};

function joined(
  questions: readonly Question[],
  join: <Part>(parts: readonly Part[], ask: (part: Part) => Verdict) => Verdict,
): Question {
  return {
    ...timelessIf(questions.every(({ isTimeless }) => isTimeless === true)),
    ask: (moment) => join(questions, (question) => question.ask(moment)),
    explain: (moment) => {
      const parts = questions.map((question) => question.explain(moment));
      return { ...join(parts, (part) => part), parts };
    },
  };
}

function selectList(
  conditions: readonly Condition[],
  sets: Sets,
  join: (a: ProfileSet, b: ProfileSet) => ProfileSet,
): ProfileSet {
  return conditions.map((condition) => sets.select(condition)).reduce(join);
}

/** In brackets when it is itself a list of several. */
function bracketed(condition: Condition, inner: (condition: Condition) => string): string {
  const several =
    ("all" in condition && condition.all.length > 1) || ("any" in condition && condition.any.length > 1);
  return several ? `(${inner(condition)})` : inner(condition);
}
