import type { CustomerView } from "../../profile/index.ts";
import type { Audience } from "../audience.ts";
import type { Ranking } from "./ranking.ts";

/** What the customer looked at, the latest first. */
export function recentlyViewed(audience: Audience): Ranking {
  if (!audience.known) return { keys: [], personalised: false, withheld: true };
  return { keys: viewedKeys(audience.view), personalised: true, withheld: false };
}

/** Product keys over all leaves, the latest view first, equally late ones by key. */
export function viewedKeys(view: CustomerView): readonly string[] {
  const latest = new Map<string, number>();
  for (const leaf of view.leaves) {
    for (const [product, at] of leaf.viewed) latest.set(product, Math.max(latest.get(product) ?? 0, at));
  }
  return [...latest].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([product]) => product);
}
