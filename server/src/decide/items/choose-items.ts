import type { DecisionItem, ItemChoice } from "@attune/contract";
import type { Audience } from "../audience.ts";
import type { Shelf } from "../shelf.ts";
import { admissionOf, dislikedBy } from "./admission.ts";
import { blendItems, type ItemsMade } from "./blend-items.ts";
import type { KeptList, ListDesk } from "./kept-lists.ts";
import type { Asked, Situation } from "./ranking.ts";
import { type Recipe, recipeOf } from "./recipe.ts";
import { strategies } from "./strategies.ts";

export interface ChosenItems {
  readonly items: readonly DecisionItem[];
  /** The customer's data went into the choice. */
  readonly personalised: boolean;
  /** It would have, had it been allowed. */
  readonly withheld: boolean;
  /** How the order came about, where it is not that of one strategy. */
  readonly made?: ItemsMade;
}

/** Only products of the catalogue that are in stock where the customer is, never the one that is looked at; each once. */
export function chooseItems(
  choice: ItemChoice,
  limit: number,
  audience: Audience,
  situation: Situation,
  shelf: Shelf,
): ChosenItems {
  const asked: Asked = { choice, audience, situation, shelf };
  const recipe = recipeOf(choice);
  const { lists } = situation;
  return lists === undefined ? makeList(asked, recipe, limit) : sameList(asked, recipe, limit, lists);
}

function makeList(asked: Asked, recipe: Recipe, limit: number): ChosenItems {
  return recipe.isPlain ? choosePlainly(asked, recipe, limit) : blendItems(asked, recipe, limit);
}

const mostKept = 50;

/** Under a context id what was shown before is shown again, but for what cannot be had any more. What is hers is shown to her only, and while she consents. */
function sameList(asked: Asked, recipe: Recipe, limit: number, desk: ListDesk): ChosenItems {
  const leafId = asked.audience.known ? desk.leafId : 0;
  const kept = desk.kept.find((list) => list.leafId === leafId && list.recipe === recipe.id);
  if (kept !== undefined) return keptList(kept, asked, limit);
  const whole = makeList(asked, recipe, mostKept);
  const products = whole.items.map(({ product }) => product);
  if (products.length > 0) desk.fresh.push({ leafId, recipe: recipe.id, products });
  const { made, ...list } = { ...whole, items: whole.items.slice(0, limit) };
  return made === undefined ? list : { ...list, made: { ...made, items: made.items.slice(0, limit) } };
}

function keptList({ products, leafId }: KeptList, { shelf, situation }: Asked, limit: number): ChosenItems {
  const items = products.flatMap((key) => {
    const product = shelf.product(key);
    return product !== undefined && shelf.isInStock(key, situation.store) ? [product] : [];
  });
  return { items: items.slice(0, limit), personalised: leafId !== 0, withheld: leafId === 0 };
}

function choosePlainly(asked: Asked, recipe: Recipe, limit: number): ChosenItems {
  const { choice, shelf } = asked;
  const ranking = strategies[choice.strategy ?? "popular"](asked);
  const admission = admissionOf(asked, recipe);
  const isDisliked = ranking.personalised ? dislikedBy(asked) : undefined;
  const items = new Map<string, DecisionItem>();
  for (const key of ranking.keys) {
    if (items.size === limit) break;
    const shown = admission.admit(key);
    const product = shown === undefined ? undefined : shelf.product(shown);
    if (product !== undefined && isDisliked?.(product.product) !== true) items.set(product.product, product);
  }
  return {
    items: [...items.values()],
    personalised: ranking.personalised || admission.readsCustomer,
    withheld: ranking.withheld,
  };
}
