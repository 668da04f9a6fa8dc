import type { DecisionItem, DecisionReason, FateReason, Placement } from "@attune/contract";
import type { Audience } from "./audience.ts";
import type { Candidate } from "./candidates.ts";
import { letterOf } from "./fates.ts";
import { type ChosenItems, chooseItems } from "./items/choose-items.ts";
import type { Situation } from "./items/ranking.ts";
import { jsonOf } from "./json-of.ts";
import { reasonJson } from "./reasons.ts";
import type { Shelf } from "./shelf.ts";

export interface PlacementDecision {
  /** JSON of a PlacementAnswer. */
  readonly answer: string;
  /** JSON of a LoggedAnswer. */
  readonly logged: string;
  /** The letter of every candidate's fate, in the order in which they were judged. */
  readonly fates: string;
}

/** What one placement is decided upon. */
export interface Ground {
  readonly placement: Placement;
  readonly audience: Audience;
  readonly situation: Situation;
  readonly shelf: Shelf;
}

/** The first candidate that may be shown, in the given order; else the placement's own content. */
export function decidePlacement(candidates: readonly Candidate[], ground: Ground): PlacementDecision {
  let fates = "";
  let isLive = false;
  let withheld: Withheld | undefined;
  let shown: { readonly candidate: Candidate; readonly items: ChosenItems | undefined } | undefined;
  for (const candidate of candidates) {
    const { reason, items } = judge(candidate, shown !== undefined, ground);
    fates += letterOf(reason);
    isLive ||= reason !== "notYet" && reason !== "over";
    if (reason === "noConsent" || reason === "unknownCustomer") withheld ??= reason;
    if (reason === "chosen") shown = { candidate, items };
  }
  if (shown === undefined) {
    const because = withheld ?? (isLive ? "nothingSuits" : "nothingLive");
    return { ...answerNothing(ground.placement, because), fates };
  }
  const { candidate, items } = shown;
  return { ...answerWith(candidate, items?.items, shownBecause(candidate, items, withheld)), fates };
}

/** Why something made for the customer could not be considered. */
type Withheld = "noConsent" | "unknownCustomer";

function answerWith(
  { key, opening }: Candidate,
  items: readonly DecisionItem[] | undefined,
  because: DecisionReason,
): Omit<PlacementDecision, "fates"> {
  const row = items === undefined ? "" : `,"items":[${items.map(jsonOf).join(",")}]`;
  return {
    answer: `${opening}${row},"reason":${reasonJson(because)}}`,
    logged: `{"experience":${JSON.stringify(key)}${row},"reason":"${because}"}`,
  };
}

function answerNothing(placement: Placement, because: DecisionReason): Omit<PlacementDecision, "fates"> {
  const content = jsonOf(placement.content ?? null);
  return {
    answer: `{"experience":null,"content":${content},"reason":${reasonJson(because)}}`,
    logged: `{"experience":null,"reason":"${because}"}`,
  };
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

function shownBecause(
  { personalised, experience }: Candidate,
  items: ChosenItems | undefined,
  withheld: Withheld | undefined,
): DecisionReason {
  if (personalised || items?.personalised === true) return "personalised";
  return withheld ?? (experience.fallback === true ? "fallback" : "everyone");
}
