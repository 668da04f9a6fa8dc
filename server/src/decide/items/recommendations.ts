/** One sale: the different products in it. */
export interface Basket {
  /** Epoch milliseconds. */
  readonly at: number;
  readonly products: readonly string[];
}

export interface Recommendations {
  readonly popular: readonly string[];
  boughtWith(key: string): readonly (readonly [key: string, weight: number])[];
}

export const noRecommendations: Recommendations = { popular: [], boughtWith: () => [] };

const dayMs = 86_400_000;
const recentDays = 30;
/** Above this many products a sale is a stock-up that says little about what goes together. */
const largestBasket = 100;
const basketsLookedAt = 500;
const mostTogether = 50;
/** Damps pairs that were seen once or twice. */
const shrinkage = 10;

/**
 * `baskets` newest first. Popularity is sales of the last 30 days, a twentieth for each view, a hundredth for each older sale.
 * `pause` lets others run: it is called every few hundred baskets.
 */
export async function train(
  baskets: readonly Basket[],
  views: ReadonlyMap<string, number>,
  nowMs: number,
  pause: () => Promise<void>,
): Promise<Recommendations> {
  const tally: Tally = { scores: new Map(), sales: new Map(), basketsOf: new Map() };
  for (const [at, basket] of baskets.entries()) {
    if (at % 256 === 255) await pause();
    count(tally, basket, at, basket.at > nowMs - recentDays * dayMs ? 1 : 0.01);
  }
  for (const [product, seen] of views) add(tally.scores, product, seen / 20);
  await pause();
  const found = new Map<string, readonly (readonly [string, number])[]>();
  return {
    popular: [...tally.scores].sort(byWeight).map(([product]) => product),
    boughtWith: (key) => {
      const known = found.get(key);
      if (known !== undefined) return known;
      const together = findTogether(key, baskets, tally);
      if (together.length > 0) found.set(key, together); // what nobody bought is not remembered: any text may be asked
      return together;
    },
  };
}

interface Tally {
  readonly scores: Map<string, number>;
  readonly sales: Map<string, number>;
  /** Product → places of its newest sales in the list. */
  readonly basketsOf: Map<string, number[]>;
}

function count(tally: Tally, basket: Basket, at: number, score: number): void {
  const isTelling = basket.products.length > 1 && basket.products.length <= largestBasket;
  for (const product of basket.products) {
    add(tally.scores, product, score);
    add(tally.sales, product, 1);
    const own = tally.basketsOf.get(product) ?? [];
    if (!isTelling || own.length === basketsLookedAt) continue;
    own.push(at);
    tally.basketsOf.set(product, own);
  }
}

function add(sums: Map<string, number>, product: string, amount: number): void {
  sums.set(product, (sums.get(product) ?? 0) + amount);
}

/** How often a product was in the same sale, against how often it is sold at all. */
function findTogether(
  key: string,
  baskets: readonly Basket[],
  tally: Tally,
): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const at of tally.basketsOf.get(key) ?? []) {
    for (const product of baskets[at]?.products ?? []) add(counts, product, 1);
  }
  counts.delete(key);
  return [...counts]
    .map(
      ([product, count]) =>
        [product, count / Math.sqrt((tally.sales.get(product) ?? 0) + shrinkage)] as const,
    )
    .sort(byWeight)
    .slice(0, mostTogether);
}

function byWeight(a: readonly [string, number], b: readonly [string, number]): number {
  return b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
}
