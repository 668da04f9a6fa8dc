/** One sale: the different products of which the customer kept any. */
export interface Basket {
  /** Epoch milliseconds. */
  readonly at: number;
  /** "" is online. */
  readonly store: string;
  readonly products: readonly string[];
}

export interface Recommendations {
  /** How many it was learnt from. */
  readonly sales: number;
  readonly popular: readonly string[];
  boughtWith(key: string): readonly (readonly [key: string, weight: number])[];
}

export const noRecommendations: Recommendations = { sales: 0, popular: [], boughtWith: () => [] };

const dayMs = 86_400_000;
const recentDays = 30;
/** Above this many products a sale is a stock-up that says little about what goes together. */
const largestBasket = 100;
const basketsLookedAt = 200;
/** Bounds the first question for a product to some 0.2 ms. */
const pairsLookedAt = 3_000;
const mostTogether = 50;
/** Further down nobody looks; to sort a large catalogue would hold up every request. */
const mostPopular = 5_000;
/** Damps pairs that were seen once or twice. */
const shrinkage = 10;

/**
 * `baskets` newest first. Popularity is sales of the last 30 days, a twentieth for each view, a hundredth for each older sale.
 * `pause` lets others run: it is called every few hundred baskets. What was bought with a product is worked out when it is first asked.
 */
export async function train(
  baskets: Iterable<Basket>,
  views: ReadonlyMap<string, number>,
  nowMs: number,
  pause: () => Promise<void>,
): Promise<Recommendations> {
  const tally: Tally = { numbers: new Map(), keys: [], scores: [], sales: [], baskets: [], basketsOf: [] };
  let entered = 0;
  for (const basket of baskets) {
    enter(tally, basket.products, basket.at > nowMs - recentDays * dayMs ? 1 : 0.01);
    entered += 1;
    if (entered % 256 === 0) await pause();
  }
  for (const [product, seen] of views) raise(tally.scores, numberOf(tally, product), seen / 20);
  await pause();
  return { sales: entered, popular: popularOf(tally), boughtWith: rememberTogether(tally) };
}

/** Products by number, so that millions of pairs are counted in arrays. */
interface Tally {
  readonly numbers: Map<string, number>;
  readonly keys: string[];
  readonly scores: number[];
  /** In how many sales it was. */
  readonly sales: number[];
  readonly baskets: (readonly number[])[];
  /** Places of its newest sales in `baskets`. */
  readonly basketsOf: number[][];
}

function numberOf({ numbers, keys }: Tally, key: string): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, keys.length);
  return keys.push(key) - 1;
}

function raise(sums: number[], number: number, by: number): void {
  sums[number] = (sums[number] ?? 0) + by;
}

function enter(tally: Tally, products: readonly string[], score: number): void {
  const numbers = products.map((key) => numberOf(tally, key));
  for (const number of numbers) {
    raise(tally.scores, number, score);
    raise(tally.sales, number, 1);
  }
  if (numbers.length < 2 || numbers.length > largestBasket) return;
  const place = tally.baskets.push(numbers) - 1;
  for (const number of numbers) {
    const own = tally.basketsOf[number] ?? [];
    if (own.length < basketsLookedAt) own.push(place);
    tally.basketsOf[number] = own;
  }
}

/** By score, equal ones by key. */
function popularOf({ keys, scores }: Tally): readonly string[] {
  const least = Float64Array.from(scores).sort().at(-mostPopular) ?? Number.NEGATIVE_INFINITY;
  const weights = keys.map((key, number) => [key, scores[number] ?? 0] as const);
  return weights
    .filter(([, score]) => score >= least)
    .sort(byWeight)
    .slice(0, mostPopular)
    .map(([key]) => key);
}

function rememberTogether(tally: Tally): Recommendations["boughtWith"] {
  const found = new Map<string, readonly (readonly [string, number])[]>();
  return (key) => {
    const known = found.get(key);
    if (known !== undefined) return known;
    const number = tally.numbers.get(key);
    if (number === undefined) return []; // not remembered: any text may be asked
    const together = findTogether(tally, number);
    found.set(key, together);
    return together;
  };
}

/** How often a product was in the same sale, against how often it is sold at all. Pairs seen once count only where too few were seen twice. */
function findTogether(tally: Tally, number: number): readonly (readonly [string, number])[] {
  const counts = countTogether(tally, number);
  const repeated = [...counts].filter(([, count]) => count > 1);
  return (repeated.length < mostTogether ? [...counts] : repeated)
    .map(([other, count]) => {
      const weight = count / Math.sqrt((tally.sales[other] ?? 0) + shrinkage);
      return [tally.keys[other] ?? "", weight] as const;
    })
    .sort(byWeight)
    .slice(0, mostTogether);
}

/** Newest sales first, until enough was seen. */
function countTogether(tally: Tally, number: number): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  let pairs = 0;
  for (const place of tally.basketsOf[number] ?? []) {
    const basket = tally.baskets[place] ?? [];
    for (const other of basket) counts.set(other, (counts.get(other) ?? 0) + 1);
    pairs += basket.length;
    if (pairs > pairsLookedAt) break;
  }
  counts.delete(number);
  return counts;
}

function byWeight(a: readonly [string, number], b: readonly [string, number]): number {
  return b[1] - a[1] || (a[0] < b[0] ? -1 : 1);
}
