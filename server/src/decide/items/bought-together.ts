import type { Shelf } from "../shelf.ts";
import { traceOf } from "./deeds.ts";
import type { Scored } from "./models.ts";
import { type Asked, forEveryone, forStrangers, forThisCustomer, type Ranking } from "./ranking.ts";

/** What others bought with the product that is looked at; without one, with what lies in the cart; else with what was viewed last. */
export function boughtTogether({ audience, situation, shelf }: Asked): Ranking {
  if (situation.productId !== undefined) return forEveryone(together([situation.productId], shelf));
  if (!audience.known) return forStrangers([]);
  const { cart, viewed } = traceOf(audience.view);
  return forThisCustomer(together(cart.length > 0 ? cart : viewed.slice(0, 1).map(([key]) => key), shelf));
}

/** What goes with all that lies in the cart and is not in it; to an empty cart, with what was bought last. */
export function completeBasket({ audience, shelf }: Asked): Ranking {
  if (!audience.known) return forStrangers([]);
  const { cart, bought } = traceOf(audience.view);
  const lately = bought.filter(([, at]) => at === bought[0]?.[1]).map(([key]) => key);
  return forThisCustomer(together(cart.length > 0 ? cart : lately, shelf));
}

const most = 200;

/** By the trained model, else by the sum of the weights in the sales of late, equal ones by key; never a seed. */
export function together(seeds: readonly string[], shelf: Shelf): readonly string[] {
  if (seeds.length === 0) return [];
  const learned = shelf.models.boughtWith(seeds, most);
  return learned === undefined || learned.length === 0 ? counted(seeds, shelf) : keysOf(learned);
}

export function keysOf(scored: Scored): readonly string[] {
  return scored.map(([key]) => key);
}

const ofOne = new WeakMap<readonly (readonly [string, number])[], readonly string[]>();

/** With one product it is the order in which the shelf tells it, the same thousands of times. */
function countedWith(seed: string, shelf: Shelf): readonly string[] {
  const weights = shelf.boughtWith(seed);
  const known = ofOne.get(weights);
  if (known !== undefined) return known;
  const keys = inOrder(new Map(weights.filter(([key]) => key !== seed)));
  ofOne.set(weights, keys);
  return keys;
}

function inOrder(weights: ReadonlyMap<string, number>): readonly string[] {
  return [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
}

function counted(seeds: readonly string[], shelf: Shelf): readonly string[] {
  const [only] = seeds;
  if (only !== undefined && seeds.length === 1) return countedWith(only, shelf);
  const weights = new Map<string, number>();
  for (const seed of seeds) {
    for (const [key, weight] of shelf.boughtWith(seed)) weights.set(key, (weights.get(key) ?? 0) + weight);
  }
  for (const seed of seeds) weights.delete(seed);
  return inOrder(weights);
}
