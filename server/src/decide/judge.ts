import type {
  Channel,
  ConsentState,
  DecisionContext,
  FateReason,
  OverrideAction,
  Placement,
} from "@attune/contract";
import type { Audience } from "./audience.ts";
import type { Candidate } from "./candidates.ts";
import type { Met } from "./contact/contact.ts";
import type { Tally } from "./contact/tally.ts";
import { allows, isLawful } from "./eligibility.ts";
import { type Holding, holdsBack, holdsBackWhole, promotes } from "./hold-outs.ts";
import { type ChosenItems, chooseItems } from "./items/choose-items.ts";
import type { Situation } from "./items/ranking.ts";
import type { Shelf } from "./shelf.ts";
import { isOpenAt } from "./store-hours.ts";

/** What the candidates of one placement are judged upon. */
export interface JudgingGround {
  readonly placement: Placement;
  readonly placementKey: string;
  readonly audience: Audience;
  readonly situation: Situation;
  readonly shelf: Shelf;
  /** What is kept back from the customer here; undefined where no hold-out counts. */
  readonly holding: Holding | undefined;
  readonly channel: Channel | undefined;
  readonly numbers: DecisionContext["numbers"];
  /** Undefined: nobody is recognised. */
  readonly consent: ((key: string) => ConsentState) | undefined;
  /** What staff decided for this customer, by experience. */
  readonly overrides: ReadonlyMap<string, OverrideAction>;
  /** Days for which an open complaint, fault or missing delivery still keeps promotion back. */
  readonly careDays: number | undefined;
  /** Undefined: nobody is recognised, or nothing is counted here. */
  readonly tally: Tally | undefined;
  /** Known by more than a device, or by what was bought: asked only where something is for new customers. */
  readonly isKnownCustomer: boolean;
  /** In a replay: what came of each candidate. */
  readonly script?: (candidate: Candidate) => Judgement;
}

export interface Judgement {
  /** Where it stopped; undefined: it may be shown. */
  readonly stop: FateReason | undefined;
  readonly items?: ChosenItems | undefined;
  readonly numbers?: Readonly<Record<string, number>>;
  readonly because?: string;
}

/** Stages in their order. What it would show is looked up when all else lets it, since that costs most. */
export function judge(candidate: Candidate, ground: JudgingGround): Judgement {
  if (ground.script !== undefined) return ground.script(candidate);
  const { overrides } = ground;
  const action = overrides.size === 0 ? undefined : overrides.get(candidate.key);
  const stopped = eligibility(candidate, ground, action) ?? applicability(candidate, ground);
  if (stopped !== undefined) return stopped;
  // Staff may set aside what suits and how often; not what the law, the customer and the shelf say.
  const kept =
    action === "pin" ? undefined : (suitability(candidate, ground) ?? judgeContacts(candidate, ground));
  return kept ?? judgeItems(candidate, ground);
}

const heldOut: Audience = { known: false, because: "heldOut" };

/** Of a customer who is in a hold-out nothing is known to what it keeps back, but for what staff decided for this one customer. */
export function audienceFor(candidate: Candidate, { audience, holding, overrides }: JudgingGround): Audience {
  if (!audience.known || !holdsBack(holding, candidate)) return audience;
  return overrides.get(candidate.key) === "pin" ? audience : heldOut;
}

export function isInTime({ fromMs, untilMs }: Candidate, { situation }: JudgingGround): boolean {
  return situation.nowMs >= fromMs && situation.nowMs < untilMs;
}

/** As contacts are counted. */
export function metOf(candidate: Candidate, { placement, placementKey, channel }: JudgingGround): Met {
  return {
    experience: candidate.key,
    placement: placementKey,
    channel: channel ?? "",
    tags: candidate.experience.tags ?? [],
    promotes: candidate.promotes && promotes(placement),
  };
}

function eligibility(
  candidate: Candidate,
  ground: JudgingGround,
  action: OverrideAction | undefined,
): Judgement | undefined {
  if (action === "suppress") return stop("suppressed");
  const audience = audienceFor(candidate, ground);
  if (!audience.known && candidate.personalised) return stop(audience.because);
  if (action !== "pin" && holdsBackWhole(ground.holding, candidate)) return stop("heldOut");
  return candidate.hasTerms ? eligibilityByTerms(candidate, audience, ground) : undefined;
}

function eligibilityByTerms(
  candidate: Candidate,
  audience: Audience,
  ground: JudgingGround,
): Judgement | undefined {
  const { purpose, law, newCustomersOnly } = candidate.experience;
  if (newCustomersOnly === true && ground.isKnownCustomer) return stop("knownCustomer");
  if (purpose !== undefined && !allows(ground.consent ?? unasked, purpose, ground.channel))
    return notAllowed(ground);
  if (law !== undefined && audience.known && !isLawful(law, audience.view, ground.situation.nowMs))
    return stop("lawForbids");
  return undefined;
}

function notAllowed({ consent }: JudgingGround): Judgement {
  return stop(consent === undefined ? "unknownCustomer" : "noPurpose");
}

function unasked(): ConsentState {
  return "unknown";
}

function applicability(
  { fromMs, untilMs, experience, hasTerms }: Candidate,
  ground: JudgingGround,
): Judgement | undefined {
  const { nowMs, store } = ground.situation;
  if (nowMs < fromMs) return stop("notYet");
  if (nowMs >= untilMs) return stop("over");
  if (!hasTerms || experience.openStore !== true) return undefined;
  const known = ground.shelf.store(store);
  const isOpen = known && isOpenAt(known, nowMs);
  return isOpen === true ? undefined : stop(isOpen === undefined ? "unknownStore" : "storeClosed");
}

function suitability(candidate: Candidate, ground: JudgingGround): Judgement | undefined {
  if (candidate.holds !== undefined) {
    const audience = audienceFor(candidate, ground);
    const holds = audience.known && candidate.holds(audience.view, ground.situation.nowMs);
    if (holds !== true) return stop(holds === undefined ? "conditionPending" : "conditionNotMet");
  }
  const { careDays, placement } = ground;
  if (careDays === undefined || !candidate.promotes || !promotes(placement)) return undefined;
  return { stop: "openCase", numbers: { daysLeft: careDays } };
}

/** undefined: no contact policy holds it back. */
export function judgeContacts(
  candidate: Candidate,
  { tally, placement, channel }: JudgingGround,
): Judgement | undefined {
  if (tally === undefined) return undefined;
  const rules = promotes(placement) ? candidate.rules : candidate.ownRules;
  const hindrance = rules.length === 0 ? undefined : tally.hinders(rules, channel ?? "");
  return hindrance && { stop: hindrance.reason, numbers: hindrance.numbers, because: hindrance.because };
}

function judgeItems(candidate: Candidate, ground: JudgingGround): Judgement {
  const { experience } = candidate;
  if (experience.items === undefined) return shown;
  const { placement, situation, shelf } = ground;
  const audience = audienceFor(candidate, ground);
  const limit = Math.min(
    experience.items.limit ?? 50,
    placement.items?.limit ?? experience.items.limit ?? 10,
  );
  const items = chooseItems(experience.items, limit, audience, situation, shelf);
  if (items.items.length > 0) return { stop: undefined, items };
  return stop(items.withheld && !audience.known ? audience.because : "noItems");
}

const shown: Judgement = { stop: undefined };
const stops = new Map<FateReason, Judgement>();

/** One for all: there are hundreds in each decision. */
function stop(reason: FateReason): Judgement {
  const known = stops.get(reason);
  if (known !== undefined) return known;
  const judgement = { stop: reason };
  stops.set(reason, judgement);
  return judgement;
}
