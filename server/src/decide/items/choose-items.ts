import type { DecisionItem, ItemStrategy } from "@attune/contract";
import type { Audience } from "../audience.ts";
import type { Shelf } from "../shelf.ts";
import { boughtTogether } from "./bought-together.ts";
import type { Ranking, Situation } from "./ranking.ts";
import { recentlyViewed } from "./recently-viewed.ts";

export interface ChosenItems {
  readonly items: readonly DecisionItem[];
  /** The customer's data went into the choice. */
  readonly personalised: boolean;
  /** It would have, had it been allowed. */
  readonly withheld: boolean;
}

type Rank = (audience: Audience, situation: Situation, shelf: Shelf) => Ranking;

const strategies: Readonly<Record<ItemStrategy, Rank>> = {
  popular: (_audience, _situation, shelf) => ({
    keys: shelf.popular(),
    personalised: false,
    withheld: false,
  }),
  recentlyViewed,
  boughtTogether,
};

/** Only products of the catalogue that are in stock where the customer is, never the one that is looked at. */
export function chooseItems(
  strategy: ItemStrategy,
  limit: number,
  audience: Audience,
  situation: Situation,
  shelf: Shelf,
): ChosenItems {
  const ranking = strategies[strategy](audience, situation, shelf);
  const items: DecisionItem[] = [];
  for (const key of ranking.keys) {
    if (items.length === limit) break;
    const product = shelf.product(key);
    if (product === undefined || key === situation.productId || !shelf.isInStock(key, situation.store))
      continue;
    items.push(product);
  }
  return { items, personalised: ranking.personalised, withheld: ranking.withheld };
}
