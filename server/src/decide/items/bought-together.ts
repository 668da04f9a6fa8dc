import { type CustomerView, combineLeaves, openCart } from "../../profile/index.ts";
import type { Audience } from "../audience.ts";
import type { Shelf } from "../shelf.ts";
import type { Ranking, Situation } from "./ranking.ts";
import { viewedKeys } from "./recently-viewed.ts";

/** What others bought with the product that is looked at; without one, with what lies in the cart; else with what was viewed last. */
export function boughtTogether(audience: Audience, situation: Situation, shelf: Shelf): Ranking {
  if (situation.productId !== undefined) {
    return { keys: together([situation.productId], shelf), personalised: false, withheld: false };
  }
  if (!audience.known) return { keys: [], personalised: false, withheld: true };
  return { keys: together(seedsOf(audience.view), shelf), personalised: true, withheld: false };
}

function seedsOf(view: CustomerView): readonly string[] {
  const cart = openCart(combineLeaves(view.leaves).cart).map((line) => line.product);
  return cart.length > 0 ? cart : viewedKeys(view).slice(0, 1);
}

/** By the sum of the weights, equal ones by key; never a seed. */
function together(seeds: readonly string[], shelf: Shelf): readonly string[] {
  const weights = new Map<string, number>();
  for (const seed of seeds) {
    for (const [key, weight] of shelf.boughtWith(seed)) weights.set(key, (weights.get(key) ?? 0) + weight);
  }
  for (const seed of seeds) weights.delete(seed);
  return [...weights].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
}
