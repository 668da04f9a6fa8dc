import type { SequenceCondition, SequenceStep } from "@attune/contract";
import { pathWords } from "../comparison-words.ts";
import { matchWords } from "../did/did-words.ts";
import { durationWords, lengthWords } from "../duration-words.ts";

/** `did “Product Viewed”, then “Product Added” within 1 day, for one and the same product_id, in the last 30 days`. */
export function sequenceWords({ sequence, within, span, forEach, without = [] }: SequenceCondition): string {
  return [
    `did ${sequence.map(stepWords).join(", then ")}`,
    ...without.map((match) => `and not ${matchWords(match)} after it`),
    ...(forEach === undefined ? [] : [`for one and the same ${pathWords(forEach)}`]),
    ...(span === undefined ? [] : [`all within ${lengthWords(span)}`]),
    ...(within === undefined ? [] : [`in the last ${durationWords(within)}`]),
  ].join(", ");
}

function stepWords(step: SequenceStep): string {
  const { within, without = [] } = step;
  const between = without.map((match) => ` without ${matchWords(match)} in between`).join("");
  return `${matchWords(step)}${within === undefined ? "" : ` within ${lengthWords(within)}`}${between}`;
}
