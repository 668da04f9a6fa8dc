import type { DecisionItem, ItemStrategy } from "@attune/contract";
import { type Admission, admissionOf, dislikedBy } from "./admission.ts";
import type { Asked } from "./ranking.ts";
import type { Recipe } from "./recipe.ts";
import { type Ruled, ruleItems } from "./rule-items.ts";
import { scoreItems } from "./score-items.ts";
import { strategies } from "./strategies.ts";

/** How a list that is not simply that of one strategy came about, as it is logged. */
export interface ItemsMade {
  /** Of each item its score, the strategies that named it, and the place of the rule that moved it (none: -1). */
  readonly items: readonly (readonly [score: number, from: readonly ItemStrategy[], rule: number])[];
  /** What rules took out, with their places; at most twenty. */
  readonly excluded: readonly (readonly [product: string, rule: number])[];
}

export interface BlendedItems {
  readonly items: readonly DecisionItem[];
  readonly personalised: boolean;
  readonly withheld: boolean;
  readonly made: ItemsMade;
}

/** Further down a place counts less than a tenth. */
const mostOfStrategy = 100;
const mostExcludedTold = 20;

export function blendItems(asked: Asked, recipe: Recipe, limit: number): BlendedItems {
  const admission = admissionOf(asked, recipe);
  const pool = new Map<string, Map<ItemStrategy, number>>();
  let [personalised, withheld] = [
    admission.readsCustomer || (recipe.readsTaste && asked.audience.known),
    false,
  ];
  const given = asked.choice.given === true ? givenTo(asked, admission) : undefined;
  for (const key of given?.values() ?? []) pool.set(key, new Map());
  for (const [strategy] of recipe.blend) {
    const ranking = strategies[strategy](asked);
    personalised ||= ranking.personalised;
    withheld ||= ranking.withheld;
    enter(pool, strategy, placesOf(ranking.keys, admission, given));
  }
  if (personalised) leaveOut(pool, dislikedBy(asked));
  const ruled = ruleItems(scoreItems(pool, asked, recipe), asked, recipe, admission);
  return { ...tell(ruled, limit, asked), personalised, withheld };
}

/** Of the products that are given those that may be shown, by the key that stands for each. */
function givenTo({ situation }: Asked, admission: Admission): ReadonlyMap<string, string> {
  return new Map(
    (situation.products ?? []).flatMap((key) => {
      const shown = admission.admit(key);
      return shown === undefined ? [] : [[key, shown]];
    }),
  );
}

function* placesOf(
  keys: Iterable<string>,
  admission: Admission,
  given: ReadonlyMap<string, string> | undefined,
): Generator<string> {
  const seen = new Set<string>();
  for (const key of keys) {
    const shown = given === undefined ? admission.admit(key) : given.get(key);
    if (shown === undefined || seen.has(shown)) continue;
    seen.add(shown);
    yield shown;
    if (seen.size === mostOfStrategy) return;
  }
}

function enter(
  pool: Map<string, Map<ItemStrategy, number>>,
  strategy: ItemStrategy,
  keys: Iterable<string>,
): void {
  let place = 0;
  for (const key of keys) {
    const places = pool.get(key) ?? new Map<ItemStrategy, number>();
    pool.set(key, places.set(strategy, place));
    place += 1;
  }
}

function leaveOut(pool: Map<string, unknown>, isDisliked: (product: string) => boolean): void {
  for (const key of pool.keys()) if (isDisliked(key)) pool.delete(key);
}

function tell(
  { items, excluded }: Ruled,
  limit: number,
  { shelf }: Asked,
): Pick<BlendedItems, "items" | "made"> {
  const shown = items.slice(0, limit).flatMap((one) => {
    const product = shelf.product(one.key);
    return product === undefined ? [] : [{ product, one }];
  });
  return {
    items: shown.map(({ product }) => product),
    made: {
      items: shown.map(({ one }) => [
        Math.round(one.score * 10_000) / 10_000,
        [...one.places.keys()],
        one.rule,
      ]),
      excluded: excluded.slice(0, mostExcludedTold),
    },
  };
}
