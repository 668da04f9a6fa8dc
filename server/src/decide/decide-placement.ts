import type { DecisionReason, Placement } from "@attune/contract";
import type { Withheld } from "./audience.ts";
import type { Candidate, Tier } from "./candidates.ts";
import { lettersOf } from "./fates.ts";
import type { ChosenItems } from "./items/choose-items.ts";
import { jsonOf } from "./json-of.ts";
import { audienceFor, type JudgingGround } from "./judge.ts";
import { type LocalOpening, type Opening, openIn, openingOf } from "./openings.ts";
import { type Pick, type Picked, pick } from "./pick.ts";
import { reasonJson } from "./reasons.ts";
import { cardOf, type Deal, deal, type FreshVariant, type Player } from "./variants.ts";

export interface PlacementDecision {
  /** JSON of a PlacementAnswer. */
  readonly answer: string;
  /** JSON of a LoggedAnswer. */
  readonly logged: string;
  /** The letters of all candidates' fates, in their order. */
  readonly fates: string;
  /** What else is told of candidates, by their keys. */
  readonly remarks: Picked["remarks"];
  /** The variants that are shown, where the customer has not kept one. */
  readonly fresh: readonly FreshVariant[];
}

/** What one placement is decided upon. */
export interface Ground extends JudgingGround {
  readonly player: Player;
  /** In a replay: why each was shown, which hangs on what was known of the customer. */
  readonly reasons?: ReadonlyMap<string, DecisionReason>;
  /** Languages in which content is looked for, the best first. */
  readonly ranges: readonly string[];
}

/** The candidates that may be shown, as many as there are slots; else the placement's own content. */
export function decidePlacement(
  candidates: readonly Candidate[],
  tiers: readonly Tier[],
  ground: Ground,
): PlacementDecision {
  const picked = pick(candidates, tiers, ground);
  const slots = picked.picks.map((one) => answerWith(one, picked.withheld, ground));
  const fates = lettersOf(picked.fates);
  const { remarks } = picked;
  const [first] = slots;
  if (first === undefined) {
    const because = picked.withheld ?? (picked.isLive ? "nothingSuits" : "nothingLive");
    return { ...answerNothing(ground, because), fates, remarks, fresh: [] };
  }
  const fresh = slots.flatMap((slot) => slot.fresh ?? []);
  if (ground.placement.slots === undefined)
    return { answer: `{${first.answer}}`, logged: `{${first.logged}}`, fates, remarks, fresh };
  const all = (part: "answer" | "logged"): string =>
    `{${first[part]},"slots":[${slots.map((slot) => `{${slot[part]}}`).join(",")}]}`;
  return { answer: all("answer"), logged: all("logged"), fates, remarks, fresh };
}

interface Slot {
  /** Members of JSON objects. */
  readonly answer: string;
  readonly logged: string;
  readonly fresh: FreshVariant | undefined;
}

function answerWith(picked: Pick, withheld: Withheld | undefined, ground: Ground): Slot {
  const { candidate, items } = picked;
  const dealt = dealFrom(candidate, ground);
  const way = dealt?.exposure[1];
  const because =
    ground.reasons?.get(candidate.key) ??
    shownBecause(picked, withheld ?? (isWithheld(way) ? way : undefined));
  const opening = openIn(dealt?.card?.opening ?? candidate.opening, ground.ranges);
  return { ...slotText(candidate.key, opening, dealt, items, because), fresh: dealt?.fresh };
}

function isWithheld(reason: string | undefined): reason is Withheld {
  return reason === "noConsent" || reason === "unknownCustomer" || reason === "heldOut";
}

function dealFrom(candidate: Candidate, ground: Ground): Deal | undefined {
  if (candidate.deck === undefined) return undefined;
  const logged = ground.player.logged?.get(candidate.key);
  if (logged !== undefined) return { card: cardOf(candidate.deck, logged[0] ?? undefined), exposure: logged };
  const audience = audienceFor(candidate, ground);
  return deal(candidate.deck, ground.player, audience.known ? undefined : audience.because);
}

function slotText(
  key: string,
  { text, locale }: LocalOpening,
  dealt: Deal | undefined,
  items: ChosenItems | undefined,
  because: DecisionReason,
): Omit<Slot, "fresh"> {
  const row = items === undefined ? "" : `,"items":[${items.items.map(jsonOf).join(",")}]`;
  const made = items?.made === undefined ? "" : `,"made":${JSON.stringify(items.made)}`;
  const exposure = dealt === undefined ? "" : `,"exposure":${JSON.stringify(dealt.exposure)}`;
  return {
    answer: `${text.slice(1)}${row},"reason":${reasonJson(because)}`,
    logged: `"experience":${JSON.stringify(key)}${exposure}${localeJson(locale)}${row}${made},"reason":"${because}"`,
  };
}

function answerNothing({ placement, ranges }: Ground, because: DecisionReason): Omit<Slot, "fresh"> {
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

function shownBecause(
  { candidate: { personalised, experience }, items, isPinned, isRankedForCustomer }: Pick,
  withheld: Withheld | undefined,
): DecisionReason {
  if (isPinned) return "pinned";
  if (personalised || isRankedForCustomer || items?.personalised === true) return "personalised";
  return withheld ?? (experience.fallback === true ? "fallback" : "everyone");
}
