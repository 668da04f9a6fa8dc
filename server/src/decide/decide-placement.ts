import type {
  CandidateFate,
  CandidateStage,
  DecisionReason,
  FateReason,
  Placement,
  PlacementAnswer,
} from "@attune/contract";
import type { Audience } from "./audience.ts";
import type { Candidate } from "./candidates.ts";
import { type ChosenItems, chooseItems } from "./items/choose-items.ts";
import type { Situation } from "./items/ranking.ts";
import type { Shelf } from "./shelf.ts";

export interface PlacementDecision {
  readonly answer: PlacementAnswer;
  /** Every candidate, in the order in which they were judged. */
  readonly fates: readonly Fate[];
}

/** A CandidateFate as it is logged: there may be hundreds in each decision. */
export type Fate = readonly [experience: string, version: number, reason: FateReason];

export function tellFate([experience, version, reason]: Fate): CandidateFate {
  return { experience, version, stage: stages[reason], reason };
}

/** The first candidate that may be shown, in the given order; else the placement's own content. */
export function decidePlacement(
  placement: Placement,
  candidates: readonly Candidate[],
  audience: Audience,
  situation: Situation,
  shelf: Shelf,
): PlacementDecision {
  const fates: Fate[] = [];
  let chosen: { readonly candidate: Candidate; readonly items: ChosenItems | undefined } | undefined;
  for (const candidate of candidates) {
    const { reason, items } = judge(candidate, chosen !== undefined, {
      placement,
      audience,
      situation,
      shelf,
    });
    fates.push([candidate.key, candidate.version, reason]);
    if (reason === "chosen") chosen = { candidate, items };
  }
  if (chosen === undefined) {
    return {
      answer: {
        experience: null,
        content: placement.content ?? null,
        reason: reasonOf(nothingBecause(fates)),
      },
      fates,
    };
  }
  const { candidate, items } = chosen;
  const reason = reasonOf(chosenBecause(candidate, items, fates));
  const content = candidate.experience.content;
  return {
    answer:
      items === undefined
        ? { experience: candidate.key, content, reason }
        : { experience: candidate.key, content, items: items.items, reason },
    fates,
  };
}

const stages: Readonly<Record<FateReason, CandidateStage>> = {
  notYet: "applicability",
  over: "applicability",
  noConsent: "eligibility",
  unknownCustomer: "eligibility",
  conditionNotMet: "suitability",
  conditionPending: "suitability",
  noItems: "items",
  outranked: "ranking",
  chosen: "chosen",
};

interface Ground {
  readonly placement: Placement;
  readonly audience: Audience;
  readonly situation: Situation;
  readonly shelf: Shelf;
}

interface Judgement {
  readonly reason: FateReason;
  readonly items?: ChosenItems | undefined;
}

function judge(candidate: Candidate, isTaken: boolean, ground: Ground): Judgement {
  const { audience, situation } = ground;
  if (situation.nowMs < candidate.fromMs) return { reason: "notYet" };
  if (situation.nowMs >= candidate.untilMs) return { reason: "over" };
  if (isTaken) return { reason: "outranked" };
  if (candidate.personalised && !audience.known) return { reason: audience.because };
  const holds =
    candidate.holds === undefined || (audience.known && candidate.holds(audience.view, situation.nowMs));
  if (holds !== true) return { reason: holds === undefined ? "conditionPending" : "conditionNotMet" };
  return judgeItems(candidate, ground);
}

function judgeItems({ experience }: Candidate, { placement, audience, situation, shelf }: Ground): Judgement {
  if (experience.items === undefined) return { reason: "chosen" };
  const limit = Math.min(
    experience.items.limit ?? 50,
    placement.items?.limit ?? experience.items.limit ?? 10,
  );
  const items = chooseItems(experience.items.strategy, limit, audience, situation, shelf);
  if (items.items.length > 0) return { reason: "chosen", items };
  return { reason: items.withheld && !audience.known ? audience.because : "noItems" };
}

function chosenBecause(
  { personalised, experience }: Candidate,
  items: ChosenItems | undefined,
  fates: readonly Fate[],
): DecisionReason {
  if (personalised || items?.personalised === true) return "personalised";
  return withheldBecause(fates) ?? (experience.fallback === true ? "fallback" : "everyone");
}

function nothingBecause(fates: readonly Fate[]): DecisionReason {
  const isLive = fates.some(([, , reason]) => stages[reason] !== "applicability");
  return withheldBecause(fates) ?? (isLive ? "nothingSuits" : "nothingLive");
}

/** Why something made for the customer could not be considered, if anything could not. */
function withheldBecause(fates: readonly Fate[]): "noConsent" | "unknownCustomer" | undefined {
  for (const [, , reason] of fates) if (reason === "noConsent" || reason === "unknownCustomer") return reason;
  return undefined;
}

function reasonOf(code: DecisionReason): PlacementAnswer["reason"] {
  return { code, text: reasonTexts[code] };
}

const reasonTexts: Readonly<Record<DecisionReason, string>> = {
  personalised: "Chosen for this customer.",
  everyone: "Shown to everyone.",
  noConsent: "The customer has not consented to personalisation: this is what everyone gets.",
  unknownCustomer: "The customer is not recognised: this is what everyone gets.",
  fallback: "Nothing else applied.",
  nothingSuits: "No experience suits this customer.",
  nothingLive: "No experience is live here.",
};
