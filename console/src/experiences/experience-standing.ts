import type { Experience } from "@attune/contract";
import type { Defined } from "../definitions/definition-queries.ts";

/** live: may be shown at this moment. draftOver: it is, and a newer version lies beside it as a draft. */
export type Standing = "live" | "waiting" | "over" | "draft" | "draftOver" | "retired";

export function standingOf({ state, liveVersion, body }: Defined<Experience>, nowMs: number): Standing {
  if (state === "retired") return "retired";
  if (state === "draft") return liveVersion === null ? "draft" : "draftOver";
  if (body.from !== undefined && nowMs < Date.parse(body.from)) return "waiting";
  return body.until !== undefined && nowMs >= Date.parse(body.until) ? "over" : "live";
}
