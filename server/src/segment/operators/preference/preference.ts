import type { Json, PreferenceCondition, Scalar } from "@attune/contract";
import type { CustomerView } from "../../../profile/index.ts";
import { type Test, testOf } from "../../comparison.ts";
import { always } from "../../verdict.ts";
import { quoted, valueWords } from "../comparison-words.ts";
import type { Operator } from "../operator.ts";

/** Where stated preferences lie among the traits. */
export function preferencePaths(preference: string): { readonly likes: string; readonly dislikes: string } {
  return { likes: `preferences.${preference}.likes`, dislikes: `preferences.${preference}.dislikes` };
}

export const preferenceOperator: Operator<PreferenceCondition> = {
  compile: (condition, compiler) => {
    const paths = preferencePaths(condition.preference);
    compiler.dependsOnTrait(paths.likes);
    compiler.dependsOnTrait(paths.dislikes);
    const [likes, dislikes] = [
      namer(condition.likes, compiler.calendar),
      namer(condition.dislikes, compiler.calendar),
    ];
    const holds = (view: CustomerView): boolean => {
      const [liked, disliked] = [view.trait(paths.likes), view.trait(paths.dislikes)];
      const isStated = liked !== undefined || disliked !== undefined;
      return likes(liked) && dislikes(disliked) && isStated === (condition.stated ?? isStated);
    };
    return {
      isTimeless: true,
      ask: ({ view }) => always(holds(view)),
      explain: ({ view }) => ({
        ...always(holds(view)),
        fact: factOf(condition.preference, view),
        parts: [],
      }),
    };
  },
  select: (condition, sets) => sets.people(condition),
  words: (condition) => {
    const about = quoted(condition.preference);
    const { likes, dislikes, stated } = condition;
    return [
      likes === undefined ? [] : [`who like ${valueWords(likes)} as ${about}`],
      dislikes === undefined ? [] : [`who dislike ${valueWords(dislikes)} as ${about}`],
      stated === undefined ? [] : [`who have ${stated ? "" : "not "}said what they like as ${about}`],
    ]
      .flat()
      .join(" and ");
  },
};

/** Whether a list names the value, or the value itself stands alone. What is not asked always fits. */
function namer(wanted: Scalar | undefined, calendar: Parameters<typeof testOf>[1]): Test {
  if (wanted === undefined) return () => true;
  const [inList, alone] = [testOf({ hasAny: [wanted] }, calendar), testOf({ is: wanted }, calendar)];
  return (value: Json | undefined) => inList(value) || alone(value);
}

function factOf(preference: string, view: CustomerView): string {
  const paths = preferencePaths(preference);
  const [liked, disliked] = [view.trait(paths.likes), view.trait(paths.dislikes)];
  const parts = [
    liked === undefined ? [] : [`likes ${valueWords(liked)}`],
    disliked === undefined ? [] : [`dislikes ${valueWords(disliked)}`],
  ].flat();
  return parts.length === 0
    ? `nothing said of ${quoted(preference)}`
    : `${parts.join(" and ")} as ${quoted(preference)}`;
}
