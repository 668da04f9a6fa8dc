import type { SchemeCondition } from "@attune/contract";
import type { BrandWorld } from "../../brand-world.ts";
import { nobody, without } from "../../profile-set.ts";
import { allOf, always, opposite, type Verdict } from "../../verdict.ts";
import { quoted } from "../comparison-words.ts";
import type { Moment, Operator } from "../operator.ts";

/** In a waterfall each customer is in the first segment that holds them. */
export const schemeOperator: Operator<SchemeCondition> = {
  compile: (condition, compiler) => {
    const segments = segmentsOfScheme(condition, compiler.world);
    for (const key of segments) compiler.dependsOnSegment(key);
    const ask = (moment: Moment): Verdict => askInOrder(segments, moment);
    return {
      ask,
      explain: (moment) => {
        const verdict = ask(moment);
        return { ...verdict, fact: `${verdict.holds ? "" : "not "}${words(condition)}`, parts: [] };
      },
    };
  },
  select: (condition, sets) => {
    const segments = segmentsOfScheme(condition, sets.world);
    const last = segments.at(-1);
    if (last === undefined) return nobody;
    return segments.slice(0, -1).reduce((left, key) => without(left, sets.segment(key)), sets.segment(last));
  },
  words,
};

/** The segments that decide, in order, that of the condition last; none when the scheme does not have it. */
export function segmentsOfScheme({ scheme, is }: SchemeCondition, world: BrandWorld): readonly string[] {
  const found = world.schemes.get(scheme);
  const at = found?.segments.indexOf(is) ?? -1;
  if (found === undefined || at === -1) return [];
  return found.isWaterfall ? found.segments.slice(0, at + 1) : [is];
}

function askInOrder(segments: readonly string[], moment: Moment): Verdict {
  if (segments.length === 0) return always(false);
  const last = segments.length - 1;
  return allOf([...segments.keys()], (at) => {
    const verdict = moment.segment(segments[at] ?? "");
    return at === last ? verdict : opposite(verdict);
  });
}

function words({ scheme, is }: SchemeCondition): string {
  return `in ${quoted(is)} of the scheme ${quoted(scheme)}`;
}
