import type { LoyaltyCondition } from "@attune/contract";
import type { Calendar } from "../../../kernel/calendar.ts";
import { type LoyaltyAt, noLoyalty } from "../../../profile/index.ts";
import { always, type Verdict } from "../../verdict.ts";
import type { Moment, Operator, Question } from "../operator.ts";

/** How a condition on what is computed of a customer's shopping is judged. */
export interface LoyaltyRule<Kind extends LoyaltyCondition> {
  judge(condition: Kind, calendar: Calendar): (of: LoyaltyAt, nowMs: number) => Verdict;
  words(condition: Kind): string;
  /** What was found of the customer. */
  fact(condition: Kind, of: LoyaltyAt): string;
}

export function loyaltyOperator<Kind extends LoyaltyCondition>(rule: LoyaltyRule<Kind>): Operator<Kind> {
  return {
    compile: (condition, compiler): Question => {
      compiler.dependsOnLoyalty();
      const judge = rule.judge(condition, compiler.calendar);
      const ask = ({ view, nowMs }: Moment): Verdict => judge(view.loyalty?.(nowMs) ?? noLoyalty, nowMs);
      return {
        ask,
        explain: (moment) => ({
          ...ask(moment),
          fact: rule.fact(condition, moment.view.loyalty?.(moment.nowMs) ?? noLoyalty),
          parts: [],
        }),
      };
    },
    select: (condition, sets) => sets.people(condition),
    words: rule.words,
  };
}

/** An answer that stands as long as what was computed. */
export function standing(holds: boolean, { until }: LoyaltyAt): Verdict {
  return until === undefined ? always(holds) : { holds, until };
}
