import {
  type BucketRange,
  bucketHash,
  bucketRanges,
  chooseBucket,
  type Experience,
  type ExposureWay,
  isInBucketNamespace,
  type Variant,
} from "@attune/contract";
import type { LiveDefinition } from "../govern/index.ts";
import type { Withheld } from "./audience.ts";
import type { Opening } from "./openings.ts";

/** The variants of an experience, made ready to be dealt. */
export interface Deck {
  readonly experience: string;
  readonly version: number;
  readonly salt: string;
  readonly minVersion: number;
  readonly namespace: { readonly id: string; readonly range: BucketRange } | undefined;
  readonly ranges: readonly BucketRange[];
  readonly cards: readonly Card[];
  /** Propensity of being in no range. */
  readonly uncovered: number;
}

export interface Card {
  readonly variant: string;
  /** How likely a customer is to be dealt it. */
  readonly propensity: number;
  /** As a candidate's. */
  readonly opening: Opening;
}

/** A variant that a customer was dealt and shown. */
export interface KeptVariant {
  readonly experience: string;
  readonly salt: string;
  readonly variant: string;
  /** Of the experience, by which it was dealt. */
  readonly version: number;
  readonly propensity: number;
}

/** To be kept from now on, unless one of those that can still be dealt is. */
export interface FreshVariant extends KeptVariant {
  readonly offered: readonly string[];
}

/** Whom variants are dealt to. */
export interface Player {
  /** What is hashed: the id of the oldest leaf, so that the older customer's place survives a merge. Undefined: nobody is known. */
  readonly unit: string | undefined;
  /** Of all leaves, the oldest leaf's first. */
  readonly kept: readonly KeptVariant[];
  /** Experience → variant. */
  readonly forced: Readonly<Record<string, string>>;
  /** In a replay: how each came about. */
  readonly logged?: ReadonlyMap<string, LoggedExposure>;
}

/** As it is logged. */
export type LoggedExposure = readonly [
  variant: string | null,
  way: ExposureWay,
  bucket: number | null,
  propensity: number | null,
  version: number,
];

export interface Deal {
  /** Undefined: the experience's own content is shown. */
  readonly card: Card | undefined;
  readonly exposure: LoggedExposure;
  readonly fresh?: FreshVariant;
}

export function deckOf(
  { key, version, body }: LiveDefinition<Experience>,
  openingOf: (variant: Variant) => Opening,
): Deck | undefined {
  const { variants, dealing = {} } = body;
  if (variants === undefined) return undefined;
  const { coverage = 1, salt = key, namespace, minVersion = 0 } = dealing;
  const weights = variants.map(({ weight }) => weight ?? 1 / variants.length);
  const ranges = bucketRanges(variants.length, coverage, weights);
  const taking = namespace === undefined ? 1 : namespace.until - namespace.from;
  const likely = ranges.map(([from, until]) => taking * (until - from));
  return {
    experience: key,
    version,
    salt,
    minVersion,
    namespace: namespace && { id: namespace.id, range: [namespace.from, namespace.until] },
    ranges,
    cards: variants.map((variant, at) => ({
      variant: variant.key,
      propensity: rounded(likely[at] ?? 0),
      opening: openingOf(variant),
    })),
    uncovered: rounded(taking - likely.reduce((sum, one) => sum + one, 0)),
  };
}

/** Nothing of the outcome was left to chance. */
const certain = 1;

/**
 * A customer keeps what was dealt for as long as it is offered, whatever becomes of weights, coverage and namespace. `withheld`: why the
 * customer may be dealt none; for a test a variant is shown all the same.
 */
export function deal(deck: Deck, { unit, kept, forced }: Player, withheld: Withheld | undefined): Deal {
  const { version } = deck;
  const wanted = Object.hasOwn(forced, deck.experience) ? cardOf(deck, forced[deck.experience]) : undefined;
  if (wanted !== undefined)
    return { card: wanted, exposure: [wanted.variant, "forced", null, null, version] };
  if (withheld !== undefined || unit === undefined)
    return { card: undefined, exposure: [null, withheld ?? "unknownCustomer", null, certain, version] };
  const bucket = bucketHash(deck.salt, unit, 2);
  if (kept.some((one) => isOf(deck, one) && one.version < deck.minVersion))
    return { card: undefined, exposure: [null, "excluded", bucket, certain, version] };
  const drawn = isTakenPart(deck, unit) ? deck.cards[chooseBucket(bucket, deck.ranges)] : undefined;
  const old = kept.find((one) => isOf(deck, one) && cardOf(deck, one.variant) !== undefined);
  if (old !== undefined) {
    const way = old.variant === drawn?.variant ? "dealt" : "kept";
    return {
      card: cardOf(deck, old.variant),
      exposure: [old.variant, way, bucket, old.propensity, old.version],
    };
  }
  if (drawn === undefined) return dealNobody(deck, unit, bucket);
  const { variant, propensity } = drawn;
  const fresh = { experience: deck.experience, salt: deck.salt, variant, version, propensity };
  return {
    card: drawn,
    exposure: [variant, "dealt", bucket, propensity, version],
    fresh: { ...fresh, offered: deck.cards.map((card) => card.variant) },
  };
}

function dealNobody(deck: Deck, unit: string, bucket: number): Deal {
  const outside = deck.namespace === undefined ? 0 : deck.namespace.range[1] - deck.namespace.range[0];
  const exposure: LoggedExposure = isTakenPart(deck, unit)
    ? [null, "notCovered", bucket, deck.uncovered, deck.version]
    : [null, "notInNamespace", bucket, rounded(1 - outside), deck.version];
  return { card: undefined, exposure };
}

function isTakenPart({ namespace }: Deck, unit: string): boolean {
  return namespace === undefined || isInBucketNamespace(namespace.id, unit, namespace.range);
}

function isOf(deck: Deck, kept: KeptVariant): boolean {
  return kept.experience === deck.experience && kept.salt === deck.salt;
}

export function cardOf({ cards }: Deck, variant: string | undefined): Card | undefined {
  return cards.find((card) => card.variant === variant);
}

function rounded(share: number): number {
  return Number(share.toFixed(6));
}
