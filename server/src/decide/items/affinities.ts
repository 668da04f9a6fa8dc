import { type AffinityDimension, affinityDimensions, type Json } from "@attune/contract";
import type { AffinityAnswer, CustomerView } from "../../profile/index.ts";
import type { Shelf } from "../shelf.ts";
import { type Touch, traceOf } from "./deeds.ts";
import type { ItemFacts } from "./facts.ts";

/**
 * What a customer tends to. The newest thing done with a product counts most: each later one halves it every `halfLifeDeeds`, and so does time every
 * `halfLifeDays`. So whatever was looked at before, six products of another colour make that colour the first; and eleven do it against all that was bought
 * (1 − r^k > r^k and 1 − r^k > 3 r^k with r = 2^(−1/5)).
 */
export interface Affinity {
  readonly dimension: Dimension;
  readonly value: string;
  /** Of a size: the widest category in which it is worn. */
  readonly category?: string;
  /** Observed: its share of what was done, −1 to 1. Stated: 1 liked, −1 disliked. */
  readonly weight: number;
  readonly source: "stated" | "observed";
}

type Dimension = AffinityDimension;
const dimensions = affinityDimensions;

const halfLifeDeeds = 5;
const halfLifeDays = 30;
const halfLifeDaysOfSale = 180;
const dayMs = 86_400_000;
const weights: Readonly<Record<Touch["deed"], number>> = { viewed: 1, wanted: 2, bought: 3, broughtBack: -3 };
const storesHalfLife = 4;

/** Dimension → value in lower case (of a size, with its category before it) → what stands for it. */
export type Tastes = ReadonlyMap<Dimension, ReadonlyMap<string, Affinity>>;

const known = new WeakMap<
  CustomerView,
  { readonly shelf: Shelf; readonly nowMs: number; readonly tastes: Tastes }
>();

/** Computed when read, from what the customer's leaves keep and what the catalogue says now. */
export function tastesOf(view: CustomerView, shelf: Shelf, nowMs: number): Tastes {
  const kept = known.get(view);
  if (kept !== undefined && kept.shelf === shelf && kept.nowMs === nowMs) return kept.tastes;
  const tastes = new Map(
    [...observe(view, shelf, nowMs)].map(([dimension, sums]) => [dimension, sharesOf(dimension, sums)]),
  );
  for (const stated of statedTastes(view)) {
    const of = tastes.get(stated.dimension);
    const name = (stated.dimension === "size" ? apart : "") + stated.value.toLowerCase();
    of?.set(name, { ...stated, value: of.get(name)?.value ?? stated.value });
  }
  known.set(view, { shelf, nowMs, tastes });
  return tastes;
}

function sharesOf(dimension: Dimension, sums: Sums): Map<string, Affinity> {
  let total = 0;
  for (const sum of sums.values()) total += Math.abs(sum);
  return new Map(
    [...sums].flatMap(([name, sum]): [string, Affinity][] => {
      const weight = round(sum / total);
      return weight === 0
        ? []
        : [[name.toLowerCase(), { ...named(dimension, name), weight, source: "observed" }]];
    }),
  );
}

/** The strongest first in each dimension, what is disliked last; at most `most` in each. */
export function listAffinities(tastes: Tastes, most: number): readonly Affinity[] {
  return dimensions.flatMap((dimension) =>
    [...(tastes.get(dimension)?.values() ?? [])].sort(byStanding).slice(0, most),
  );
}

function byStanding(a: Affinity, b: Affinity): number {
  return (
    Number(b.source === "stated" && b.weight > 0) - Number(a.source === "stated" && a.weight > 0) ||
    b.weight - a.weight ||
    (a.value < b.value ? -1 : 1)
  );
}

type Sums = Map<string, number>;

function observe(view: CustomerView, shelf: Shelf, nowMs: number): ReadonlyMap<Dimension, Sums> {
  const { touches, stores } = traceOf(view);
  const sums = new Map<Dimension, Sums>(dimensions.map((dimension) => [dimension, new Map()]));
  const add = (dimension: Dimension, value: string | undefined, weight: number): void => {
    const of = sums.get(dimension);
    if (value !== undefined) of?.set(value, (of.get(value) ?? 0) + weight);
  };
  let later = 0;
  for (const { product, at, deed } of touches) {
    const days = Math.max(0, nowMs - at) / dayMs / (deed === "bought" ? halfLifeDaysOfSale : halfLifeDays);
    const weight = weights[deed] * 2 ** (-later / halfLifeDeeds - days);
    later += 1;
    const facts = shelf.facts(product);
    for (const category of new Set(facts.category)) add("category", category, weight);
    add("brand", facts.brand, weight);
    add("colour", facts.colour, weight);
    add("priceBand", shelf.priceBand(product), weight);
    if (deed !== "viewed") add("size", sizeName(facts.category[0], facts.size), weight);
  }
  for (const [place, [store, at]] of stores.entries())
    add(
      "store",
      store,
      2 ** (-place / storesHalfLife - Math.max(0, nowMs - at) / dayMs / halfLifeDaysOfSale),
    );
  return sums;
}

