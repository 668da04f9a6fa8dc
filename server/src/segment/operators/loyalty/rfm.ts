import type { RfmCondition } from "@attune/contract";
import { testOf } from "../../comparison.ts";
import { comparisonWords } from "../comparison-words.ts";
import type { Operator } from "../operator.ts";
import { loyaltyOperator, standing } from "./loyalty.ts";

const scores = { r: "recency", f: "frequency", m: "monetary" } as const;
const letters = ["r", "f", "m"] as const;

export const rfmOperator: Operator<RfmCondition> = loyaltyOperator({
  judge: ({ rfm }, calendar) => {
    const groups = rfm.group === undefined ? undefined : new Set<string>(rfm.group);
    const tests = letters.flatMap((letter) => {
      const comparison = rfm[letter];
      return comparison === undefined ? [] : [{ letter, test: testOf(comparison, calendar) }];
    });
    return (of) => {
      const fits = tests.every(({ letter, test }) => test(of.rfm?.[letter]));
      return standing(fits && (groups === undefined || groups.has(of.rfmGroup)), of);
    };
  },
  words: ({ rfm }) =>
    [
      rfm.group === undefined ? [] : [`in the RFM group ${rfm.group.map(groupWords).join(" or ")}`],
      letters.flatMap((letter) => {
        const comparison = rfm[letter];
        return comparison === undefined
          ? []
          : [`whose ${scores[letter]} score ${comparisonWords(comparison)}`];
      }),
    ]
      .flat()
      .join(" and "),
  fact: (_, { rfm, rfmGroup }) =>
    rfm === null
      ? "bought nothing yet"
      : `RFM scores are ${rfm.r}, ${rfm.f} and ${rfm.m}, which is ${groupWords(rfmGroup)}`,
});

/** `AT_RISK` → `at risk`. */
function groupWords(group: string): string {
  return group.toLowerCase().replaceAll("_", " ");
}
