import type { CandidateFate, CandidateStage, FateReason } from "@attune/contract";
import type { ListedCandidate } from "./candidates.ts";
import type { Remark } from "./pick.ts";

/** How a fate is logged, there being hundreds in each decision, and the stage that the candidate came to. */
const fates: Readonly<Record<FateReason, readonly [letter: string, stage: CandidateStage]>> = {
  suppressed: ["s", "eligibility"],
  unknownCustomer: ["u", "eligibility"],
  noConsent: ["n", "eligibility"],
  noPurpose: ["q", "eligibility"],
  lawForbids: ["l", "eligibility"],
  knownCustomer: ["r", "eligibility"],
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

const byLetter = new Map(Object.entries(fates).map(([reason, [letter]]) => [letter, reason as FateReason]));

export function stageOf(reason: FateReason): CandidateStage {
  return fates[reason][1];
}

/** Longer ones are told by their number: what nobody looked at any more are often hundreds. */
const longestRun = 8;

/** One letter a candidate, in their order; `o120` stands for a run of 120 of one letter. */
export function lettersOf(reasons: readonly FateReason[]): string {
  let text = "";
  for (let from = 0; from < reasons.length; ) {
    const reason = reasons[from];
    let until = from + 1;
    while (until < reasons.length && reasons[until] === reason) until += 1;
    const letter = reason === undefined ? "" : fates[reason][0];
    text += until - from > longestRun ? `${letter}${until - from}` : letter.repeat(until - from);
    from = until;
  }
  return text;
}

/** @throws Error when they do not fit each other */
export function tellFates(
  candidates: readonly ListedCandidate[],
  letters: string,
  remarks: Readonly<Record<string, Remark>> = {},
): readonly CandidateFate[] {
  const reasons = reasonsOf(letters);
  if (candidates.length !== reasons.length) throw new Error("The fates do not fit the candidates.");
  return candidates.map(([experience, version], at) => {
    const reason = reasons[at] ?? "outranked";
    return {
      experience,
      version,
      stage: stageOf(reason),
      reason,
      ...(Object.hasOwn(remarks, experience) ? remarks[experience] : {}),
    };
  });
}

/** What `lettersOf` made letters of. @throws Error for a letter that is none of them */
export function reasonsOf(letters: string): readonly FateReason[] {
  return [...letters.matchAll(/([a-z])(\d*)/g)].flatMap(([, letter = "", run]) => {
    const reason = byLetter.get(letter);
    if (reason === undefined) throw new Error(`There is no fate "${letter}".`);
    return new Array<FateReason>(run === "" ? 1 : Number(run)).fill(reason);
  });
}
