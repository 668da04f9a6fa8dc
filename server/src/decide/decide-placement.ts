import type { DecisionReason, FateReason, Placement } from "@attune/contract";
import type { Audience, Withheld } from "./audience.ts";
import type { Candidate } from "./candidates.ts";
import { letterOf } from "./fates.ts";
import { type Holding, holdsBack } from "./hold-outs.ts";
import { type ChosenItems, chooseItems } from "./items/choose-items.ts";
import type { Situation } from "./items/ranking.ts";
import { jsonOf } from "./json-of.ts";
import { type LocalOpening, type Opening, openIn, openingOf } from "./openings.ts";
import { reasonJson } from "./reasons.ts";
import type { Shelf } from "./shelf.ts";
import { type Deal, deal, type FreshVariant, type Player } from "./variants.ts";

export interface PlacementDecision {
  /** JSON of a PlacementAnswer. */
  readonly answer: string;
  /** JSON of a LoggedAnswer. */
  readonly logged: string;
  /** The letter of every candidate's fate, in the order in which they were judged. */
  readonly fates: string;
  /** The variant that is shown, when the customer has not kept one. */
  readonly fresh?: FreshVariant | undefined;
}

/** What one placement is decided upon. */
export interface Ground {
  readonly placement: Placement;
  readonly audience: Audience;
  readonly situation: Situation;
  readonly shelf: Shelf;
  /** What is kept back from the customer here; undefined where no hold-out counts. */
  readonly holding: Holding | undefined;
  readonly player: Player;
  /** Languages in which content is looked for, the best first. */
  readonly ranges: readonly string[];
}

/** The first candidate that may be shown, in the given order; else the placement's own content. */
export function decidePlacement(candidates: readonly Candidate[], ground: Ground): PlacementDecision {
  let fates = "";
  let isLive = false;
  let withheld: Withheld | undefined;
  let shown: Shown | undefined;
  for (const candidate of candidates) {
    const { reason, items } = judge(candidate, shown !== undefined, ground);
    fates += letterOf(reason);
    isLive ||= reason !== "notYet" && reason !== "over";
    if (isWithheld(reason)) withheld ??= reason;
    if (reason === "chosen") shown = { candidate, items };
  }
  if (shown !== undefined) return { ...show(shown, withheld, ground), fates };
  return { ...answerNothing(ground, withheld ?? (isLive ? "nothingSuits" : "nothingLive")), fates };
}

interface Shown {
  readonly candidate: Candidate;
  readonly items: ChosenItems | undefined;
}

function show(
  { candidate, items }: Shown,
  withheld: Withheld | undefined,
  ground: Ground,
): Omit<PlacementDecision, "fates"> {
  const dealt = dealFrom(candidate, ground);
  const way = dealt?.exposure[1];
  const because = shownBecause(candidate, items, withheld ?? (isWithheld(way) ? way : undefined));
  const opening = openIn(dealt?.card?.opening ?? candidate.opening, ground.ranges);
  return { ...answerWith(candidate.key, opening, dealt, items, because), fresh: dealt?.fresh };
}

function isWithheld(reason: string | undefined): reason is Withheld {
  return reason === "noConsent" || reason === "unknownCustomer" || reason === "heldOut";
}

function dealFrom(candidate: Candidate, ground: Ground): Deal | undefined {
  if (candidate.deck === undefined) return undefined;
  const audience = audienceFor(candidate, ground);
  return deal(candidate.deck, ground.player, audience.known ? undefined : audience.because);
}

function answerWith(
  key: string,
  { text, locale }: LocalOpening,
  dealt: Deal | undefined,
  items: ChosenItems | undefined,
  because: DecisionReason,
): Omit<PlacementDecision, "fates"> {
  const row = items === undefined ? "" : `,"items":[${items.items.map(jsonOf).join(",")}]`;
  const made = items?.made === undefined ? "" : `,"made":${JSON.stringify(items.made)}`;
  const exposure = dealt === undefined ? "" : `,"exposure":${JSON.stringify(dealt.exposure)}`;
  return {
    answer: `${text}${row},"reason":${reasonJson(because)}}`,
    logged: `{"experience":${JSON.stringify(key)}${exposure}${localeJson(locale)}${row}${made},"reason":"${because}"}`,
  };
}

function answerNothing(
  { placement, ranges }: Ground,
  because: DecisionReason,
): Omit<PlacementDecision, "fates"> {
  const { text, locale } = openIn(ownOpening(placement), ranges);
  return {
    answer: `${text},"reason":${reasonJson(because)}}`,
    logged: `{"experience":null${localeJson(locale)},"reason":"${because}"}`,
  };
}

function localeJson(locale: string | undefined): string {
  return locale === undefined ? "" : `,"locale":${JSON.stringify(locale)}`;
}

const ownOpenings = new WeakMap<Placement, Opening>();

/** With what the placement says when nothing fills it. */
function ownOpening(placement: Placement): Opening {
  const known =
    ownOpenings.get(placement) ??
    openingOf({ experience: null }, placement.content ?? null, placement.locales);
  ownOpenings.set(placement, known);
  return known;
}

interface Judgement {
  readonly reason: FateReason;
  readonly items?: ChosenItems | undefined;
}

const heldOut: Audience = { known: false, because: "heldOut" };

/** Of a customer who is in a hold-out nothing is known to what it keeps back. */
function audienceFor(candidate: Candidate, { audience, holding }: Ground): Audience {
  return audience.known && holdsBack(holding, candidate) ? heldOut : audience;
}

function judge(candidate: Candidate, isTaken: boolean, ground: Ground): Judgement {
  const { situation } = ground;
  if (situation.nowMs < candidate.fromMs) return { reason: "notYet" };
  if (situation.nowMs >= candidate.untilMs) return { reason: "over" };
  if (isTaken) return { reason: "outranked" };
  const audience = audienceFor(candidate, ground);
  if (candidate.personalised && !audience.known) return { reason: audience.because };
  const holds =
    candidate.holds === undefined || (audience.known && candidate.holds(audience.view, situation.nowMs));
  if (holds !== true) return { reason: holds === undefined ? "conditionPending" : "conditionNotMet" };
  return judgeItems(candidate, audience, ground);
}

function judgeItems(
  { experience }: Candidate,
  audience: Audience,
  { placement, situation, shelf }: Ground,
): Judgement {
  if (experience.items === undefined) return { reason: "chosen" };
  const limit = Math.min(
    experience.items.limit ?? 50,
    placement.items?.limit ?? experience.items.limit ?? 10,
  );
  const items = chooseItems(experience.items, limit, audience, situation, shelf);
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
