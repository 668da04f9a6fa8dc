import type { Shelf } from "../shelf.ts";
import { traceOf } from "./deeds.ts";
import { type Asked, forEveryone, forStrangers, forThisCustomer, type Ranking } from "./ranking.ts";

/** What is like the product that is looked at, by what the catalogue says; without one, like what was viewed last. Other sizes of the same article are no others. */
export function similar({ audience, situation, shelf }: Asked): Ranking {
  if (situation.productId !== undefined) return forEveryone(alike(situation.productId, shelf));
  if (!audience.known) return forStrangers([]);
  const [latest] = traceOf(audience.view).viewed;
  return forThisCustomer(latest === undefined ? [] : alike(latest[0], shelf));
}

const mostAlike = 100;

interface Remembered {
  readonly trainedAt: number;
  readonly lists: Map<string, readonly string[]>;
}

const remembered = new WeakMap<Shelf, Remembered>();
const mostRemembered = 5_000;

/** The most alike first, then as their category has them. Of a product it is worked out once between two trainings. */
export function alike(product: string, shelf: Shelf): readonly string[] {
  const before = remembered.get(shelf);
  const { lists } = before?.trainedAt === shelf.trainedAt ? before : forget(shelf);
  const known = lists.get(product);
  if (known !== undefined) return known;
  const found = findAlike(product, shelf);
  if (found.length > 0 && lists.size < mostRemembered) lists.set(product, found);
  return found;
}

function forget(shelf: Shelf): Remembered {
  const empty: Remembered = { trainedAt: shelf.trainedAt, lists: new Map() };
  remembered.set(shelf, empty);
  return empty;
}

function findAlike(product: string, shelf: Shelf): readonly string[] {
  const { category, style } = shelf.facts(product);
  const narrow = category.toReversed().flatMap((level) => shelf.inCategory(level));
  return [...new Set(narrow)]
    .filter((other) => other !== product && (style === undefined || shelf.facts(other).style !== style))
    .map((other) => ({ other, likeness: likenessOf(product, other, shelf) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness)
    .slice(0, mostAlike)
    .map(({ other }) => other);
}

/** What they share: a narrower category counts more than a wider one, then colour, brand, price band and tags. */
function likenessOf(one: string, other: string, shelf: Shelf): number {
  const [a, b] = [shelf.facts(one), shelf.facts(other)];
  let likeness = a.category.filter((level) => b.category.includes(level)).length * 2;
  if (a.brand !== undefined && a.brand === b.brand) likeness += 1;
  if (a.colour !== undefined && a.colour === b.colour) likeness += 1;
  if (shelf.priceBand(one) === shelf.priceBand(other)) likeness += 0.5;
  return likeness + a.tags.filter((tag) => b.tags.includes(tag)).length * 0.5;
}
