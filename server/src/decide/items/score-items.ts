import { type ItemStrategy, workOut } from "@attune/contract";
import { exponentOf } from "../../kernel/money.ts";
import { tasteFor, tastesOf } from "./affinities.ts";
import type { Asked } from "./ranking.ts";
import type { Recipe } from "./recipe.ts";

/** What strategies say of one product: its place with each that names it, the first 0. */
export type Places = ReadonlyMap<ItemStrategy, number>;

export interface ScoredItem {
  readonly key: string;
  readonly score: number;
  readonly places: Places;
}

const newMs = 30 * 86_400_000;

/** The highest score first, equal ones as they came in. A score that cannot be worked out is 0. */
export function scoreItems(
  pool: ReadonlyMap<string, Places>,
  asked: Asked,
  recipe: Recipe,
): readonly ScoredItem[] {
  const scoreOf = recipe.formula === undefined ? sumOf(recipe) : formulaOf(asked, recipe);
  return [...pool]
    .map(([key, places]) => ({ key, places, score: scoreOf(key, places) }))
    .sort((a, b) => b.score - a.score);
}

type Score = (key: string, places: Places) => number;

/** The first place counts 1, the eleventh half: no strategy's own measure, so that they can be added. */
function merit(place: number | undefined): number {
  return place === undefined ? 0 : 10 / (10 + place);
}

function sumOf({ blend }: Recipe): Score {
  return (_key, places) =>
    blend.reduce((sum, [strategy, weight]) => sum + weight * merit(places.get(strategy)), 0);
}

function formulaOf(asked: Asked, recipe: Recipe): Score {
  const { formula = { kind: "number", value: 0 } } = recipe;
  return (key, places) => {
    const worth = workOut(formula, (name) => read(name, key, places, asked));
    return typeof worth === "number" ? worth : 0;
  };
}

function read(name: string, key: string, places: Places, asked: Asked): number | undefined {
  const { shelf, situation, audience } = asked;
  switch (name) {
    case "taste":
      return audience.known
        ? tasteFor(tastesOf(audience.view, shelf, situation.nowMs), key, shelf).liking
        : 0;
    case "item.price":
      return priceOf(key, asked);
    case "item.margin":
      return shelf.facts(key).margin;
    case "item.isNew":
      return Number((shelf.facts(key).addedAt ?? 0) > situation.nowMs - newMs);
    default:
      return name.startsWith("context.")
        ? situation.numbers?.[name.slice("context.".length)]
        : merit(places.get(name as ItemStrategy)); // any other name finds nothing
  }
}

function priceOf(key: string, { shelf }: Asked): number | undefined {
  const { priceMinor, currency } = shelf.product(key) ?? {};
  return priceMinor === undefined || currency === undefined
    ? undefined
    : priceMinor / 10 ** exponentOf(currency);
}
