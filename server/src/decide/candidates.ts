import { type Experience, isPersonalised } from "@attune/contract";
import type { LiveSet } from "../govern/index.ts";
import type { Conditions, Predicate } from "./conditions.ts";

/** An experience made ready to be judged. */
export interface Candidate {
  readonly key: string;
  readonly version: number;
  readonly experience: Experience;
  readonly personalised: boolean;
  readonly holds: Predicate | undefined;
  readonly fromMs: number;
  readonly untilMs: number;
}

/** Placement key → its candidates in the order in which they are judged. */
export type CandidateIndex = ReadonlyMap<string, readonly Candidate[]>;

/** Fallbacks last; then higher priority first, equal ones by key. The order depends on nothing else. */
export function indexCandidates(
  brandId: number,
  experiences: LiveSet<Experience>,
  conditions: Conditions,
): CandidateIndex {
  const candidates = [...experiences.byKey.values()].map((definition): Candidate => {
    const { key, version, body } = definition;
    return {
      key,
      version,
      experience: body,
      personalised: isPersonalised(body),
      holds: body.condition === undefined ? undefined : conditions.prepare(brandId, definition),
      fromMs: body.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(body.from),
      untilMs: body.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(body.until),
    };
  });
  return Map.groupBy(candidates.sort(inOrder), (candidate) => candidate.experience.placement);
}

function inOrder(a: Candidate, b: Candidate): number {
  const last = Number(a.experience.fallback ?? false) - Number(b.experience.fallback ?? false);
  return last || b.experience.priority - a.experience.priority || (a.key < b.key ? -1 : 1);
}
