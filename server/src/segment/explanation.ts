import type { Reasoning } from "./operators/operator.ts";

/** Why a customer is in a segment or not. */
export interface Explanation {
  readonly holds: boolean;
  /** Epoch milliseconds up to which this holds if nothing happens (exclusive); undefined: for ever. */
  readonly until: number | undefined;
  /** The condition, as what follows "one": `who did "Order Completed" in the last 30 days`. */
  readonly text: string;
  /** What was found of the customer: `2 times within the window`. */
  readonly found?: string;
  /** The whole reason as a sentence. */
  readonly because: string;
  readonly parts: readonly Explanation[];
}

export function explanationOf(reasoning: Reasoning): Explanation {
  const { holds, until, text, found, parts } = reasoning;
  return {
    holds,
    until: until === Number.POSITIVE_INFINITY ? undefined : until,
    text,
    ...(found === undefined ? {} : { found }),
    because: becauseOf(reasoning),
    parts: parts.map(explanationOf),
  };
}

/** `In: one who did "Order Completed" (found: 2 times); until 2026-01-31T00:00:00.000Z.` */
function becauseOf(reasoning: Reasoning): string {
  const reasons = [...new Set(decisive(reasoning).map(reasonOf))];
  const end =
    reasoning.until === Number.POSITIVE_INFINITY ? "" : `; until ${new Date(reasoning.until).toISOString()}`;
  return `${reasoning.holds ? "In" : "Out"}: ${reasons.join(", ")}${end}.`;
}

/** The leaves without which the answer would be another: those parts that answer like the whole, and under a `not` the one inside. */
function decisive(reasoning: Reasoning): readonly Reasoning[] {
  const { parts, holds } = reasoning;
  if (parts.length === 0) return [reasoning];
  const like = parts.filter((part) => part.holds === holds);
  return (like.length > 0 ? like : parts).flatMap(decisive);
}

function reasonOf({ holds, text, found }: Reasoning): string {
  const what = found === undefined ? "" : ` (found: ${found})`;
  return `${holds ? "one" : "not one"} ${text}${what}`;
}
