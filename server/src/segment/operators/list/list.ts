import type { ListCondition } from "@attune/contract";
import { always } from "../../verdict.ts";
import { quoted } from "../comparison-words.ts";
import type { Operator } from "../operator.ts";

export const listOperator: Operator<ListCondition> = {
  compile: (condition, compiler) => {
    const { list } = condition;
    compiler.dependsOnLists();
    return {
      isTimeless: true,
      ask: ({ view }) => always(view.isListed(list)),
      explain: ({ view }) => {
        const isListed = view.isListed(list);
        return { ...always(isListed), fact: `${isListed ? "" : "not "}${words(condition)}`, parts: [] };
      },
    };
  },
  select: (condition, sets) => sets.people(condition),
  words,
};

function words({ list }: ListCondition): string {
  return `on the list ${quoted(list)}`;
}
