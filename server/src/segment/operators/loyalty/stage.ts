import type { StageCondition } from "@attune/contract";
import { allOf, always, type Verdict } from "../../verdict.ts";
import { windowOf } from "../../window.ts";
import { lengthWords } from "../duration-words.ts";
import type { Operator } from "../operator.ts";
import { during } from "../trait/judge-trait.ts";
import { loyaltyOperator, standing } from "./loyalty.ts";

export const stageOperator: Operator<StageCondition> = loyaltyOperator({
  judge: ({ stage, sub, enteredWithin, forAtLeast, atRisk, returned }, calendar) => {
    const [entered, stuck] = [enteredWithin, forAtLeast].map((text) =>
      text === undefined ? undefined : windowOf(text, calendar),
    );
    return (of, nowMs): Verdict => {
      const isIt =
        of.stage === stage &&
        of.subStage === (sub ?? of.subStage) &&
        of.flags.atRisk === (atRisk ?? of.flags.atRisk) &&
        of.flags.returned === (returned ?? of.flags.returned);
      const since = of.stageSince;
      return allOf(
        [
          standing(isIt, of),
          entered === undefined ? always(true) : during(since, entered.leavesAt(since), nowMs),
          stuck === undefined ? always(true) : during(stuck.leavesAt(since), Number.POSITIVE_INFINITY, nowMs),
        ],
        (verdict) => verdict,
      );
    };
  },
  words: ({ stage, sub, enteredWithin, forAtLeast, atRisk, returned }) =>
    [
      `in the stage ${stage}${sub === undefined ? "" : ` (${sub})`}`,
      enteredWithin === undefined ? "" : ` since at most ${lengthWords(enteredWithin)}`,
      forAtLeast === undefined ? "" : ` for at least ${lengthWords(forAtLeast)}`,
      atRisk === undefined ? "" : `, ${atRisk ? "" : "not "}at risk`,
      returned === undefined ? "" : `, ${returned ? "" : "not "}returned`,
    ].join(""),
  fact: (_, { stage, subStage, stageSince, flags }) =>
    [
      `in the stage ${stage} (${subStage}) since ${new Date(stageSince).toISOString().slice(0, 10)}`,
      flags.atRisk ? ", at risk" : "",
      flags.returned ? ", returned" : "",
    ].join(""),
});
