import type { Reasoning } from "./operators/operator.ts";

/** Why a customer is in a segment or not. */
export interface Explanation {
  readonly holds: boolean;
  /** Epoch milliseconds up to which this holds if nothing happens (exclusive); undefined: for ever. */
  readonly until: number | undefined;
  /** What was found of the customer and decides: `Did “Order Completed” twice in the last 30 days.` */
  readonly why: string;
  /** The products, carts or other things (`forEach`) of which what decides holds; absent when none is asked for. */
  readonly things?: readonly string[];
}

export function explanationOf(reasoning: Reasoning): Explanation {
  const { holds, until } = reasoning;
  const deciding = decidingIn(reasoning);
  const things = [...new Set(deciding.flatMap((one) => one.things ?? []))];
  return {
    holds,
    until: until === Number.POSITIVE_INFINITY ? undefined : until,
    why: whyOf(deciding.map((one) => one.fact ?? "")),
    ...(things.length === 0 ? {} : { things }),
  };
}

function whyOf(all: readonly string[]): string {
  const facts = [...new Set(all)];
  const last = facts.at(-1) ?? "";
  const sentence = facts.length < 2 ? last : `${facts.slice(0, -1).join(", ")} and ${last}`;
  return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

/** Those without which the answer would be another: of parts that answer like the whole, and under a `not` of the one inside. */
function decidingIn(reasoning: Reasoning): readonly Reasoning[] {
  const { parts, holds, fact } = reasoning;
  if (fact !== undefined) return [reasoning];
  const like = parts.filter((part) => part.holds === holds);
  return (like.length > 0 ? like : parts).flatMap(decidingIn);
}
