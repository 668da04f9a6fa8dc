import { traceOf } from "./deeds.ts";
import { type Asked, forStrangers, forThisCustomer, type Ranking } from "./ranking.ts";

/** What the customer looked at, the latest first. */
export function recentlyViewed({ audience }: Asked): Ranking {
  if (!audience.known) return forStrangers([]);
  return forThisCustomer(traceOf(audience.view).viewed.map(([product]) => product));
}
