import { hash } from "node:crypto";
import { type ContactPolicy, type Experience, isPersonalised, natureOf } from "@attune/contract";
import type { LiveDefinition, LiveSet } from "../govern/index.ts";
import type { Conditions, Predicate } from "./conditions.ts";
import type { Met } from "./contact/contact.ts";
import { ownRule, type Rule, rulesOf, rulesOfPolicies } from "./contact/rules.ts";
import { type Opening, openingOf } from "./openings.ts";
import { type Deck, deckOf } from "./variants.ts";
import { type Ranker, rankerOf } from "./worth.ts";

/** An experience made ready to be judged. */
export interface Candidate {
  readonly key: string;
  readonly version: number;
  readonly experience: Experience;
  readonly personalised: boolean;
  readonly holds: Predicate | undefined;
  readonly fromMs: number;
  readonly untilMs: number;
  /** What every answer with it begins with: a PlacementAnswer without items, reason and its end. */
  readonly opening: Opening;
  /** Undefined: it has no variants. */
  readonly deck: Deck | undefined;
  /** Undefined: it says nothing of what it is worth. */
  readonly ranker: Ranker | undefined;
  /** What it says of itself; its placement may be of another nature. */
  readonly promotes: boolean;
  /** What may hold it back where it promotes, and where it does not. */
  readonly rules: readonly Rule[];
  readonly ownRules: readonly Rule[];
  /** Whether it is counted that it is served. */
  readonly isCounted: boolean;
  /** Whether purpose, law, newness of the customer or open stores may keep it back: most have none of these. */
  readonly hasTerms: boolean;
}

/** Candidates of a placement that go before all that follow, whatever they are worth: [from, until) in its list. */
export interface Tier {
  readonly from: number;
  readonly until: number;
  readonly isFallback: boolean;
  /** Whether any of them says what it is worth. */
  readonly isRanked: boolean;
}

/** All candidates of a brand. */
export interface CandidateIndex {
  /** In the order in which they are judged. */
  of(placement: string): readonly Candidate[];
  tiersOf(placement: string): readonly Tier[];
  /** What is in force under this key; undefined: nothing. */
  describe(experience: string): Pick<Met, "tags" | "promotes"> | undefined;
  /** Rules that count what was met, of the experience itself and of policies; undefined: the experience is not in force. */
  rulesOn(met: Met): readonly Rule[] | undefined;
  /** Whether contacts hold back a candidate of the placement, or are counted for it. */
  counts(placement: string): boolean;
  /** Whether a cap asks what customers bought. */
  readonly countsBought: boolean;
  /** Undefined: there is no such experience, or it has no variants. */
  deckOf(experience: string): Deck | undefined;
  /** Whether a candidate of the placement has variants. */
  deals(placement: string): boolean;
  /** Whether a candidate of the placement is for new customers only. */
  asksNew(placement: string): boolean;
  readonly lineUp: LineUp;
}

/** Which candidates there are, and in which order they are judged. Thousands of decisions share one. */
export interface LineUp {
  /** A function of the text. */
  readonly id: string;
  /** JSON: placement → a ListedCandidate of each. */
  readonly text: string;
}

/** With the variants that it deals, if it has any. */
export type ListedCandidate = readonly [
  key: string,
  version: number,
  variants?: readonly (readonly [variant: string, propensity: number])[],
];

const noPolicies: LiveSet<ContactPolicy> = { position: 0, byKey: new Map() };

/** Fallbacks last; then higher priority first, equal ones by key. The order depends on nothing else. */
export function indexCandidates(
  brandId: number,
  experiences: LiveSet<Experience>,
  conditions: Conditions,
  policies: LiveSet<ContactPolicy> = noPolicies,
): CandidateIndex {
  const policyRules = rulesOfPolicies(policies);
  const candidates = [...experiences.byKey.values()].map((definition) =>
    candidateOf(brandId, definition, conditions, policyRules),
  );
  const byPlacement = Map.groupBy(candidates.sort(inOrder), (candidate) => candidate.experience.placement);
  const tiers = new Map([...byPlacement].map(([placement, all]) => [placement, tiersOf(all)]));
  const byKey = new Map(candidates.map((candidate) => [candidate.key, candidate]));
  const placementsOf = (such: (candidate: Candidate) => boolean): ReadonlySet<string> =>
    new Set(candidates.filter(such).map(({ experience }) => experience.placement));
  const dealing = placementsOf(({ deck }) => deck !== undefined);
  const newcomers = placementsOf(({ experience }) => experience.newCustomersOnly === true);
  const counting = placementsOf(({ rules }) => rules.length > 0);
  return {
    of: (placement) => byPlacement.get(placement) ?? [],
    tiersOf: (placement) => tiers.get(placement) ?? [],
    deckOf: (experience) => byKey.get(experience)?.deck,
    describe: (experience) => describe(byKey.get(experience)),
    rulesOn: (met) => {
      const own = byKey.get(met.experience)?.ownRules;
      return own && [...own, ...policyRules.filter((rule) => rule.covers(met))];
    },
    deals: (placement) => dealing.has(placement),
    counts: (placement) => counting.has(placement),
    asksNew: (placement) => newcomers.has(placement),
    countsBought: candidates.some(({ rules }) => asksFor(rules, "bought")),
    lineUp: lineUpOf(byPlacement),
  };
}

