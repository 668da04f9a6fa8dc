import type { CandidateFate, CandidateStage, FateReason } from "@attune/contract";
import type { ListedCandidate } from "./candidates.ts";

/** How a fate is logged, there being hundreds in each decision, and the stage that the candidate came to. */
const fates: Readonly<Record<FateReason, readonly [letter: string, stage: CandidateStage]>> = {
  suppressed: ["s", "eligibility"],
  unknownCustomer: ["u", "eligibility"],
  noConsent: ["n", "eligibility"],
  noPurpose: ["q", "eligibility"],
  lawForbids: ["l", "eligibility"],
  heldOut: ["h", "eligibility"],
  notYet: ["y", "applicability"],
  over: ["x", "applicability"],
  storeClosed: ["t", "applicability"],
  unknownStore: ["v", "applicability"],
  noItems: ["i", "applicability"],
  conditionNotMet: ["m", "suitability"],
  conditionPending: ["p", "suitability"],
  openCase: ["e", "suitability"],
  capped: ["k", "contactPolicy"],
  coolingDown: ["d", "contactPolicy"],
  outranked: ["o", "ranking"],
  tooAlike: ["a", "slots"],
  chosen: ["c", "chosen"],
  pinned: ["w", "chosen"],
};

const byLetter = new Map(
  Object.entries(fates).map(([reason, [letter, stage]]) => [letter, { stage, reason: reason as FateReason }]),
);

export function letterOf(reason: FateReason): string {
  return fates[reason][0];
}

export function stageOf(reason: FateReason): CandidateStage {
  return fates[reason][1];
}

/** One letter a candidate, in their order. @throws Error when they do not fit each other */
export function tellFates(candidates: readonly ListedCandidate[], letters: string): readonly CandidateFate[] {
  if (candidates.length !== letters.length) throw new Error("The fates do not fit the candidates.");
  return candidates.map(([experience, version], at) => {
    const fate = byLetter.get(letters.charAt(at));
    if (fate === undefined) throw new Error(`There is no fate "${letters.charAt(at)}".`);
    return { experience, version, ...fate };
  });
}

/** The candidate that was shown, if one was. */
export function shownOf(
  candidates: readonly ListedCandidate[],
  letters: string,
): ListedCandidate | undefined {
  return candidates[letters.indexOf(letterOf("chosen"))];
}