const apart = "\n";

function sizeName(category: string | undefined, size: string | undefined): string | undefined {
  return size === undefined ? undefined : `${category ?? ""}${apart}${size}`;
}

function named(dimension: Dimension, name: string): Pick<Affinity, "dimension" | "value" | "category"> {
  if (dimension !== "size") return { dimension, value: name };
  const [category = "", value = ""] = name.split(apart);
  return category === "" ? { dimension, value } : { dimension, value, category };
}

/** The size that is worn in a category, by what was said, else by what was bought last. */
export function ownSize(tastes: Tastes, category: string | undefined): string | undefined {
  const sizes = [...(tastes.get("size")?.values() ?? [])].filter(
    (one) => one.weight > 0 && (one.category === undefined || one.category === category),
  );
  return sizes.sort(byStanding)[0]?.value;
}

/** What a product of a dimension's values means to the customer: a stated word, else what was observed; 0: nothing is known. */
export function tasteFor(tastes: Tastes, product: string, shelf: Shelf): Taste {
  let liking = 0;
  let isDisliked = false;
  const ask = (dimension: Dimension, word: string): void => {
    const taste = tastes.get(dimension)?.get(word);
    if (taste === undefined) return;
    isDisliked ||= taste.source === "stated" && taste.weight < 0;
    liking += taste.source === "stated" ? taste.weight * statedCounts : taste.weight * shares[dimension];
  };
  for (const [dimension, word] of wordsOf(shelf.facts(product))) ask(dimension, word);
  const band = shelf.priceBand(product);
  if (band !== undefined) ask("priceBand", band.toLowerCase());
  return { liking, isDisliked };
}

type Word = readonly [dimension: Dimension, word: string];

const words = new WeakMap<ItemFacts, readonly Word[]>();

/** People write as they like: `Blue` is `blue`. Brought into one form once for a product, as hundreds are asked about for one list. */
function wordsOf(facts: ItemFacts): readonly Word[] {
  const known = words.get(facts);
  if (known !== undefined) return known;
  const { category, brand, colour } = facts;
  const made: readonly Word[] = [
    ...category.map((one): Word => ["category", one.toLowerCase()]),
    ...(brand === undefined ? [] : [["brand", brand.toLowerCase()] as const]),
    ...(colour === undefined ? [] : [["colour", colour.toLowerCase()] as const]),
  ];
  words.set(facts, made);
  return made;
}

export interface Taste {
  /** The higher the better; unbounded neither way. */
  readonly liking: number;
  /** The customer said so. */
  readonly isDisliked: boolean;
}

/** A stated word outweighs all that can be observed (the shares add up to 3 with categories three deep). */
const statedCounts = 4;
const shares: Readonly<Record<Dimension, number>> = {
  category: 0.6,
  brand: 0.5,
  colour: 0.4,
  priceBand: 0.3,
  size: 0,
  store: 0,
};

const paths: ReadonlyMap<string, Dimension> = new Map([
  ...dimensions.map((dimension) => [dimension, dimension] as const),
  ["color", "colour"],
  ["price_band", "priceBand"],
]);

/** As identify and "Preference Stated" keep it: `preferences.<dimension>.likes` and `.dislikes`, a list or one value. A dislike wins over a like. */
function statedTastes(view: CustomerView): readonly Affinity[] {
  const stated = [...paths].flatMap(([name, dimension]) =>
    (["likes", "dislikes"] as const).flatMap((word) =>
      valuesOf(view.trait(`preferences.${name}.${word}`)).map(
        (value): Affinity => ({
          dimension,
          value,
          weight: word === "likes" ? 1 : -1,
          source: "stated",
        }),
      ),
    ),
  );
  return stated.toSorted((a, b) => b.weight - a.weight);
}

function valuesOf(value: Json | undefined): readonly string[] {
  const list: readonly Json[] = Array.isArray(value) ? value : value === undefined ? [] : [value];
  return list.flatMap((one) =>
    typeof one === "string" && one.trim() !== ""
      ? [one.trim()]
      : typeof one === "number"
        ? [String(one)]
        : [],
  );
}

function round(weight: number): number {
  return Math.round(weight * 10_000) / 10_000;
}

const mostShown = 10;

/** As a profile tells them. */
export function answerAffinities(view: CustomerView, shelf: Shelf, nowMs: number): readonly AffinityAnswer[] {
  return listAffinities(tastesOf(view, shelf, nowMs), mostShown).map(
    ({ dimension, value, category = null, weight, source }) => ({
      dimension,
      value,
      category,
      weight,
      source,
    }),
  );
}
