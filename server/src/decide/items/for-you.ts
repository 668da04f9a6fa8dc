import { type Tastes, tasteFor, tastesOf } from "./affinities.ts";
import { keysOf, together } from "./bought-together.ts";
import { type TraceOfProducts, traceOf } from "./deeds.ts";
import { type Asked, forStrangers, forThisCustomer, type Ranking } from "./ranking.ts";

const mostLearned = 200;
const mostPopular = 100;
const mostPerCategory = 50;
const mostNewest = 30;
const seeds = 3;

/**
 * What may please: what was learned of customers like this one, in the order of her tastes among equals; until that is learned, what goes with
 * what she did last and what her favourite categories hold. Strangers and newcomers get what is popular where they are.
 */
export function forYou(asked: Asked): Ranking {
  const { audience, situation, shelf } = asked;
  if (!audience.known) return forStrangers(popularHere(asked));
  const trace = traceOf(audience.view);
  const tastes = tastesOf(audience.view, shelf, situation.nowMs);
  const learned = shelf.models.forYou(trace, situation.nowMs, mostLearned);
  const pool = new Set<string>(learned === undefined ? [] : keysOf(learned));
  for (const { product } of trace.touches.slice(0, seeds))
    for (const key of together([product], shelf)) pool.add(key);
  for (const key of favourites(tastes, asked)) pool.add(key);
  for (const key of popularHere(asked).take(mostPopular)) pool.add(key);
  for (const key of shelf.newest().slice(0, mostNewest)) pool.add(key);
  return forThisCustomer(inOrder([...pool], trace, tastes, asked));
}

/** At the store where that is known, then everywhere. */
export function* popularHere({
  situation: { store },
  shelf,
}: Pick<Asked, "situation" | "shelf">): Generator<string> {
  const here = store === "" ? [] : shelf.popularInStore(store);
  const known = new Set(here);
  yield* here;
  for (const key of shelf.popular()) if (!known.has(key)) yield key;
}

function favourites(tastes: Tastes, { shelf }: Asked): readonly string[] {
  const categories = [...(tastes.get("category")?.values() ?? [])]
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || (a.value < b.value ? -1 : 1))
    .slice(0, 3);
  return categories.flatMap(({ value }) => shelf.inCategory(value).slice(0, mostPerCategory));
}

/** Merit is the place in the pool, which halves every 20 places, plus what the customer's tastes say of the product. */
function inOrder(
  pool: readonly string[],
  trace: TraceOfProducts,
  tastes: Tastes,
  { shelf }: Asked,
): readonly string[] {
  const had = new Set(trace.bought.map(([key]) => key));
  const merits = pool.flatMap((key, place) => {
    if (had.has(key)) return [];
    return [[key, 2 ** (-place / 20) + tasteFor(tastes, key, shelf).liking] as const];
  });
  return merits.toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([key]) => key);
}
