import type { DecideAnswer, DecisionContext, PlacementAnswer } from "@attune/contract";
import type { Memory } from "./memory.ts";
import { tell } from "./safely.ts";
import type { Address } from "./sender.ts";

/** Why nothing was decided: the visitor does not allow it, no answer in time, no answer, or a refusal. */
export type MissReason = "noConsent" | "timeout" | "unreachable" | "refused";

export type Decided = DecideAnswer | { readonly missed: MissReason };
export type { DecisionContext, PlacementAnswer };

/** Never rejects. @param timeoutMs from now until the whole answer is there */
export async function askDecision(
  { key, url }: Address,
  visitor: Memory | undefined,
  placements: readonly string[],
  context: DecisionContext,
  timeoutMs: number,
): Promise<Decided> {
  if (visitor === undefined) return { missed: "noConsent" };
  const stop = new AbortController();
  const deadline = setTimeout(() => stop.abort(), timeoutMs);
  const { anonymousId, userId, token } = visitor;
  const language = document.documentElement.lang || undefined;
  try {
    const response = await fetch(`${url}/api/decide`, {
      method: "POST",
      headers: { "Content-Type": "application/json", Authorization: `Bearer ${key}` },
      body: JSON.stringify({
        identity: { anonymousId, userId },
        token,
        placements,
        context: { language, ...context },
      }),
      credentials: "omit",
      signal: stop.signal,
    });
    const answer: unknown = await response.json();
    if (response.ok && isAnswer(answer)) return answer;
    tell(`placements ${placements} were refused with ${response.status}.`, answer);
    return { missed: "refused" };
  } catch {
    return { missed: stop.signal.aborted ? "timeout" : "unreachable" };
  } finally {
    clearTimeout(deadline);
  }
}

function isAnswer(answer: unknown): answer is DecideAnswer {
  return (
    typeof answer === "object" &&
    answer !== null &&
    "placements" in answer &&
    typeof answer.placements === "object" &&
    answer.placements !== null
  );
}