function candidateOf(
  brandId: number,
  definition: LiveDefinition<Experience>,
  conditions: Conditions,
  policies: readonly Rule[],
): Candidate {
  const { key, version, body } = definition;
  const kind = body.kind === undefined || body.kind === "content" ? {} : { kind: body.kind };
  const promotes = natureOf(body) === "promotional";
  const rules = rulesOf(key, body, promotes, policies);
  return {
    key,
    version,
    experience: body,
    personalised: isPersonalised(body),
    holds: body.condition === undefined ? undefined : conditions.prepare(brandId, definition),
    fromMs: body.from === undefined ? Number.NEGATIVE_INFINITY : Date.parse(body.from),
    untilMs: body.until === undefined ? Number.POSITIVE_INFINITY : Date.parse(body.until),
    opening: openingOf({ experience: key, ...kind }, body.content, body.locales),
    deck: deckOf(definition, ({ key: variant, content, locales }) =>
      content === undefined
        ? openingOf({ experience: key, variant, ...kind }, body.content, body.locales)
        : openingOf({ experience: key, variant, ...kind }, content, locales),
    ),
    ranker: rankerOf(body, (key, moment) => conditions.computed?.(brandId, key, moment)),
    promotes,
    rules,
    ownRules: rules.filter(({ name }) => name === ownRule),
    isCounted: asksFor(rules, "served") || asksFor(rules, "bought"),
    hasTerms: [body.purpose, body.law, body.newCustomersOnly, body.openStore].some(
      (one) => one !== undefined,
    ),
  };
}

function describe(candidate: Candidate | undefined): Pick<Met, "tags" | "promotes"> | undefined {
  return candidate && { tags: candidate.experience.tags ?? [], promotes: candidate.promotes };
}

function asksFor(rules: readonly Rule[], kind: "served" | "bought"): boolean {
  return rules.some(({ caps }) => caps.some(({ by }) => by === kind));
}

/** Of candidates in order. */
function tiersOf(candidates: readonly Candidate[]): readonly Tier[] {
  const tiers: Tier[] = [];
  for (let from = 0; from < candidates.length; ) {
    const first = candidates[from];
    const rest = candidates.findIndex((one, at) => at > from && !isLevel(one, first));
    const until = rest === -1 ? candidates.length : rest;
    tiers.push({
      from,
      until,
      isFallback: first?.experience.fallback === true,
      isRanked: candidates.slice(from, until).some(({ ranker }) => ranker !== undefined),
    });
    from = until;
  }
  return tiers;
}

function isLevel(a: Candidate, b: Candidate | undefined): boolean {
  return (
    a.experience.priority === b?.experience.priority &&
    (a.experience.fallback ?? false) === (b.experience.fallback ?? false)
  );
}

function inOrder(a: Candidate, b: Candidate): number {
  const last = Number(a.experience.fallback ?? false) - Number(b.experience.fallback ?? false);
  return last || b.experience.priority - a.experience.priority || (a.key < b.key ? -1 : 1);
}

function listed({ key, version, deck }: Candidate): ListedCandidate {
  if (deck === undefined) return [key, version];
  return [key, version, deck.cards.map(({ variant, propensity }) => [variant, propensity])];
}

function lineUpOf(byPlacement: ReadonlyMap<string, readonly Candidate[]>): LineUp {
  const placements = [...byPlacement].sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify(
    Object.fromEntries(placements.map(([key, candidates]) => [key, candidates.map(listed)])),
  );
  return { id: hash("sha256", text, "base64url").slice(0, 22), text };
}
