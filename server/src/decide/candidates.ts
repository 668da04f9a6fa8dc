import { hash } from "node:crypto";
import { type Experience, isPersonalised } from "@attune/contract";
import type { LiveSet } from "../govern/index.ts";
import type { Conditions, Predicate } from "./conditions.ts";
import { type Opening, openingOf } from "./openings.ts";
import { type Deck, deckOf } from "./variants.ts";

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
}

/** All candidates of a brand. */
export interface CandidateIndex {
  /** In the order in which they are judged. */
  of(placement: string): readonly Candidate[];
  /** Undefined: there is no such experience, or it has no variants. */
  deckOf(experience: string): Deck | undefined;
  /** Whether a candidate of the placement has variants. */
  deals(placement: string): boolean;
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

/** Fallbacks last; then higher priority first, equal ones by key. The order depends on nothing else. */
export function indexCandidates(
  brandId: number,
  experiences: LiveSet<Experience>,
  conditions: Conditions,
): CandidateIndex {
  const candidates = [...experiences.byKey.values()].map((definition): Candidate => {
    const { key, version, body } = definition;
    const kind = body.kind === undefined || body.kind === "content" ? {} : { kind: body.kind };
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
    };
  });
  const byPlacement = Map.groupBy(candidates.sort(inOrder), (candidate) => candidate.experience.placement);
  const decks = new Map(candidates.flatMap(({ key, deck }) => (deck === undefined ? [] : [[key, deck]])));
  const dealing = new Set(candidates.flatMap(({ deck, experience }) => (deck ? experience.placement : [])));
  return {
    of: (placement) => byPlacement.get(placement) ?? [],
    deckOf: (experience) => decks.get(experience),
    deals: (placement) => dealing.has(placement),
    lineUp: lineUpOf(byPlacement),
  };
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
